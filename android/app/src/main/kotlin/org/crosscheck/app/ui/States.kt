package org.crosscheck.app.ui

import android.view.View
import android.widget.TextView
import org.crosscheck.app.R
import org.crosscheck.core.Judgement
import org.crosscheck.core.Progress
import org.crosscheck.core.Role
import org.crosscheck.core.Verdict
import org.crosscheck.core.VisitState

/** A state: its icon, its word, its colour; always all three. */
enum class State(val icon: String, val word: Int, val color: Int) {
    MET("✓", R.string.verdict_met, R.color.met),
    NOT_MET("✕", R.string.verdict_not_met, R.color.not_met),
    TO_CHECK("?", R.string.verdict_to_check, R.color.to_check),
    NOT_APPLICABLE("–", R.string.verdict_not_applicable, R.color.not_applicable),
    RECORDED("·", R.string.verdict_recorded, R.color.not_applicable),
    UNANSWERED("□", R.string.verdict_unanswered, R.color.not_applicable),
    DIFFERING("⇄", R.string.two_answers, R.color.differing),
    ;

    companion object {
        fun of(verdict: Verdict): State = when (verdict) {
            Verdict.MET -> MET
            Verdict.NOT_MET -> NOT_MET
            Verdict.TO_CHECK -> TO_CHECK
            Verdict.NOT_APPLICABLE -> NOT_APPLICABLE
            Verdict.RECORDED -> RECORDED
        }

        /** Of an indicator: how many answers stand, and what the one comes to. */
        fun of(answers: Int, judgement: Judgement?): State = when {
            answers > 1 -> DIFFERING
            judgement != null -> of(judgement.verdict)
            else -> UNANSWERED
        }
    }
}

/** A state as a line of its own, with [more] behind it. */
fun Ui.state(state: State, more: String = ""): TextView {
    val word = say(state.word)
    return small("${state.icon} $word$more", state.color).apply {
        bold()
        contentDescription = word + more
    }
}

/** A verdict with the reasons core gives for it. */
fun Ui.judgement(judgement: Judgement): View {
    val lines = judgement.reasons + judgement.flags.mapNotNull { words.flags[it] }
    return column(state(State.of(judgement.verdict)), *lines.map { small(it) }.toTypedArray())
}

/** How far a visit is, in words. */
fun Ui.progress(progress: Progress): String {
    val parts = mutableListOf(say(R.string.progress, progress.answered.toLong(), progress.asked.toLong()))
    if (progress.toCheck.toLong() > 0) parts += say(R.string.progress_to_check, progress.toCheck.toLong())
    if (progress.differing.toLong() > 0) parts += say(R.string.progress_differing, progress.differing.toLong())
    if (progress.notMet.toLong() > 0) parts += say(R.string.progress_not_met, progress.notMet.toLong())
    return parts.joinToString(say(R.string.between))
}

/** How far a visit is, in one word. */
fun Ui.visitState(state: VisitState): String = words.visits[state].orEmpty()

fun Ui.role(role: Role): String = words.roles[role].orEmpty()

/** Members by name, or by their keys where the roster is not held here. */
fun Ui.people(members: List<String>): String =
    members.joinToString("、") { member -> group.find { it.member == member }?.name ?: member }

/** Whoever holds the phone, by key. */
val Ui.me: String get() = group.find { it.me }?.member.orEmpty()

/** Whether he leads the group: what only a leader does is shown to nobody else. */
val Ui.leads: Boolean get() = group.find { it.me }?.role == Role.LEADER
