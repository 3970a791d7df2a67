package org.crosscheck.app.screens

import android.view.View
import android.widget.LinearLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.leads
import org.crosscheck.app.ui.list
import org.crosscheck.core.ChoiceRow
import org.crosscheck.core.ChooseScreen as Choose

/** 选择问题: which findings and practices of the group the summary report tells in its text. */
class ChooseScreen(stage: Stage, spot: Spot) : Screen<Choose>(stage, spot) {
    private val rows = Rows<ChoiceRow>(emptyList(), ::row)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk): Choose = desk.campaign.choose()

    override fun draw(view: Choose): Page {
        head = ui.column()
        renew(view)
        return Page(text(R.string.choose), ui.list(head, rows))
    }

    override fun renew(view: Choose): Boolean {
        rows.show(view.rows)
        head.removeAllViews()
        val all = text(R.string.choose_of, view.inText.toLong(), view.rows.size)
        val column = if (view.rows.isEmpty()) {
            ui.column(ui.body(text(R.string.choose_empty)))
        } else {
            ui.column(ui.fact(text(R.string.choose_in_text), all), ui.body(text(R.string.choose_how)), gap = ui.space2)
        }
        head.addView(column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }, ui.across())
        return true
    }

    private fun row(row: ChoiceRow): View {
        val place = listOf(row.note.place, row.note.level.orEmpty()).filter { it.isNotEmpty() }.joinToString(text(R.string.between))
        val stands = if (row.inText) "✓ " + text(R.string.choose_is_in) else "– " + text(R.string.choose_is_out)
        val column = ui.column(ui.noteRow(row.note, place), ui.small(stands), if (ui.leads) choice(row) else null, gap = ui.space2)
        return column.apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }
    }

    private fun choice(row: ChoiceRow): View {
        val fact = row.note.fact.firstOrNull { it.isNotEmpty() } ?: text(R.string.words_not_here)
        val chosen = CHOICES.first { it.told == row.told }
        val options = CHOICES.map { it.name to text(it.word) }
        return ui.choice(text(R.string.choose_text), options, chosen.name, fact) { name ->
            val told = CHOICES.first { it.name == name }.told
            stage.act { it.campaign.chooseNote(row.note.visit, row.note.entity, told, row.seen) }
        }
    }

    /** @param told in the text, or not; none leaves it to the draft */
    private class Choice(val name: String, val told: Boolean?, val word: Int)

    private companion object {
        val CHOICES = listOf(
            Choice("draft", null, R.string.choose_draft),
            Choice("told", true, R.string.choose_told),
            Choice("left", false, R.string.choose_left),
        )
    }
}
