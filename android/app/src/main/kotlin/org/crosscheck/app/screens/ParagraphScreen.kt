package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.core.ParagraphRow

/** A paragraph of a report in one's own words; what stands in braces moves with the data. [Spot.of]: document, paragraph. */
class ParagraphScreen(stage: Stage, spot: Spot) : Screen<ParagraphScreen.Shows>(stage, spot) {
    /** The paragraph as it is edited, and as it reads now. */
    data class Shows(val row: ParagraphRow?, val reads: String)

    private val document = spot.of[0]
    private val key = spot.of[1]

    override fun fetch(desk: Desk): Shows {
        val report = desk.campaign.report(document)
        val blocks = report.paper.blocks.filterIsInstance<org.crosscheck.core.Block.Paragraph>()
        val now = blocks.find { it.v1.key == key }?.v1
        return Shows(report.paragraphs.find { it.key == key }, now?.pieces.orEmpty().plain())
    }

    override fun draw(view: Shows): Page {
        val row = view.row ?: return Page(text(R.string.report), ui.scroll(ui.body(text(R.string.paragraph_gone))))
        draft.begin(TEXT, row.editable)
        val body = ui.scroll(
            ui.small(text(R.string.paragraph_reads)),
            ui.body(view.reads),
            ui.small(text(R.string.paragraph_how)),
            ui.field(text(R.string.paragraph_words), draft, TEXT, Typed.WORDS),
            if (row.written) ui.secondary(text(R.string.paragraph_back)) { write(row, null) } else null,
        )
        return Page(text(R.string.report_rewrite), body, listOf(ui.primary(text(R.string.save)) { write(row, draft[TEXT]) }))
    }

    private fun write(row: ParagraphRow, text: String?) = stage.act({ it.campaign.writeParagraph(document, key, text, row.seen) }) {
        draft.clear()
        stage.back()
    }

    private companion object {
        const val TEXT = "text"
    }
}
