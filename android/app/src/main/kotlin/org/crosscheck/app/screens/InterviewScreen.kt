package org.crosscheck.app.screens

import android.view.View
import android.view.Gravity
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.core.Asking
import org.crosscheck.core.Interview
import org.crosscheck.core.Interviewed
import org.crosscheck.core.InterviewRow
import org.crosscheck.core.QuestionRow

/** 访谈: a role, a number of people, questions with a tally; no names, no sound. [Spot.of]: visit, thing. */
class InterviewScreen(stage: Stage, spot: Spot) : Screen<InterviewScreen.Shows>(stage, spot) {
    data class Shows(val row: InterviewRow?, val closed: Boolean)

    private val visit = spot.of[0]
    private val thing = spot.of.getOrElse(1) { "" }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        return Shows(methods.interviews.find { it.thing.entity == thing }, methods.closed)
    }

    override fun draw(view: Shows): Page {
        val row = view.row ?: return begin()
        val who = row.asked.map { ui.words.interviewed[it.role].orEmpty() } + row.role.map { it.words }
        val body = ui.scroll(
            ui.large(who.filter { it.isNotEmpty() }.joinToString("，")),
            ui.small(text(R.string.people, row.group.toLong())),
            *row.notes.map { ui.small(it.words) }.toTypedArray(),
            *row.questions.map { question(it, view.closed) }.toTypedArray(),
            *(if (view.closed) emptyList() else ask()).toTypedArray(),
            *stage.under(visit, row.thing, view.closed).toTypedArray(),
        )
        return Page(text(R.string.interview), body)
    }

    private fun begin(): Page {
        val roles = Interviewed.entries.map { it.name to ui.words.interviewed[it].orEmpty() }
        val other = if (draft[ROLE] != Interviewed.OTHER.name) null else ui.field(text(R.string.interview_other), draft, OTHER)
        val body = ui.scroll(
            ui.body(text(R.string.interview_how)),
            ui.choice(text(R.string.interview_role), roles, draft, ROLE) { stage.redraw() },
            other,
            ui.field(text(R.string.interview_group), draft, GROUP, Typed.NUMBER),
            ui.field(text(R.string.note), draft, NOTE, Typed.WORDS),
        )
        return Page(text(R.string.interview), body, listOf(ui.primary(text(R.string.interview_begin)) { go() }))
    }

    private fun go() {
        val role = Interviewed.entries.find { it.name == draft[ROLE] }
        val group = draft[GROUP].toULongOrNull()
        if (role == null || group == null) {
            stage.tell(text(R.string.interview_missing))
            return
        }
        val (other, note) = draft[OTHER] to draft[NOTE]
        stage.act({ it.campaign.interview(visit, Interview(role, group), other, note) }) { thing ->
            draft.clear()
            stage.instead(Spot(Kind.INTERVIEW, visit, thing))
        }
    }

    private fun question(row: QuestionRow, closed: Boolean): View {
        val words = row.question.ifEmpty { text(R.string.words_not_here) }
        val options = row.options.mapIndexed { at, option -> tally(row, at, option.option, option.count.toLong(), closed) }
        val over = if (row.over) ui.small(text(R.string.interview_over, row.answered.toLong()), R.color.to_check) else null
        return ui.card(ui.body(words), *options.toTypedArray(), over)
    }

    /** An option with its count: one touch is one more. */
    private fun tally(row: QuestionRow, at: Int, option: String, count: Long, closed: Boolean): View {
        val number = ui.large(count.toString()).apply {
            gravity = Gravity.END
            fontFeatureSettings = "tnum"
        }
        if (closed) return ui.row(ui.body(option), number, weights = listOf(1f, 0f))
        val more = ui.secondary("+1") { tap(row, at, true) }
        more.contentDescription = text(R.string.one_more, option)
        val less = ui.quiet("−1") { tap(row, at, false) }
        less.contentDescription = text(R.string.one_less, option)
        return ui.row(ui.body(option), number, less, more, weights = listOf(1f))
    }

    private fun tap(row: QuestionRow, at: Int, more: Boolean) =
        stage.act { it.campaign.tap(visit, thing, row.key, at.toUInt(), more) }

    private fun ask(): List<View> = listOf(
        ui.heading(text(R.string.interview_ask)),
        ui.field(text(R.string.interview_question), draft, QUESTION, Typed.WORDS),
        ui.field(text(R.string.interview_options), draft, OPTIONS, Typed.WORDS, text(R.string.interview_options_hint)),
        ui.secondary(text(R.string.interview_add)) {
            val options = draft[OPTIONS].split('\n').map { it.trim() }.filter { it.isNotEmpty() }
            val asking = Asking(draft[QUESTION], options, null)
            stage.act({ it.campaign.ask(visit, thing, asking) }) {
                draft.clear()
                stage.again()
            }
        },
    )

    private companion object {
        const val ROLE = "role"
        const val OTHER = "other"
        const val GROUP = "group"
        const val NOTE = "note"
        const val QUESTION = "question"
        const val OPTIONS = "options"
    }
}
