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
import org.crosscheck.app.ui.code
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.state
import org.crosscheck.app.ui.time
import org.crosscheck.core.BeforeLeaving
import org.crosscheck.ffi.PaperForm
import org.crosscheck.core.Burden
import org.crosscheck.core.FindingRow
import org.crosscheck.core.Reply
import org.crosscheck.core.Row
import org.crosscheck.core.Side
import org.crosscheck.core.Signed

/** 离开前: what is missing, what to feed back, the code for the paper both sides sign, and what was asked of the place. */
class LeavingScreen(stage: Stage, spot: Spot) : Screen<BeforeLeaving>(stage, spot) {
    private val visit = spot.of[0]

    override fun fetch(desk: Desk): BeforeLeaving = desk.campaign.beforeLeaving(visit)

    override fun draw(view: BeforeLeaving): Page {
        val body = ui.scroll(
            ui.large(view.place),
            *codes(view).toTypedArray(),
            *indicators(R.string.leaving_differing, State.DIFFERING, view.differing).toTypedArray(),
            *indicators(R.string.leaving_missing, State.UNANSWERED, view.missing).toTypedArray(),
            *indicators(R.string.leaving_to_check, State.TO_CHECK, view.toCheck).toTypedArray(),
            *unfinished(view).toTypedArray(),
            ui.heading(text(R.string.leaving_findings)),
            if (view.findings.isEmpty()) ui.small(text(R.string.leaving_no_findings)) else null,
            *view.findings.map { finding(it, view.closed) }.toTypedArray(),
            ui.heading(text(R.string.burden)),
            burden(view.burden),
        )
        return Page(text(R.string.go_leaving), body, listOf(action(view)))
    }

    private fun action(view: BeforeLeaving): View = if (view.closed) {
        ui.secondary(text(R.string.reopen)) { stage.act { it.campaign.reopen(visit) } }
    } else {
        ui.primary(text(R.string.sign_off)) { stage.act({ it.campaign.signOff(visit) }) { stage.instead(spot) } }
    }

    /** 检查记录单: what both sides sign on paper. */
    private fun sheet(view: BeforeLeaving): View = ui.secondary(text(R.string.visit_sheet)) {
        stage.export(text(R.string.visit_sheet_file, view.place), PaperForm.DOCX.mime()) { campaign, path ->
            campaign.exportVisitSheet(visit, path)
        }
    }

    private fun codes(view: BeforeLeaving): List<View> {
        if (view.signatures.isEmpty()) return emptyList()
        return listOf(ui.heading(text(R.string.signed))) + view.signatures.map(::code) + sheet(view)
    }

    private fun code(signed: Signed): View {
        val outside = signed.outside.toLong()
        val more = if (outside == 0L) null else ui.small(text(R.string.code_outside, outside), R.color.to_check)
        val code = ui.title(code(signed.frontier)).apply { contentDescription = signed.frontier.toList().joinToString(" ") }
        val paper = if (signed.onPaper) {
            ui.body(text(R.string.on_paper_done))
        } else {
            ui.secondary(text(R.string.on_paper)) { stage.act { it.campaign.recordPaper(visit, signed.frontier) } }
        }
        val hubs = signed.countersigned.map { ui.small(text(R.string.countersigned, time(it.at))) }
        return ui.card(
            ui.small(text(R.string.code)),
            code,
            ui.small(text(R.string.signed_by, ui.people(signed.members))),
            if (signed.onPaper) null else ui.small(text(R.string.code_how)),
            more,
            paper,
            *hubs.toTypedArray(),
        )
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

    private fun unfinished(view: BeforeLeaving): List<View> {
        if (view.unfinished.isEmpty()) return emptyList()
        val all = view.unfinished.map { ui.card(ui.body(it.name), ui.small(it.what)) }
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
        val fact = row.fact.firstOrNull().orEmpty()
        val fixed = ui.check(text(R.string.fixed_on_site), row.fixed, text(R.string.described_about, text(R.string.fixed_on_site), fact)) {
            stage.act { it.campaign.mend(visit, row.entity, Side.Fixed(!row.fixed), row.seen["fixed"].orEmpty()) }
        }
        val asked = ui.choice(text(R.string.reply), replies, draft, reply, fact) { stage.redraw() }
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
