package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.leads
import org.crosscheck.core.Roll
import org.crosscheck.core.RollPlan
import org.crosscheck.core.RollStratum

/** 抽取: the plans of the campaign with their lists and commitments, and what the group rolled of them. */
class DrawScreen(stage: Stage, spot: Spot) : Screen<DrawScreen.Shows>(stage, spot) {
    data class Shows(val plans: List<RollPlan>, val rolls: List<Roll>)

    override fun fetch(desk: Desk) = Shows(desk.campaign.rollPlans(), desk.campaign.rolls().rolls)

    override fun draw(view: Shows): Page {
        val body = ui.scroll(
            if (view.plans.isEmpty() && view.rolls.isEmpty()) ui.body(text(R.string.draw_empty)) else ui.body(text(R.string.draw_how)),
            if (view.rolls.isEmpty()) null else ui.heading(text(R.string.draw_rolled)),
            *view.rolls.map { rolled(view, it) }.toTypedArray(),
            *view.plans.flatMap { plan(it, ui.leads) }.toTypedArray(),
        )
        return Page(text(R.string.draw), body)
    }

    private fun rolled(view: Shows, roll: Roll): View {
        val many = text(R.string.draw_result, roll.drawn.size, roll.reserves.size)
        val name = stage.rollName(view.plans, roll.roll)
        return ui.card(ui.body(name), ui.small(many), describedAs = text(R.string.answer_who, name, many)) {
            stage.go(Spot(Kind.DRAW, RolledScreen.ROLLED, roll.roll))
        }
    }

    private fun plan(plan: RollPlan, leads: Boolean): List<View> = listOf(
        ui.heading(plan.title),
        *ui.planFacts(plan).toTypedArray(),
    ) + plan.strata.map { stratum(plan, it, leads) }

    private fun stratum(plan: RollPlan, stratum: RollStratum, leads: Boolean): View {
        val numbers = text(R.string.draw_numbers, stratum.population.toLong(), stratum.drawn.toLong(), stratum.reserves.toLong())
        val rolled = stratum.rolled
        val action = when {
            rolled != null -> ui.secondary(text(R.string.draw_look)) { stage.go(Spot(Kind.DRAW, RolledScreen.ROLLED, rolled)) }
            leads -> ui.secondary(text(R.string.draw_go)) { stage.go(Spot(Kind.DRAW, RollScreen.ROLL, plan.plan, stratum.label)) }
            else -> ui.small(text(R.string.draw_not_yet))
        }
        if (rolled != null || leads) action.contentDescription = text(R.string.described_option, (action as android.widget.TextView).text, stratum.label)
        return ui.card(ui.body(stratum.label), ui.small(numbers), action)
    }
}

/** What a roll is called: its plan's title and the stratum, where they are here. */
fun Stage.rollName(plans: List<RollPlan>, roll: String): String {
    val plan = plans.find { plan -> plan.strata.any { it.rolled == roll } } ?: return roll
    val label = plan.strata.first { it.rolled == roll }.label.takeIf { plan.byStratum }
    return listOfNotNull(plan.title, label).joinToString(ui.say(R.string.between))
}

/** Where a plan's list comes from, how long it is, and the commitment in groups as it was published. */
fun org.crosscheck.app.ui.Ui.planFacts(plan: RollPlan): List<View> = listOf(
    fact(say(R.string.draw_frame), plan.frame),
    fact(say(R.string.draw_rows), plan.rows.toString()),
    small(say(R.string.draw_commitment)),
    body(plan.commitment.chunked(COMMITMENT_GROUP).joinToString(" ")),
)

private const val COMMITMENT_GROUP = 4
