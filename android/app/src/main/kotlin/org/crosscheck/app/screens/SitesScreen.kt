package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.progress
import org.crosscheck.app.ui.visitState
import org.crosscheck.core.Tasks
import org.crosscheck.core.VisitTask

/** 点位: every visit of the group, those of mine first, and how far each is. */
class SitesScreen(stage: Stage, spot: Spot) : Screen<Tasks>(stage, spot) {
    private val rows = Rows<VisitTask>(emptyList(), ::row)

    override fun fetch(desk: Desk): Tasks = desk.campaign.tasks()

    override fun draw(view: Tasks): Page {
        rows.show(view.visits)
        val body = if (view.visits.isEmpty()) ui.scroll(ui.body(text(R.string.sites_empty))) else ui.list(null, rows)
        val search = ui.secondary(text(R.string.search)) { stage.go(Spot(Kind.SEARCH)) }
        val open = ui.primary(text(R.string.tasks_open)) { stage.go(Spot(Kind.OPEN_VISIT)) }
        return Page(text(R.string.tab_sites), body, listOf(search, open))
    }

    override fun renew(view: Tasks): Boolean {
        if (view.visits.isEmpty() || rows.count == 0) return false
        rows.show(view.visits)
        return true
    }

    private fun row(task: VisitTask): View {
        val state = if (task.mine) ui.visitState(task.state) else text(R.string.site_of_others, ui.visitState(task.state))
        val kind = listOf(task.site.kind, state).joinToString(text(R.string.between))
        val column = ui.column(ui.large(task.place), ui.small(kind), ui.small(ui.progress(task.progress)))
        return column.apply {
            setPadding(ui.space4, ui.space3, ui.space4, ui.space3)
            setBackgroundResource(R.drawable.touched)
            minimumHeight = ui.touch
            contentDescription = listOf(task.place, kind, ui.progress(task.progress)).joinToString("，")
            setOnClickListener { stage.go(Spot(Kind.VISIT, task.visit)) }
        }
    }
}
