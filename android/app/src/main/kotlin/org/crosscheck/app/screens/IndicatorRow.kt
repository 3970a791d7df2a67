package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.answer
import org.crosscheck.app.ui.state
import org.crosscheck.core.Row

/** An indicator in a list: what is asked, what was answered, and its buttons in the row. */
class IndicatorRow(private val stage: Stage, private val visit: String) {
    private val ui = stage.ui

    /** A visit that is signed off takes no answers. */
    var closed = false

    fun draw(row: Row): View {
        val state = State.of(row.answers.size, row.judgement)
        val name = ui.say(R.string.row_name, row.item, row.indicator)
        val said = row.answers.mapNotNull { it.said }.map { ui.answer(it, row.buttons, row.options) }
        val asked = ui.column(
            ui.row(ui.small(name), ui.state(state), weights = listOf(1f, 0f)),
            ui.body(row.requirement),
            if (said.isEmpty() || (said.size == 1 && inPlace(row))) null else ui.small(said.joinToString(" ⇄ ")),
            row.judgement?.reasons?.firstOrNull()?.let { ui.small(it) },
            gap = ui.space1,
        )
        asked.apply {
            setPadding(ui.space4, ui.space3, ui.space4, ui.space2)
            setBackgroundResource(R.drawable.touched)
            minimumHeight = ui.touch
            contentDescription = listOf(row.indicator, row.requirement, ui.say(state.word)).joinToString("，")
            setOnClickListener { card(row) }
        }
        val buttons = ui.flow(buttons(row)).apply { setPadding(ui.space4, 0, ui.space4, ui.space3) }
        return ui.column(asked, buttons)
    }

    private fun card(row: Row) = stage.go(Spot(Kind.INDICATOR, visit, row.pack.toString(), row.indicator))

    private fun inPlace(row: Row) = row.inPlace() && row.answers.size < 2 && !closed

    private fun buttons(row: Row): List<View> {
        if (inPlace(row)) {
            val said = row.answers.firstOrNull()?.said
            return row.buttons.mapIndexed { at, word ->
                val chosen = said?.let { row.button(it) } == at
                ui.option(word, chosen, ui.say(R.string.described_option, row.indicator, word)) {
                    if (!chosen) answer(row, at)
                }
            }
        }
        val word = when {
            row.answers.size > 1 -> R.string.row_compare
            closed || row.answers.isNotEmpty() -> R.string.row_look
            else -> R.string.row_fill
        }
        val text = ui.say(word)
        return listOf(ui.secondary(text) { card(row) }.apply {
            contentDescription = ui.say(R.string.described_option, row.indicator, text)
        })
    }

    private fun answer(row: Row, at: Int) {
        val value = row.valueOf(at) ?: return card(row)
        stage.act { it.campaign.answer(visit, row.pack, row.indicator, counted(value), row.seen) }
    }
}
