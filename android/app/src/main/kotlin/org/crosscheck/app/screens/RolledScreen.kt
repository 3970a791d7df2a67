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
import org.crosscheck.core.ReleaseReason
import org.crosscheck.core.Roll
import org.crosscheck.core.RollPlan
import org.crosscheck.core.Unreachable
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
            if (roll.reserves.isEmpty()) null else ui.small(text(R.string.release_how)),
            *roll.drawn.map { drawn(roll, it) }.toTypedArray(),
            ui.heading(text(R.string.on_site_reserves)),
            if (roll.reserves.isEmpty()) ui.small(text(R.string.no_reserves)) else null,
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

    private fun named(drawn: Drawn): String = text(R.string.drawn_unit, drawn.rank, drawn.name, drawn.unit)

    private fun Roll.called(key: String?): String = (drawn + reserves).find { "$name/${it.unit}" == key }?.name ?: key.orEmpty()

    /** A drawn unit; where it cannot be visited, the reserve whose turn it is stands in for a reason of the plan. */
    private fun drawn(roll: Roll, drawn: Drawn): View {
        val stands = roll.reserves.find { it.release?.release == Release.COUNTS && it.release?.unit == "$name/${drawn.unit}" }
        if (stands != null) return ui.card(ui.body(named(drawn)), ui.small(text(R.string.release_done, stands.name)))
        val next = drawn.next
        if (next == null || draft[UNIT] != drawn.unit) {
            val begin = if (next == null) null else ui.secondary(text(R.string.release)) {
                draft[UNIT] = drawn.unit
                stage.redraw()
            }
            begin?.contentDescription = text(R.string.described_option, text(R.string.release), drawn.name)
            return ui.card(ui.body(named(drawn)), begin)
        }
        val reasons = roll.reasons.map { it.name to ui.words.reasons[it].orEmpty() }
        return ui.card(
            ui.body(named(drawn)),
            ui.body(text(R.string.release_next, roll.called(next))),
            ui.choice(text(R.string.release_reason), reasons, draft, REASON) { stage.redraw() },
            ui.field(text(R.string.release_evidence), draft, EVIDENCE, Typed.WORDS),
            ui.primary(text(R.string.release_go)) { release(drawn, next) },
            ui.quiet(text(R.string.leave_it), ::cleared),
        )
    }

    private fun release(drawn: Drawn, next: String) {
        val reason = ReleaseReason.entries.find { it.name == draft[REASON] } ?: return stage.tell(text(R.string.release_missing))
        val why = Unreachable(reason, draft[EVIDENCE])
        stage.act({ it.campaign.releaseReserve(next, "$name/${drawn.unit}", why) }, { cleared() })
    }

    private fun reserve(roll: Roll, reserve: Drawn): View {
        val release = reserve.release?.takeIf { it.release != Release.NONE } ?: return ui.card(ui.body(named(reserve)))
        val how = when (release.release) {
            Release.ONE_NAME -> ui.small(text(R.string.release_one_name), R.color.to_check)
            Release.DIFFERS -> ui.state(State.DIFFERING)
            Release.COUNTS -> ui.small(text(R.string.release_counts))
            Release.TWICE -> ui.small(text(R.string.release_twice), R.color.to_check)
            Release.NONE -> null
        }
        val stands = ui.body(text(R.string.released_for, roll.called(release.unit)))
        return ui.card(ui.body(named(reserve)), stands, how, *back(reserve).toTypedArray())
    }

    /** Taking a statement back has a reason too. */
    private fun back(reserve: Drawn): List<View> {
        if (draft[RESERVE] != reserve.unit) {
            val begin = ui.secondary(text(R.string.release_back)) {
                draft[RESERVE] = reserve.unit
                stage.redraw()
            }
            begin.contentDescription = text(R.string.described_option, begin.text, reserve.name)
            return listOf(begin)
        }
        return listOf(
            ui.field(text(R.string.release_back_why), draft, BACK_WHY, Typed.WORDS),
            ui.primary(text(R.string.release_back_go)) {
                val reason = draft[BACK_WHY]
                stage.act({ it.campaign.takeReleaseBack("$name/${reserve.unit}", reason) }, { cleared() })
            },
            ui.quiet(text(R.string.leave_it), ::cleared),
        )
    }

    private fun cleared() {
        draft.clear()
        stage.again()
    }

    companion object {
        const val ROLLED = "rolled"
        private const val RESERVE = "reserve"
        private const val BACK_WHY = "back why"
        private const val UNIT = "unit"
        private const val REASON = "reason"
        private const val EVIDENCE = "evidence"
        private const val JSON = "application/json"
    }
}
