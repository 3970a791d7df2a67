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
import org.crosscheck.app.ui.role
import org.crosscheck.core.Next
import org.crosscheck.core.Role
import org.crosscheck.core.Tasks

/** 任务: what to do next, where and when, and what lies on this phone alone. */
class TasksScreen(stage: Stage, spot: Spot) : Screen<Tasks>(stage, spot) {
    override fun fetch(desk: Desk): Tasks = desk.campaign.tasks()

    override fun draw(view: Tasks): Page {
        val who = listOfNotNull(view.group, view.role?.let(ui::role), view.zone)
        val body = ui.scroll(
            ui.title(view.title ?: text(R.string.join_no_title)),
            ui.small(who.joinToString(text(R.string.between))),
            next(view),
            *plan(view),
            *leads(view),
            ui.heading(text(R.string.tasks_unsent)),
            ui.card(ui.body(view.unsent), ui.small(text(R.string.tasks_to_sync))) { stage.go(Spot(Kind.SYNC)) },
        )
        val open = ui.secondary(text(R.string.tasks_open)) { stage.go(Spot(Kind.OPEN_VISIT)) }
        return Page(text(R.string.tab_tasks), body, listOfNotNull(open, action(view)))
    }

    private fun next(tasks: Tasks) = ui.card(ui.large(tasks.nextWords))

    private fun action(tasks: Tasks) = when (val next = tasks.next) {
        is Next.Differing -> ui.primary(text(R.string.go_visit)) { stage.go(Spot(Kind.VISIT, next.v1)) }
        is Next.Finish -> ui.primary(text(R.string.go_visit)) { stage.go(Spot(Kind.VISIT, next.v1)) }
        is Next.Sign -> ui.primary(text(R.string.go_leaving)) { stage.go(Spot(Kind.LEAVING, next.v1)) }
        is Next.OpenVisit, is Next.Nothing -> null
    }

    /** What a leader does beside his own visits. */
    private fun leads(tasks: Tasks): Array<View> {
        if (tasks.role != Role.LEADER) return emptyArray()
        val parts = listOf(Kind.GROUP to R.string.group, Kind.DRAW to R.string.draw, Kind.REPORT to R.string.report)
        val buttons = parts.map { (kind, word) -> ui.secondary(text(word)) { stage.go(Spot(kind)) } }
        return arrayOf(ui.heading(text(R.string.leading)), ui.flow(buttons))
    }

    private fun plan(tasks: Tasks): Array<View> {
        val areas = if (tasks.areas.isEmpty()) emptyList() else listOf(ui.body(tasks.areas.joinToString("、")))
        val trips = tasks.trips.map { trip -> ui.fact(trip.area, text(R.string.days, trip.from, trip.to)) }
        val none = if (tasks.trips.isEmpty()) listOf(ui.small(text(R.string.plan_empty))) else emptyList()
        val edit = ui.quiet(text(R.string.plan_open)) { stage.go(Spot(Kind.PLAN)) }
        return (listOf(ui.heading(text(R.string.plan))) + areas + trips + none + edit).toTypedArray()
    }
}
