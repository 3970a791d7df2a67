package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.field
import org.crosscheck.core.Filter
import org.crosscheck.core.Hit
import org.crosscheck.core.VisitTask

/** 搜索: indicators and what was written down that hold all the words; an indicator unfolds the sites it is asked at. */
class SearchScreen(stage: Stage, spot: Spot) : Screen<SearchScreen.Shows>(stage, spot) {
    /** What was found, and the sites that ask the indicator that is unfolded. */
    data class Shows(val hits: List<Hit>, val asking: List<VisitTask>)

    override fun fetch(desk: Desk) = Shows(desk.campaign.search(draft[SOUGHT]), asking(desk))

    private fun asking(desk: Desk): List<VisitTask> {
        val (pack, id) = unfolded() ?: return emptyList()
        val open = desk.campaign.tasks().visits.filter { pack in it.site.packs }
        return open.filter { task -> desk.campaign.visit(task.visit, Filter.ALL).rows.any { it.pack == pack && it.indicator == id } }
    }

    private fun unfolded(): Pair<ULong, String>? {
        val pack = draft[PACK].toULongOrNull() ?: return null
        return pack to draft[INDICATOR]
    }

    override fun draw(view: Shows): Page {
        val (indicators, notes) = view.hits.partition { it is Hit.Indicator }
        val none = if (view.hits.isEmpty()) ui.body(text(if (draft[SOUGHT].isEmpty()) R.string.search_how else R.string.search_none)) else null
        val body = ui.scroll(
            ui.field(text(R.string.search_words), draft, WORDS),
            none,
            if (notes.isEmpty()) null else ui.heading(text(R.string.notes)),
            *notes.filterIsInstance<Hit.Note>().map(::note).toTypedArray(),
            if (indicators.isEmpty()) null else ui.heading(text(R.string.search_indicators)),
            *indicators.filterIsInstance<Hit.Indicator>().flatMap { indicator(view, it) }.toTypedArray(),
        )
        return Page(text(R.string.search), body, listOf(ui.primary(text(R.string.search_go)) { seek() }))
    }

    private fun seek() {
        draft[SOUGHT] = draft[WORDS].trim()
        draft[PACK] = ""
        stage.again()
    }

    private fun note(hit: Hit.Note): View {
        val where = listOf(ui.words.notes[hit.kind].orEmpty(), hit.place).joinToString(text(R.string.between))
        return ui.card(ui.small(where), ui.body(hit.text), describedAs = "$where，${hit.text}") {
            stage.go(Spot(Kind.NOTE, hit.visit, hit.kind.name, hit.entity))
        }
    }

    private fun indicator(view: Shows, hit: Hit.Indicator): List<View> {
        val open = unfolded() == hit.pack to hit.id
        val card = ui.card(ui.small(hit.id), ui.body(hit.requirement), describedAs = "${hit.id}，${hit.requirement}") {
            draft[PACK] = if (open) "" else hit.pack.toString()
            draft[INDICATOR] = hit.id
            stage.again()
        }
        if (!open) return listOf(card)
        val sites = view.asking.map { task ->
            ui.secondary(task.place) { stage.go(Spot(Kind.INDICATOR, task.visit, hit.pack.toString(), hit.id)) }
        }
        return listOf(card) + sites.ifEmpty { listOf(ui.small(text(R.string.search_nowhere))) }
    }

    private companion object {
        const val WORDS = "words"
        const val SOUGHT = "sought"
        const val PACK = "pack"
        const val INDICATOR = "indicator"
    }
}
