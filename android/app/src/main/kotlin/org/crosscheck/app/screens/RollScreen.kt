package org.crosscheck.app.screens

import android.view.View
import android.widget.TextView
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.field
import org.crosscheck.core.RollCall
import org.crosscheck.core.RollPlan
import org.crosscheck.core.Roller

/** Rolling a plan before witnesses: who rolled which digits, in order, and the draw at a second touch. [Spot.of]: plan, stratum. */
class RollScreen(stage: Stage, spot: Spot) : Screen<RollScreen.Shows>(stage, spot) {
    data class Shows(val plan: RollPlan?)

    private val plan = spot.of[1]
    private val label = spot.of.getOrElse(2) { "" }
    private val many: Int get() = draft[MANY].toIntOrNull() ?: 1
    private lateinit var count: TextView

    override fun fetch(desk: Desk) = Shows(desk.campaign.rollPlans().find { it.plan == plan })

    override fun draw(view: Shows): Page {
        val plan = view.plan ?: return Page(text(R.string.draw), ui.scroll(ui.body(text(R.string.draw_empty))))
        val stratum = plan.strata.find { it.label == label }
        stratum?.rolled?.let { return already(it) }
        count = ui.body("").apply { accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE }
        counted()
        val body = ui.scroll(
            ui.large(listOf(plan.title, label).filter { it.isNotEmpty() }.joinToString(text(R.string.between))),
            *ui.planFacts(plan).toTypedArray(),
            stratum?.let { ui.fact("N", it.population.toString()) },
            stratum?.let { ui.fact("n", it.drawn.toString()) },
            stratum?.let { ui.fact(text(R.string.on_site_reserves), it.reserves.toString()) },
            ui.heading(text(R.string.roll_digits)),
            ui.body(text(R.string.roll_how)),
            *(0 until many).map(::roller).toTypedArray(),
            ui.secondary(text(R.string.roll_more)) {
                draft[MANY] = (many + 1).toString()
                stage.redraw()
            },
            count,
            ui.field(text(R.string.roll_place), draft, PLACE),
            if (isSure()) ui.card(ui.small(text(R.string.roll_check)), ui.large(digits().chunked(GROUP).joinToString(" "))) else null,
        )
        val go = if (isSure()) {
            ui.primary(text(R.string.roll_sure)) { roll(plan) }
        } else {
            ui.primary(text(R.string.roll_go), ::ask)
        }
        return Page(text(R.string.draw), body, listOf(go))
    }

    private fun already(roll: String): Page {
        val look = ui.primary(text(R.string.draw_look)) { stage.instead(Spot(Kind.DRAW, RolledScreen.ROLLED, roll)) }
        return Page(text(R.string.draw), ui.scroll(ui.body(text(R.string.roll_already))), listOf(look))
    }

    private fun roller(at: Int): View = ui.column(
        ui.field(text(R.string.roll_unit, at + 1), draft, UNIT + at),
        ui.field(text(R.string.roll_unit_digits, at + 1), draft, DIGITS + at, Typed.NUMBER) { counted() },
        gap = ui.space1,
    )

    private fun digits(): String = (0 until many).joinToString("") { draft[DIGITS + it].trim() }

    private fun counted() {
        count.text = text(R.string.roll_count, digits().length)
    }

    /** What is rolled cannot be rolled again: the digits are shown once more before they count. */
    private fun isSure() = draft[SURE].isNotEmpty() && draft[SURE] == digits()

    private fun ask() {
        draft[SURE] = digits()
        if (draft[SURE].isEmpty()) stage.tell(text(R.string.roll_missing)) else stage.redraw()
    }

    private fun roll(plan: RollPlan) {
        val all = (0 until many).map { Roller(draft[UNIT + it].trim(), draft[DIGITS + it].trim()) }.filter { it.digits.isNotEmpty() }
        val named = all.filter { it.unit.isNotEmpty() }
        if (named.isNotEmpty() && named.size < all.size) return stage.tell(text(R.string.roll_unnamed))
        val said = RollCall(label.takeIf { plan.byStratum }, digits(), named, draft[PLACE].trim().ifEmpty { null })
        stage.act({ it.campaign.roll(plan.plan, said) }) { roll ->
            draft.clear()
            stage.instead(Spot(Kind.DRAW, RolledScreen.ROLLED, roll))
        }
    }

    companion object {
        const val ROLL = "roll"
        private const val GROUP = 4
        private const val MANY = "many"
        private const val UNIT = "unit "
        private const val DIGITS = "digits "
        private const val PLACE = "place"
        private const val SURE = "sure"
    }
}
