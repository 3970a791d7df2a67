package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.core.AttemptRow
import org.crosscheck.core.OnSite
import org.crosscheck.core.OnSiteRow
import org.crosscheck.core.Outcome
import org.crosscheck.core.Record
import org.crosscheck.core.Source
import org.crosscheck.ffi.OnSiteList

/**
 * 现场抽取: the list, N and n are fixed and the commitment shown; then the host names four digits, and the draw is revealed.
 * [Spot.of]: visit, kind of list, which draw of it.
 */
class OnSiteScreen(stage: Stage, spot: Spot) : Screen<OnSiteScreen.Shows>(stage, spot) {
    /** The draw; none while it is being fixed. Of each kind of list, how many draws there are. */
    data class Shows(val row: OnSiteRow?, val closed: Boolean, val draws: Map<String, Int>)

    private val visit = spot.of[0]
    private val fixed = spot.of.getOrNull(1)?.let { OnSite(it, spot.of[2].toUInt()) }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        val many = methods.draws.groupingBy { it.which.kind }.eachCount()
        return Shows(methods.draws.find { it.which == fixed }, methods.closed, many)
    }

    private fun which(view: Shows): OnSite {
        val next = view.draws.getOrElse(draft[KIND]) { 0 } + 1
        return fixed ?: OnSite(draft[KIND], draft[ORDINAL].toUIntOrNull() ?: next.toUInt())
    }

    override fun draw(view: Shows): Page {
        draft.begin(KIND, KINDS.first())
        val row = view.row
        val record = row?.record
        val open = row?.attempts?.lastOrNull { it.tried.outcome is Outcome.Open && it.here }
        return when {
            record != null -> Page(text(R.string.on_site), ui.scroll(*drawn(record, row).toTypedArray()))
            open != null -> reveal(view.row.which, open, view.closed)
            else -> commit(view)
        }
    }

    // First: what is fixed.

    private fun commit(view: Shows): Page {
        val which = which(view)
        val kinds = KINDS.map { it to text(listKind(it)) }
        val sources = Source.entries.map { it.name to ui.words.sources[it].orEmpty() }
        val ledger = which.kind == LEDGER
        val body = ui.scroll(
            ui.body(text(R.string.on_site_how)),
            *view.row?.attempts.orEmpty().map(::attempt).toTypedArray(),
            if (fixed != null) null else ui.choice(text(R.string.on_site_kind), kinds, draft, KIND) { stage.again() },
            if (fixed != null) ui.large(text(R.string.on_site_name, text(listKind(which.kind)), which.ordinal.toInt())) else null,
            if (fixed != null) null else ui.field(text(R.string.on_site_ordinal), draft, ORDINAL, Typed.NUMBER),
            ui.choice(text(R.string.on_site_source), sources, draft, SOURCE) { stage.redraw() },
            ui.field(text(R.string.on_site_expected), draft, EXPECTED, Typed.NUMBER),
            ui.field(text(R.string.on_site_according), draft, ACCORDING),
            if (ledger) {
                ui.field(text(R.string.on_site_entries), draft, COUNT, Typed.NUMBER)
            } else {
                ui.field(text(R.string.on_site_names), draft, NAMES, Typed.WORDS)
            },
            ui.field(text(R.string.on_site_sample), draft, SAMPLE, Typed.NUMBER),
            ui.field(text(R.string.on_site_reserves), draft, RESERVES, Typed.NUMBER, "0"),
        )
        val go = if (view.closed) null else ui.primary(text(R.string.on_site_commit)) { fix(which) }
        return Page(text(R.string.on_site), body, listOfNotNull(go))
    }

    private fun fix(what: OnSite) {
        val ledger = what.kind == LEDGER
        val source = Source.entries.find { it.name == draft[SOURCE] }
        val (expected, sample) = listOf(EXPECTED, SAMPLE).map { draft[it].toULongOrNull() }
        val count = if (ledger) draft[COUNT].toULongOrNull() else 0uL
        if (source == null || expected == null || sample == null || count == null) {
            stage.tell(text(R.string.on_site_missing))
            return
        }
        val list = OnSiteList(source, expected, draft[ACCORDING], if (ledger) null else draft[NAMES], count)
        val reserves = draft[RESERVES].toULongOrNull() ?: 0uL
        stage.act({ it.campaign.commitDraw(visit, what, list, sample, reserves) }) {
            draft.clear()
            stage.instead(Spot(spot.kind, visit, what.kind, what.ordinal.toString()))
        }
    }

    // Then: what the host says.

    private fun reveal(which: OnSite, open: AttemptRow, closed: Boolean): Page {
        val commitment = open.tried.commitment
        val code = ui.body(commitment.chunked(4).joinToString(" "))
        val body = ui.scroll(
            ui.heading(text(R.string.commitment)),
            ui.card(code, ui.small(text(R.string.commitment_how))),
            *numbers(open).toTypedArray(),
            ui.field(text(R.string.on_site_digits), draft, DIGITS, Typed.NUMBER),
        )
        val go = if (closed) null else ui.primary(text(R.string.on_site_reveal)) {
            val digits = draft[DIGITS]
            stage.act({ it.campaign.revealDraw(visit, which, commitment, digits) }) {
                draft.clear()
                stage.again()
            }
        }
        return Page(text(R.string.on_site), body, listOfNotNull(go))
    }

    private fun numbers(row: AttemptRow): List<Drawn> = with(row.tried.fixed) {
        listOfNotNull(
            ui.fact(text(R.string.on_site_source), ui.words.sources[source].orEmpty()),
            ui.fact("N", population.toString()),
            ui.fact("n", sample.toString()),
            ui.fact(text(R.string.on_site_reserves), reserves.toString()),
            row.mismatch?.let { ui.small(it, R.color.to_check) },
        )
    }

    private fun attempt(row: AttemptRow): Drawn {
        val outcome = when (row.tried.outcome) {
            is Outcome.Open -> R.string.outcome_open
            is Outcome.Drawn -> R.string.outcome_drawn
            is Outcome.NotHere -> R.string.outcome_not_here
            is Outcome.Broken -> R.string.outcome_broken
        }
        return ui.card(ui.body(ui.people(listOf(row.tried.member))), ui.small(text(outcome)), *numbers(row).toTypedArray())
    }

    // At last: what was drawn.

    private fun drawn(record: Record, row: OnSiteRow): List<Drawn> = listOf(
        ui.heading(text(R.string.drawn_units, record.main.size)),
        ui.column(*record.main.map { ui.large(it) }.toTypedArray(), gap = ui.space1),
        if (record.reserve.isEmpty()) ui.small(text(R.string.no_reserves)) else ui.heading(text(R.string.on_site_reserves)),
        ui.column(*record.reserve.map { ui.body(it) }.toTypedArray(), gap = ui.space1),
        ui.heading(text(R.string.on_site_repeat)),
        ui.fact(text(R.string.on_site_digits_said), record.digits),
        ui.fact("N", record.population.toString()),
        ui.fact("n", record.sample.toString()),
        ui.small(text(R.string.described_option, text(R.string.commitment), record.commitment)),
        ui.small(text(R.string.described_option, text(R.string.secret), record.secret)),
        ui.small(text(R.string.described_option, text(R.string.list_hash), record.listHash)),
    ) + row.attempts.mapNotNull { attempt -> attempt.mismatch?.let { ui.small(it, R.color.to_check) } }

    companion object {
        const val LEDGER = "ledger"
        private val KINDS = listOf("schools", "communities", "townships", LEDGER)
        private const val KIND = "kind"
        private const val ORDINAL = "ordinal"
        private const val SOURCE = "source"
        private const val EXPECTED = "expected"
        private const val ACCORDING = "according"
        private const val COUNT = "count"
        private const val NAMES = "names"
        private const val SAMPLE = "sample"
        private const val RESERVES = "reserves"
        private const val DIGITS = "digits"
    }
}

private typealias Drawn = View
