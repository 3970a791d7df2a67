package org.crosscheck.app.screens

import android.view.View
import android.widget.LinearLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.progress
import org.crosscheck.core.Filter
import org.crosscheck.core.VisitScreen as Visit

/** 点位检查: the indicators of a site in printed order, answered in place; [Spot.of] is the visit. */
class VisitScreen(stage: Stage, spot: Spot) : Screen<Visit>(stage, spot) {
    private val visit = spot.of[0]
    private val row = IndicatorRow(stage, visit)
    private val rows = Rows(emptyList(), row::draw)
    private val places = PlaceFacts(stage, visit)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk): Visit = desk.campaign.visit(visit, filter())

    private fun filter(): Filter = Filter.entries.find { it.name == draft[FILTER] } ?: Filter.ALL

    override fun draw(view: Visit): Page {
        draft.begin(FILTER, Filter.ALL.name)
        head = ui.column()
        fill(view)
        val methods = ui.secondary(text(R.string.methods)) { stage.go(Spot(Kind.METHODS, visit)) }
        val leave = ui.primary(text(R.string.go_leaving)) { stage.go(Spot(Kind.LEAVING, visit)) }
        return Page(view.place, ui.list(head, rows), listOf(ui.row(methods, leave, weights = listOf(1f, 1f))))
    }

    override fun renew(view: Visit): Boolean {
        fill(view)
        return true
    }

    private fun fill(view: Visit) {
        row.closed = view.site.closed
        rows.show(view.rows)
        // What is being typed stays as it is: whoever saves it saves it over what he saw.
        if (head.findFocus() != null) return
        head.removeAllViews()
        head.addView(top(view), ui.across())
    }

    private fun top(view: Visit): View {
        val site = listOf(view.site.kind, ui.words.chosen[view.site.chosen].orEmpty()).joinToString(text(R.string.between))
        val signed = view.signatures.firstOrNull()?.let { ui.small(text(R.string.visit_signed_by, ui.people(it.members))) }
        val empty = if (view.rows.isEmpty()) ui.body(text(nothing())) else null
        val column = ui.column(
            ui.small(site),
            view.reason?.let { ui.small(it) },
            *places.views(view, draft).toTypedArray(),
            ui.body(ui.progress(view.progress)),
            signed,
            ui.choice(text(R.string.filter), filters(), draft, FILTER) { stage.again() },
            empty,
            gap = ui.space2,
        )
        return column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }
    }

    private fun nothing() = if (filter() == Filter.ALL) R.string.visit_empty else R.string.visit_filter_empty

    private fun filters() = listOf(
        Filter.ALL.name to text(R.string.filter_all),
        Filter.UNANSWERED.name to text(R.string.filter_unanswered),
        Filter.TO_CHECK.name to text(R.string.verdict_to_check),
        Filter.DIFFERING.name to text(R.string.two_answers),
    )

    private companion object {
        const val FILTER = "filter"
    }
}
