package org.crosscheck.app.screens

import android.graphics.Typeface
import android.text.SpannableStringBuilder
import android.text.Spanned
import android.text.style.ForegroundColorSpan
import android.text.style.StyleSpan
import android.text.style.UnderlineSpan
import android.view.View
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.fact
import org.crosscheck.core.Bar
import org.crosscheck.core.Block
import org.crosscheck.core.Gate
import org.crosscheck.core.Paragraph
import org.crosscheck.core.Piece
import org.crosscheck.core.ReportScreen
import org.crosscheck.core.Table

/** A document from top to bottom, a row a part: bound numbers stand out, and a paragraph is touched to be rewritten. */
class Paper(private val stage: Stage, private val document: () -> String) {
    private val ui = stage.ui
    private lateinit var version: String

    /** A leader writes and signs; whoever else looks only reads. */
    var leads = false

    /** A part of a document that is drawn as one row. */
    sealed class Part {
        data class Heading(val text: String) : Part()
        data class Words(val paragraph: Paragraph, val at: Int) : Part()
        data class Line(val table: Table, val cells: List<String>, val first: Boolean) : Part()
        data class Measure(val bar: Bar) : Part()
        data class Caption(val text: String) : Part()
        data class Review(val gate: Gate) : Part()
    }

    fun parts(report: ReportScreen): List<Part> {
        version = report.version
        return report.paper.blocks.flatMapIndexed(::parts)
    }

    private fun parts(at: Int, block: Block): List<Part> = when (block) {
        is Block.Heading -> listOf(Part.Heading(block.v2))
        is Block.Annex -> listOf(Part.Heading("${block.v1}　${block.v2}"))
        is Block.Paragraph -> listOf(Part.Words(block.v1, at + 1))
        is Block.Table -> block.v1.rows.mapIndexed { line, row -> Part.Line(block.v1, row, line == 0) }
        is Block.Bars -> block.v1.map { Part.Measure(it) }
        is Block.Figures -> block.v1.map { Part.Caption(it.caption) }
        is Block.Gates -> block.v1.map { Part.Review(it) }
    }

    fun draw(part: Part): View {
        val view = when (part) {
            is Part.Heading -> ui.heading(part.text)
            is Part.Words -> words(part.paragraph, part.at)
            is Part.Line -> line(part)
            is Part.Measure -> ui.column(ui.body(part.bar.label), ui.small(part.bar.words))
            is Part.Caption -> ui.small(ui.say(R.string.report_figure, part.text))
            is Part.Review -> gate(part.gate)
        }
        return ui.column(view).apply { setPadding(ui.space4, ui.space2, ui.space4, ui.space2) }
    }

    private fun words(paragraph: Paragraph, at: Int): View {
        val text = ui.body(spanned(paragraph.pieces))
        val own = if (paragraph.written) ui.small(ui.say(R.string.report_written)) else null
        if (paragraph.key.isEmpty() || !leads) return ui.column(text, own)
        val edit = ui.quiet(ui.say(R.string.report_rewrite)) { stage.go(Spot(Kind.REPORT, document(), paragraph.key)) }
        edit.contentDescription = ui.say(R.string.report_rewrite_part, at, paragraph.pieces.plain().take(DESCRIBED))
        edit.setPadding(0, 0, ui.space3, 0)
        val row = ui.row(edit, gap = 0)
        return ui.column(text, own, row)
    }

    /** Bound numbers are bold, those in doubt underlined behind a mark: never by colour alone. */
    private fun spanned(pieces: List<Piece>): CharSequence {
        val all = SpannableStringBuilder()
        for (piece in pieces) {
            val from = all.length
            when (piece) {
                is Piece.Text -> all.append(piece.v1)
                is Piece.Field -> all.append(piece.shown).mark(from, StyleSpan(Typeface.BOLD))
                is Piece.Doubt -> {
                    all.append("?").append(piece.typed)
                    all.mark(from, UnderlineSpan()).mark(from, ForegroundColorSpan(ui.color(R.color.to_check)))
                }
            }
        }
        return all
    }

    private fun SpannableStringBuilder.mark(from: Int, what: Any) = apply { setSpan(what, from, length, Spanned.SPAN_EXCLUSIVE_EXCLUSIVE) }

    /** A row of a table as a card: a phone is too narrow for its columns. */
    private fun line(part: Part.Line): View {
        val cells = part.table.columns.mapIndexed { at, column -> column.header to part.cells.getOrElse(at) { "" } }
        val filled = cells.filter { it.second.isNotEmpty() }.map { (header, cell) -> ui.fact(header, cell) }
        val name = if (part.first && part.table.name.isNotEmpty()) ui.heading(part.table.name) else null
        return ui.column(name, ui.card(*filled.toTypedArray()), gap = ui.space1)
    }

    private fun gate(gate: Gate): View {
        val signed = if (gate.signed.isEmpty()) ui.say(R.string.gate_open) else ui.say(R.string.gate_signed, gate.signed)
        val sign = if (!leads || gate.code == OFFICE) null else ui.secondary(ui.say(R.string.gate_sign)) {
            val (name, of) = document() to version
            stage.act { it.campaign.signGate(name, gate.code, of) }
        }
        sign?.contentDescription = ui.say(R.string.described_option, ui.say(R.string.gate_sign), gate.name)
        return ui.card(ui.body(gate.name), ui.small(gate.looksAt), ui.small(signed), sign)
    }

    private companion object {
        const val DESCRIBED = 20

        /** The gate that is the office's own. */
        const val OFFICE = "office"
    }
}

/** Pieces as they read. */
fun List<Piece>.plain(): String = joinToString("") { piece ->
    when (piece) {
        is Piece.Text -> piece.v1
        is Piece.Field -> piece.shown
        is Piece.Doubt -> piece.typed
    }
}
