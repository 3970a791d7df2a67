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
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.leads
import org.crosscheck.core.PackRow
import org.crosscheck.core.PlannedTrip
import org.crosscheck.core.Trip
import org.crosscheck.core.PlanScreen as Plan

/** 工作计划: days and areas, and who does which checklist and which site. The leader writes it, members read it. */
class PlanScreen(stage: Stage, spot: Spot) : Screen<PlanScreen.Shows>(stage, spot) {
    /** [people] are all of the roster: work is given also to whoever has no phone yet. */
    data class Shows(val plan: Plan, val packs: List<PackRow>, val people: List<String>)

    override fun fetch(desk: Desk) = with(desk.campaign) { Shows(plan(), packs(), people().map { it.member }) }

    override fun draw(view: Shows): Page {
        val body = ui.scroll(
            if (view.plan.areas.isEmpty()) null else ui.small(text(R.string.plan_areas, view.plan.areas.joinToString("、"))),
            ui.heading(text(R.string.plan_trips)),
            *trips(view).toTypedArray(),
            *(if (ui.leads) form(view) else emptyList()).toTypedArray(),
            ui.heading(text(R.string.plan_packs)),
            if (view.plan.packs.isEmpty()) ui.small(text(R.string.open_no_packs)) else null,
            *view.plan.packs.map { work ->
                given(view, work.title, work.members) { member, his ->
                    stage.act { it.campaign.assignPack(work.pack, member, his) }
                }
            }.toTypedArray(),
            ui.heading(text(R.string.plan_visits)),
            if (view.plan.visits.isEmpty()) ui.small(text(R.string.plan_no_visits)) else null,
            *view.plan.visits.map { work ->
                given(view, work.place, work.members) { member, his ->
                    stage.act { it.campaign.assignVisit(work.visit, member, his) }
                }
            }.toTypedArray(),
            ui.heading(text(R.string.sheets)),
            *Sheets(stage, draft).views(view.packs).toTypedArray(),
        )
        val save = ui.primary(text(if (draft[OLD_AREA].isEmpty()) R.string.plan_add else R.string.plan_change)) { save(view) }
        return Page(text(R.string.plan), body, if (ui.leads) listOf(save) else emptyList())
    }

    // Trips.

    private fun trips(view: Shows): List<View> {
        if (view.plan.trips.isEmpty()) return listOf(ui.small(text(if (ui.leads) R.string.plan_first else R.string.plan_empty)))
        return view.plan.trips.map { trip(view, it) }
    }

    private fun trip(view: Shows, planned: PlannedTrip): View = with(planned.trip) {
        val days = text(R.string.days, from, to)
        val packs = packs.map { ui.small(view.packs.title(it)) }
        val named = text(R.string.answer_who, area, days)
        val change = ui.secondary(text(R.string.change)) { change(planned) }
        change.contentDescription = text(R.string.described_option, text(R.string.change), named)
        val clear = ui.secondary(text(R.string.plan_clear)) { stage.act { it.campaign.clearTrip(planned.trip, planned.seen) } }
        clear.contentDescription = text(R.string.described_option, text(R.string.plan_clear), named)
        val buttons = if (ui.leads) ui.flow(listOf(change, clear)) else null
        ui.card(ui.body(area), ui.small(days), *packs.toTypedArray(), buttons)
    }

    private fun change(planned: PlannedTrip) = with(planned.trip) {
        draft[FROM] = from
        draft[TO] = to
        draft[AREA] = area
        draft[PACKS] = packs.joinToString(" ")
        draft[OLD_FROM] = from
        draft[OLD_TO] = to
        draft[OLD_AREA] = area
        draft[SEEN] = planned.seen
        stage.redraw()
    }

    private fun form(view: Shows): List<View> {
        val chosen = chosen()
        val areas = view.plan.areas.map { it to it }
        val packs = view.packs.map { pack ->
            val on = pack.number in chosen
            ui.check(pack.title, on, text(R.string.described_option, text(R.string.plan_with), pack.title)) {
                draft[PACKS] = (if (on) chosen - pack.number else chosen + pack.number).joinToString(" ")
                stage.redraw()
            }
        }
        return listOfNotNull(
            ui.heading(text(if (draft[OLD_AREA].isEmpty()) R.string.plan_new else R.string.plan_change)),
            ui.field(text(R.string.plan_from), draft, FROM, Typed.DATE, text(R.string.date_hint)),
            ui.field(text(R.string.plan_to), draft, TO, Typed.DATE, text(R.string.date_hint)),
            if (areas.isEmpty()) null else ui.choice(text(R.string.plan_area), areas, draft, AREA) { stage.redraw() },
            ui.field(text(R.string.plan_area_name), draft, AREA),
            if (packs.isEmpty()) null else ui.small(text(R.string.plan_with)),
        ) + packs
    }

    private fun chosen(): List<ULong> = draft[PACKS].split(' ').mapNotNull { it.toULongOrNull() }

    private fun save(view: Shows) {
        val trip = Trip(draft[FROM].trim(), draft[TO].trim(), draft[AREA].trim(), chosen())
        if (trip.from.isEmpty() || trip.to.isEmpty() || trip.area.isEmpty()) return stage.tell(text(R.string.plan_missing))
        val old = Trip(draft[OLD_FROM], draft[OLD_TO], draft[OLD_AREA], emptyList()).takeIf { it.area.isNotEmpty() }
        val same = old != null && old.from == trip.from && old.area == trip.area
        val there = view.plan.trips.find { it.trip.from == trip.from && it.trip.area == trip.area }
        val seen = if (same) draft[SEEN] else there?.seen.orEmpty()
        val oldSeen = draft[SEEN]
        stage.act({
            it.campaign.planTrip(trip, seen)
            // A trip is known by its first day and its area: one that moved is another, and the old one goes.
            if (old != null && !same) it.campaign.clearTrip(old, oldSeen)
        }) {
            FORM.forEach { name -> draft[name] = "" }
            stage.again()
        }
    }

    // Who does what.

    private fun given(view: Shows, what: String, members: List<String>, give: (String, Boolean) -> Unit): View {
        if (!ui.leads) {
            val who = if (members.isEmpty()) text(R.string.plan_everybody) else ui.people(members)
            return ui.card(ui.body(what), ui.small(who))
        }
        val people = view.people.map { member ->
            val (his, name) = (member in members) to ui.people(listOf(member))
            ui.check(name, his, text(R.string.described_option, what, name)) { give(member, !his) }
        }
        val nobody = if (members.isEmpty()) ui.small(text(R.string.plan_everybody)) else null
        return ui.card(ui.body(what), nobody, ui.flow(people))
    }

    private companion object {
        const val FROM = "from"
        const val TO = "to"
        const val AREA = "area"
        const val PACKS = "packs"
        const val OLD_FROM = "old from"
        const val OLD_TO = "old to"
        const val OLD_AREA = "old area"
        const val SEEN = "seen"
        val FORM = listOf(FROM, TO, AREA, PACKS, OLD_FROM, OLD_TO, OLD_AREA, SEEN)
    }
}
