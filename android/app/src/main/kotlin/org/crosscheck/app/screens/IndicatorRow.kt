package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.answer
import org.crosscheck.app.ui.state
import org.crosscheck.core.Answer
import org.crosscheck.core.Row
import org.crosscheck.core.Said

/** An indicator in a list: what is asked, what was answered, and its buttons in the row. */
class IndicatorRow(private val stage: Stage, private val visit: String) {
    private val ui = stage.ui

    /** A visit that is signed off takes no answers. */
    var closed = false

    fun draw(row: Row): View {
        val state = State.of(row.answers.size, row.judgement)
        val name = ui.say(R.string.row_name, row.item, row.indicator)
        val said = row.answers.map(ui::answer)
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

    /** Whether its answers are touched in the row. */
    private fun inPlace(row: Row) = row.entry.buttons.isNotEmpty() && row.answers.size < 2 && !closed

    private fun buttons(row: Row): List<View> {
        if (inPlace(row)) {
            val chosen = row.answers.firstOrNull()?.button?.toInt()
            return row.entry.buttons.mapIndexed { at, button ->
                ui.option(button.word, at == chosen, ui.say(R.string.described_option, row.indicator, button.word)) {
                    if (at != chosen) answer(row, at)
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
        val value = row.entry.buttons[at].value ?: return card(row)
        val counted = Said(Answer(value, false, ""), null, false)
        stage.act { it.campaign.answer(visit, row.pack, row.indicator, counted, row.seen) }
    }
}
