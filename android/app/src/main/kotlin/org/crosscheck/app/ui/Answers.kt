package org.crosscheck.app.ui

import android.view.View
import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale
import org.crosscheck.app.R
import org.crosscheck.core.AnswerShown
import org.crosscheck.core.Document
import org.crosscheck.core.Level
import org.crosscheck.core.Said
import org.crosscheck.core.Value

/** What an answer says, in few words; [buttons] are the words of its type, [options] those of a checklist. */
fun Ui.answer(said: Said, buttons: List<String>, options: List<String> = emptyList()): String {
    val words = value(said.answer.value, buttons, options)
    val marks = listOfNotNull(
        if (said.answer.selfReported) say(R.string.known_self) else null,
        said.asOf?.let { say(R.string.answer_as_of, it) },
        if (said.fromPaper) say(R.string.from_paper) else null,
    )
    return (listOf(words) + marks).joinToString(say(R.string.between))
}

private fun Ui.value(value: Value, buttons: List<String>, options: List<String>): String {
    fun word(at: Int) = buttons.getOrElse(at) { "" }
    return when (value) {
        is Value.YesNo -> word(if (value.v1) 0 else 1)
        is Value.Document -> when (val seen = value.v1) {
            is Document.Absent -> word(1)
            is Document.Seen -> listOfNotNull(word(0), seen.number, seen.date).joinToString(say(R.string.between))
        }
        is Value.Checklist -> {
            val there = value.v1.map { it.toInt() }.toSet()
            val missing = options.filterIndexed { at, _ -> at !in there }
            if (options.isNotEmpty() && missing.isEmpty()) {
                word(0)
            } else {
                say(R.string.answer_missing, word(1), missing.joinToString("、"))
            }
        }
        is Value.Done -> listOfNotNull(word(0), value.v1).joinToString(say(R.string.between))
        is Value.NotDone -> word(1)
        is Value.Rate -> "${number(value.v1.numerator)} / ${number(value.v1.denominator)}"
        is Value.Count -> number(value.v1)
        is Value.Measures -> value.v1.entries.sortedBy { it.key }.joinToString { "${it.key} ${it.value}" }
        is Value.Trend -> {
            val base = value.base
            if (base == null) level(value.now) else say(R.string.answer_trend, level(value.now), level(base))
        }
        is Value.Sampled -> with(value.v1) {
            say(R.string.answer_sampled, population.toString(), lookedAt.toString(), hits.toString())
        }
        is Value.Text -> value.v1
        is Value.NotApplicable -> say(R.string.answer_not_applicable, value.reason)
    }
}

private fun level(level: Level): String = when (level) {
    is Level.Count -> number(level.v1)
    is Level.Rate -> "${number(level.v1.numerator)}/${number(level.v1.denominator)}"
}

/** An exact number as people write it: a whole one is no fraction. */
fun number(fraction: String): String = fraction.removeSuffix("/1")

/** 核验码 in groups of four, as it stands on paper. */
fun code(frontier: String): String = frontier.filter { it != '-' }.chunked(4).joinToString("-")

/** When, by that phone's clock, written as this phone stands in the world. Shown, never compared. */
fun time(at: Long): String = SimpleDateFormat("yyyy-MM-dd HH:mm", Locale.ROOT).format(Date(at))

/** An answer that stands, with who says it and what it comes to; [below] are its buttons. */
fun Ui.answerShown(shown: AnswerShown, buttons: List<String>, options: List<String>, vararg below: View?): View {
    val words = shown.said?.let { answer(it, buttons, options) } ?: say(R.string.answer_taken_back)
    val who = say(R.string.answer_who, shown.members.joinToString("、"), time(shown.at))
    val decided = if (shown.decision) small(say(R.string.answer_decided)) else null
    val note = shown.said?.answer?.note?.takeIf { it.isNotEmpty() }?.let { small(it) }
    return card(large(words), small(who), decided, note, shown.judgement?.let { judgement(it) }, *below)
}
