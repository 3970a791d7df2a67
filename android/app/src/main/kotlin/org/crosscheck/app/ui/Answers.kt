package org.crosscheck.app.ui

import android.view.View
import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale
import org.crosscheck.app.R
import org.crosscheck.core.AnswerShown

/** What an answer says, in few words; one that was taken back says so. */
fun Ui.answer(shown: AnswerShown): String =
    if (shown.said == null) say(R.string.answer_taken_back) else shown.words.joinToString(say(R.string.between))

/** 核验码 in groups of four, as it stands on paper. */
fun code(frontier: String): String = frontier.filter { it != '-' }.chunked(4).joinToString("-")

/** When, by that phone's clock, written as this phone stands in the world. Shown, never compared. */
fun time(at: Long): String = SimpleDateFormat("yyyy-MM-dd HH:mm", Locale.ROOT).format(Date(at))

/** An answer that stands, with who says it and what it comes to; [below] are its buttons. */
fun Ui.answerShown(shown: AnswerShown, vararg below: View?): View {
    val who = say(R.string.answer_who, people(shown.members), time(shown.at))
    val decided = if (shown.decision) small(say(R.string.answer_decided)) else null
    val note = shown.said?.answer?.note?.takeIf { it.isNotEmpty() }?.let { small(it) }
    return card(large(answer(shown)), small(who), decided, note, shown.judgement?.let { judgement(it) }, *below)
}
