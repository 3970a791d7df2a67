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
import org.crosscheck.app.ui.fold
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.leads
import org.crosscheck.core.DoubtRow
import org.crosscheck.ffi.PaperForm
import org.crosscheck.core.ReportScreen as Report

/** 报告: a document as it is drafted now, its length, its numbers in doubt, and the files it becomes. */
class ReportScreen(stage: Stage, spot: Spot) : Screen<ReportScreen.Shows>(stage, spot) {
    data class Shows(val report: Report)

    private val document: String get() = draft[DOCUMENT].ifEmpty { SUMMARY }
    private val paper = Paper(stage, { document })
    private val rows = Rows(emptyList(), paper::draw)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk) = Shows(desk.campaign.report(document))

    override fun draw(view: Shows): Page {
        draft.begin(DOCUMENT, SUMMARY)
        draft.begin(FORM, PaperForm.DOCX.name)
        draft.begin(NAMED, YES)
        head = ui.column()
        renew(view)
        val export = ui.primary(text(R.string.report_export)) { export(view.report) }
        return Page(text(R.string.report), ui.list(head, rows), listOf(export))
    }

    override fun renew(view: Shows): Boolean {
        paper.leads = ui.leads
        rows.show(paper.parts(view.report))
        head.removeAllViews()
        val column = ui.column(
            ui.choice(text(R.string.report_document), documents(), draft, DOCUMENT) {
                stage.tell(null)
                stage.again()
            },
            length(view.report),
            *doubts(view.report.doubts).toTypedArray(),
            if (document == SUMMARY) ui.secondary(text(R.string.choose)) { stage.go(Spot(Kind.CHOOSE)) } else null,
            *forms().toTypedArray(),
            ui.title(view.report.paper.title),
            view.report.paper.subtitle.takeIf { it.isNotEmpty() }?.let { ui.small(it) },
            gap = ui.space2,
        )
        head.addView(column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }, ui.across())
        return true
    }

    private fun documents() = listOf(
        SUMMARY to text(R.string.report_summary),
        "outline" to text(R.string.report_outline),
        "on_site" to text(R.string.report_on_site),
        "findings" to text(R.string.report_findings),
    )

    private fun length(report: Report): View {
        val limit = report.paper.limit
        val text = report.length.text
        val said = if (limit == null) text(R.string.report_characters, text.toLong()) else text(R.string.report_characters_of, text.toLong(), limit.toLong())
        val over = limit != null && text > limit
        return ui.column(
            ui.fact(text(R.string.report_length), said),
            if (over) ui.small(text(R.string.report_over), R.color.to_check) else null,
            ui.fact(text(R.string.report_version), report.version),
            gap = ui.space1,
        )
    }

    private fun doubts(doubts: List<DoubtRow>): List<View> {
        if (doubts.isEmpty()) return emptyList()
        val all = doubts.map { doubt ->
            val now = if (doubt.now.isEmpty()) text(R.string.doubt_unknown, doubt.typed) else text(R.string.doubt_now, doubt.typed, doubt.now)
            ui.card(ui.small("? $now", R.color.to_check), describedAs = now) { stage.go(Spot(Kind.REPORT, document, doubt.key)) }
        }
        return listOf(ui.heading(text(R.string.doubts, doubts.size))) + all
    }

    private fun forms(): List<View> {
        val open = draft[FOLD] == YES
        val fold = ui.fold(text(R.string.report_how), open) {
            draft[FOLD] = if (open) "" else YES
            stage.again()
        }
        if (!open) return listOf(fold)
        val named = listOf(YES to text(R.string.report_named), NO to text(R.string.report_unnamed))
        return listOf(
            fold,
            ui.choice(text(R.string.form), PaperForm.entries.map { it.name to text(it.word()) }, draft, FORM) { stage.again() },
            ui.choice(text(R.string.report_sites), named, draft, NAMED) { stage.again() },
        )
    }

    private fun export(report: Report) {
        val (wanted, form, named) = Triple(document, PaperForm.valueOf(draft[FORM]), draft[NAMED] == YES)
        val title = report.paper.title.ifEmpty { wanted }
        stage.export("$title.${form.ending()}", form.mime()) { campaign, path -> campaign.exportReport(wanted, form, named, path) }
    }

    companion object {
        const val SUMMARY = "summary"
        private const val DOCUMENT = "document"
        private const val FORM = "form"
        private const val NAMED = "named"
        private const val FOLD = "fold"
        private const val YES = "yes"
        private const val NO = "no"
    }
}
