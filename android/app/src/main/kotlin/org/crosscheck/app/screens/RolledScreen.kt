package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.qr
import org.crosscheck.app.ui.state
import org.crosscheck.core.Drawn
import org.crosscheck.core.Release
import org.crosscheck.core.Roll
import org.crosscheck.core.RollPlan
import org.crosscheck.ffi.PaperForm

/** What was rolled: the units, the reserves with what became of each, and what anybody repeats the draw from. [Spot.of]: roll. */
class RolledScreen(stage: Stage, spot: Spot) : Screen<RolledScreen.Shows>(stage, spot) {
    data class Shows(val roll: Roll?, val lines: List<String>, val plans: List<RollPlan>)

    private val name = spot.of[1]

    override fun fetch(desk: Desk): Shows {
        val roll = desk.campaign.rolls().rolls.find { it.roll == name }
        val lines = if (roll == null) emptyList() else desk.campaign.certificateLines(name)
        return Shows(roll, lines, desk.campaign.rollPlans())
    }

    override fun draw(view: Shows): Page {
        val roll = view.roll ?: return Page(text(R.string.draw), ui.scroll(ui.body(text(R.string.draw_empty))))
        val body = ui.scroll(
            ui.heading(text(R.string.drawn_units, roll.drawn.size)),
            ui.column(*roll.drawn.map(::unit).toTypedArray(), gap = ui.space1),
            ui.heading(text(R.string.on_site_reserves)),
            ui.small(text(if (roll.reserves.isEmpty()) R.string.no_reserves else R.string.release_how)),
            *roll.reserves.map { reserve(roll, it) }.toTypedArray(),
            ui.heading(text(R.string.certificate)),
            ui.small(text(R.string.certificate_how)),
            *view.lines.map { ui.small(it, R.color.ink) }.toTypedArray(),
            ui.qr(view.lines.joinToString("\n"), text(R.string.certificate_qr)),
        )
        val record = ui.secondary(text(R.string.export_record)) {
            stage.export("抽取笔录-$name.docx", PaperForm.DOCX.mime()) { campaign, path -> campaign.exportRecord(name, path) }
        }
        val certificate = ui.secondary(text(R.string.export_certificate)) {
            stage.export("抽取凭证-$name.json", JSON) { campaign, path -> campaign.exportCertificate(name, path) }
        }
        return Page(stage.rollName(view.plans, name), body, listOf(ui.row(record, certificate, weights = listOf(1f, 1f))))
    }

    private fun unit(drawn: Drawn): View = ui.body(text(R.string.drawn_unit, drawn.rank, drawn.name, drawn.unit))

    private fun Roll.called(key: String?): String = drawn.find { "$name/${it.unit}" == key }?.name ?: key.orEmpty()

    private fun reserve(roll: Roll, reserve: Drawn): View {
        val release = reserve.release?.takeIf { it.release != Release.NONE }
        val stands = release?.unit?.let { ui.body(text(R.string.released_for, roll.called(it))) }
        val how = when (release?.release) {
            Release.ONE_NAME -> ui.small(text(R.string.release_one_name), R.color.to_check)
            Release.DIFFERS -> ui.state(State.DIFFERING)
            Release.COUNTS -> ui.small(text(R.string.release_counts))
            Release.TWICE -> ui.small(text(R.string.release_twice), R.color.to_check)
            else -> null
        }
        val begin = ui.secondary(text(if (release == null) R.string.release else R.string.release_change)) {
            draft[RESERVE] = reserve.unit
            stage.redraw()
        }
        begin.contentDescription = text(R.string.described_option, begin.text, reserve.name)
        val below = if (draft[RESERVE] == reserve.unit) form(roll, reserve, release != null) else listOf(begin)
        return ui.card(unit(reserve), stands, how, *below.toTypedArray())
    }

    /** For which unit, and why; a statement that was made is taken back with a reason too. */
    private fun form(roll: Roll, reserve: Drawn, stated: Boolean): List<View> = listOfNotNull(
        ui.choice(text(R.string.release_for), roll.drawn.map { it.unit to it.name }, draft, FOR) { stage.redraw() },
        ui.field(text(R.string.release_reason), draft, REASON, Typed.WORDS),
        ui.primary(text(R.string.release_go)) {
            val (unit, reason) = draft[FOR] to draft[REASON]
            if (unit.isEmpty()) {
                stage.tell(text(R.string.release_missing))
            } else {
                stage.act({ it.campaign.releaseReserve("$name/${reserve.unit}", "$name/$unit", reason) }, { cleared() })
            }
        },
        if (!stated) null else ui.secondary(text(R.string.release_back)) {
            val reason = draft[REASON]
            stage.act({ it.campaign.takeReleaseBack("$name/${reserve.unit}", reason) }, { cleared() })
        },
        ui.quiet(text(R.string.leave_it), ::cleared),
    )

    private fun cleared() {
        draft.clear()
        stage.again()
    }

    companion object {
        const val ROLLED = "rolled"
        private const val RESERVE = "reserve"
        private const val FOR = "for"
        private const val REASON = "reason"
        private const val JSON = "application/json"
    }
}
