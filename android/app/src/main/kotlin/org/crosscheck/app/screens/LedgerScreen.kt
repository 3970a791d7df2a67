package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.state
import org.crosscheck.ffi.PaperForm
import org.crosscheck.core.EntryRow
import org.crosscheck.core.EntryVerdict
import org.crosscheck.core.Ledger
import org.crosscheck.core.LedgerRow

/** 台账抽查: the drawn ordinals, one row each with what was found; counts are kept, content is not. [Spot.of]: visit, thing. */
class LedgerScreen(stage: Stage, spot: Spot) : Screen<LedgerScreen.Shows>(stage, spot) {
    data class Shows(val row: LedgerRow?, val closed: Boolean, val ledgers: Int)

    private val visit = spot.of[0]
    private val thing = spot.of.getOrElse(1) { "" }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        return Shows(methods.ledgers.find { it.thing.entity == thing }, methods.closed, methods.ledgers.size)
    }

    override fun draw(view: Shows): Page {
        val row = view.row ?: return begin(view)
        val drawn = row.drawn
        val body = ui.scroll(
            ui.large(row.title.joinToString(" ⇄ ") { it.words }),
            ui.small(row.numbering),
            row.notice?.let { ui.card(ui.body(it)) },
            if (drawn == null) undrawn(row) else ui.fact(text(R.string.ledger_drawn), "${drawn.sample} / ${drawn.population}"),
            row.mismatch?.let { ui.small(it, R.color.to_check) },
            row.power?.let { ui.small(it) },
            if (drawn == null) null else counts(row),
            *row.entries.map { entry(it, view.closed) }.toTypedArray(),
            *stage.under(visit, row.thing, view.closed).toTypedArray(),
        )
        val slip = ui.secondary(text(R.string.ledger_slip)) { slip() }
        return Page(text(R.string.ledger), body, if (drawn == null) emptyList() else listOf(slip))
    }

    /** 交接单: what the place looks up and hands over, by number alone. */
    private fun slip() = stage.export(text(R.string.ledger_slip_file), PaperForm.DOCX.mime()) { campaign, path ->
        campaign.exportSlip(visit, thing, path)
    }

    private fun undrawn(row: LedgerRow) = ui.primary(text(R.string.ledger_draw)) {
        stage.go(Spot(Kind.ON_SITE, visit, OnSiteScreen.LEDGER, row.draw.toString()))
    }

    private fun counts(row: LedgerRow) = ui.column(
        *EntryVerdict.entries.mapIndexed { at, verdict ->
            ui.fact(ui.words.entries[verdict].orEmpty(), row.counts.getOrElse(at) { 0uL }.toString())
        }.toTypedArray(),
        ui.fact(text(R.string.ledger_open), row.open.toString()),
        gap = ui.space1,
    )

    private fun entry(row: EntryRow, closed: Boolean): View {
        val number = text(if (row.reserve) R.string.ledger_reserve else R.string.ledger_entry, row.ordinal.toLong())
        val why = WHY + row.ordinal
        row.reasons.firstOrNull()?.let { draft.begin(why, it.words) }
        if (closed) {
            val said = row.verdicts.map { ui.words.entries[it].orEmpty() }.joinToString(" ⇄ ")
            return ui.card(ui.body(number), ui.small(said))
        }
        val buttons = EntryVerdict.entries.map { verdict ->
            val word = ui.words.entries[verdict].orEmpty()
            val chosen = row.verdicts == listOf(verdict)
            ui.option(word, chosen, text(R.string.described_option, number, word)) { mark(row, if (chosen) null else verdict) }
        }
        val needsReason = row.verdicts.any { it != EntryVerdict.COMPLETE } || draft[why].isNotEmpty()
        return ui.card(
            ui.body(number),
            if (row.verdicts.size > 1) ui.state(State.DIFFERING) else null,
            ui.flow(buttons),
            if (needsReason) ui.field(text(R.string.ledger_why, number), draft, why) else null,
            if (needsReason && row.verdicts.size == 1) ui.secondary(text(R.string.ledger_why_save)) { mark(row, row.verdicts.single()) } else null,
        )
    }

    private fun mark(row: EntryRow, verdict: EntryVerdict?) {
        val why = if (verdict == null) "" else draft[WHY + row.ordinal]
        stage.act { it.campaign.markEntry(visit, thing, row.ordinal, verdict, why, row.seen) }
    }

    private fun begin(view: Shows): Page {
        draft.begin(DRAW, (view.ledgers + 1).toString())
        val about = draft[PERSONS]
        val body = ui.scroll(
            ui.body(text(R.string.ledger_how)),
            ui.field(text(R.string.ledger_title), draft, TITLE),
            ui.field(text(R.string.ledger_numbering), draft, NUMBERING),
            ui.choice(text(R.string.ledger_persons), listOf(YES to text(R.string.yes), NO to text(R.string.no)), about) {
                draft[PERSONS] = it
                stage.redraw()
            },
            if (about == YES) ui.body(text(R.string.ledger_persons_how)) else null,
        )
        return Page(text(R.string.ledger), body, if (view.closed) emptyList() else listOf(ui.primary(text(R.string.ledger_begin)) { go() }))
    }

    private fun go() {
        if (draft[PERSONS].isEmpty()) {
            stage.tell(text(R.string.ledger_persons_missing))
            return
        }
        val ledger = Ledger(draft[DRAW].toUIntOrNull() ?: 1u, draft[PERSONS] == YES, null)
        val (title, numbering) = draft[TITLE] to draft[NUMBERING]
        stage.act({ it.campaign.checkLedger(visit, ledger, title, numbering) }) { thing ->
            draft.clear()
            stage.instead(Spot(Kind.LEDGER, visit, thing))
        }
    }

    private companion object {
        const val WHY = "why "
        const val DRAW = "draw"
        const val TITLE = "title"
        const val NUMBERING = "numbering"
        const val PERSONS = "persons"
        const val YES = "yes"
        const val NO = "no"
    }
}
