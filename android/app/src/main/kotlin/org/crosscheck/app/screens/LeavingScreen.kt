package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.state
import org.crosscheck.core.BeforeLeaving
import org.crosscheck.core.Burden
import org.crosscheck.core.FindingRow
import org.crosscheck.core.Reply
import org.crosscheck.core.Row
import org.crosscheck.core.Side

/** 离开前: what is missing, what to feed back, the code for the paper both sides sign, and what was asked of the place. */
class LeavingScreen(stage: Stage, spot: Spot) : Screen<LeavingScreen.Shows>(stage, spot) {
    data class Shows(val leaving: BeforeLeaving, val place: String, val closed: Boolean)

    private val visit = spot.of[0]

    override fun fetch(desk: Desk): Shows {
        val task = desk.campaign.tasks().visits.find { it.visit == visit }
        return Shows(desk.campaign.beforeLeaving(visit), task?.place.orEmpty(), task?.site?.closed ?: false)
    }

    override fun draw(view: Shows): Page {
        val leaving = view.leaving
        val body = ui.scroll(
            ui.large(view.place),
            *codes(view).toTypedArray(),
            *indicators(R.string.leaving_differing, State.DIFFERING, leaving.differing).toTypedArray(),
            *indicators(R.string.leaving_missing, State.UNANSWERED, leaving.missing).toTypedArray(),
            *indicators(R.string.leaving_to_check, State.TO_CHECK, leaving.toCheck).toTypedArray(),
            *unfinished(leaving).toTypedArray(),
            ui.heading(text(R.string.leaving_findings)),
            if (leaving.findings.isEmpty()) ui.small(text(R.string.leaving_no_findings)) else null,
            *leaving.findings.map { finding(it, view.closed) }.toTypedArray(),
            ui.heading(text(R.string.burden)),
            burden(leaving.burden),
        )
        return Page(text(R.string.go_leaving), body, listOf(action(view)))
    }

    private fun action(view: Shows): View = if (view.closed) {
        ui.secondary(text(R.string.reopen)) { stage.act { it.campaign.reopen(visit) } }
    } else {
        ui.primary(text(R.string.sign_off)) { stage.act({ it.campaign.signOff(visit) }) { stage.refresh() } }
    }

    private fun codes(view: Shows): List<View> {
        if (view.leaving.codes.isEmpty()) return emptyList()
        val codes = view.leaving.codes.map { signed ->
            val outside = signed.outside.toLong()
            val more = if (outside == 0L) null else ui.small(text(R.string.code_outside, outside), R.color.to_check)
            val code = ui.title(signed.code).apply { contentDescription = signed.code.toList().joinToString(" ") }
            val paper = ui.secondary(text(R.string.on_paper)) {
                stage.act({ it.campaign.recordPaper(visit, signed.code) }) { stage.tell(text(R.string.on_paper_done)) }
            }
            ui.card(ui.small(text(R.string.code)), code, ui.small(text(R.string.code_how)), more, paper)
        }
        return listOf(ui.heading(text(R.string.signed))) + codes
    }

    /** At most so many one by one: the list with its filter shows the rest. */
    private fun indicators(title: Int, state: State, rows: List<Row>): List<View> {
        if (rows.isEmpty()) return emptyList()
        val some = rows.take(MOST).map { row ->
            ui.card(ui.state(state, text(R.string.between) + row.indicator), ui.body(row.requirement), describedAs = row.requirement) {
                stage.go(Spot(Kind.INDICATOR, visit, row.pack.toString(), row.indicator))
            }
        }
        val more = (rows.size - MOST).takeIf { it > 0 }?.let { ui.small(text(R.string.leaving_more, it)) }
        return listOf(ui.heading(text(title, rows.size))) + some + listOfNotNull(more)
    }

    private fun unfinished(leaving: BeforeLeaving): List<View> {
        if (leaving.unfinished.isEmpty()) return emptyList()
        val all = leaving.unfinished.map { ui.card(ui.body(it.name), ui.small(it.what)) }
        return listOf(ui.heading(text(R.string.leaving_unfinished))) + all
    }

    private fun finding(row: FindingRow, closed: Boolean): View {
        val reply = REPLY + row.entity
        val said = WORDS + row.entity
        draft.begin(reply, row.reply?.name.orEmpty())
        if (closed) return ui.card(ui.noteRow(row, ""))
        val replies = Reply.entries.map { it.name to ui.words.replies[it].orEmpty() }
        val words = if (draft[reply].isEmpty()) null else ui.field(text(R.string.reply_words), draft, said, Typed.WORDS)
        val save = if (draft[reply].isEmpty()) null else ui.secondary(text(R.string.reply_save)) { feedBack(row) }
        val fixed = ui.check(text(R.string.fixed_on_site), row.fixed) {
            stage.act { it.campaign.mend(visit, row.entity, Side.Fixed(!row.fixed), row.seen["fixed"].orEmpty()) }
        }
        val asked = ui.choice(text(R.string.reply), replies, draft, reply) { stage.redraw() }
        return ui.card(ui.noteRow(row, ""), asked, words, save, fixed)
    }

    private fun feedBack(row: FindingRow) {
        val reply = Reply.valueOf(draft[REPLY + row.entity])
        val words = draft[WORDS + row.entity]
        stage.act({ it.campaign.feedBack(visit, row.entity, reply, words, row.seen["reply"].orEmpty()) }) {
            draft[WORDS + row.entity] = ""
            stage.refresh()
        }
    }

    private fun burden(burden: Burden): View = ui.column(
        ui.fact(text(R.string.burden_documents), burden.documents.toString()),
        ui.fact(text(R.string.burden_talks), burden.talks.toString()),
        ui.fact(text(R.string.burden_interviews), burden.interviews.toString()),
        ui.fact(text(R.string.burden_people), burden.people.toString()),
        ui.fact(text(R.string.burden_ledgers), burden.ledgers.toString()),
        ui.fact(text(R.string.burden_entries), burden.entries.toString()),
        ui.fact(text(R.string.burden_minutes), burden.minutes.toString()),
        gap = ui.space1,
    )

    private companion object {
        const val MOST = 10
        const val REPLY = "reply "
        const val WORDS = "words "
    }
}
