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
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.progress
import org.crosscheck.app.ui.visitState
import org.crosscheck.app.ui.leads
import org.crosscheck.core.Today
import org.crosscheck.core.VisitTask
import org.crosscheck.core.GroupScreen as Group

/** 全组: the numbers for the evening meeting, the phones of the group, what waits, and every site. */
class GroupScreen(stage: Stage, spot: Spot) : Screen<Group>(stage, spot) {
    private val rows = Rows(emptyList(), ::visit)
    private val phones = Phones(stage)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk): Group = desk.campaign.group()

    override fun draw(view: Group): Page {
        head = ui.column()
        renew(view)
        val report = ui.primary(text(R.string.report)) { stage.go(Spot(Kind.REPORT)) }
        val enrol = ui.secondary(text(R.string.enrol)) { stage.go(Spot(Kind.ENROL)) }
        val actions = if (ui.leads) listOf(ui.row(enrol, report, weights = listOf(1f, 1f))) else emptyList()
        return Page(text(R.string.group), ui.list(head, rows), actions)
    }

    override fun renew(view: Group): Boolean {
        rows.show(view.visits.filter(::passes))
        // A reason that is being typed stays where it is.
        if (head.findFocus() != null) return true
        head.removeAllViews()
        val column = ui.column(
            ui.heading(text(R.string.group_today, view.today.day)),
            today(view.today),
            ui.heading(text(R.string.group_so_far)),
            numbers(view),
            ui.heading(text(R.string.group_phones)),
            ui.small(text(R.string.group_phones_how)),
            *phones.views(view, draft).toTypedArray(),
            ui.heading(text(R.string.group_visits)),
            ui.choice(text(R.string.filter), filters(), draft, FILTER) { stage.again() },
            if (rows.count == 0) ui.small(text(if (draft[FILTER].isEmpty()) R.string.sites_empty else R.string.group_none)) else null,
            gap = ui.space2,
        )
        head.addView(column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }, ui.across())
        return true
    }

    private fun today(today: Today): View = ui.column(
        ui.fact(text(R.string.today_visits), today.visits.toString()),
        ui.fact(text(R.string.today_answered), today.answered.toString()),
        ui.fact(text(R.string.today_findings), today.findings.toString()),
        ui.fact(text(R.string.today_photos), today.photos.toString()),
        ui.fact(text(R.string.today_signed), today.signed.toString()),
        gap = ui.space1,
    )

    private fun numbers(group: Group): View = with(group.total) {
        ui.column(
            ui.fact(text(R.string.group_sites), text(R.string.group_signed, group.signed.toLong(), group.visits.size)),
            ui.fact(text(R.string.group_answered), text(R.string.group_of, answered.toLong(), asked.toLong())),
            ui.fact(text(R.string.verdict_not_met), notMet.toString()),
            ui.fact(text(R.string.verdict_to_check), toCheck.toString()),
            ui.fact(text(R.string.two_answers), differing.toString()),
            gap = ui.space1,
        )
    }

    private fun filters() = listOf(
        "" to text(R.string.filter_all),
        TO_CHECK to text(R.string.verdict_to_check),
        DIFFERING to text(R.string.two_answers),
    )

    private fun passes(task: VisitTask): Boolean = when (draft[FILTER]) {
        TO_CHECK -> task.progress.toCheck > 0uL
        DIFFERING -> task.progress.differing > 0uL
        else -> true
    }

    private fun visit(task: VisitTask): View {
        val kind = listOf(task.site.kind, ui.visitState(task.state)).joinToString(text(R.string.between))
        val column = ui.column(ui.large(task.place), ui.small(kind), ui.small(ui.progress(task.progress)))
        column.apply {
            setPadding(ui.space4, ui.space3, ui.space4, ui.space3)
            setBackgroundResource(R.drawable.touched)
            minimumHeight = ui.touch
            contentDescription = listOf(task.place, kind, ui.progress(task.progress)).joinToString("，")
            setOnClickListener { stage.go(Spot(Kind.VISIT, task.visit)) }
        }
        val photos = ui.secondary(text(R.string.photos)) { stage.go(Spot(Kind.PHOTOS, task.visit)) }
        photos.contentDescription = text(R.string.described_option, text(R.string.photos), task.place)
        val side = ui.row(photos).apply { setPadding(ui.space4, 0, ui.space4, 0) }
        return ui.row(column, side, gap = 0, weights = listOf(1f, 0f))
    }

    private companion object {
        const val FILTER = "filter"
        const val TO_CHECK = "to check"
        const val DIFFERING = "differing"
    }
}
