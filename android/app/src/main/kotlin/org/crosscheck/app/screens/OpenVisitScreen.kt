package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.core.Chosen
import org.crosscheck.core.DrawScreen
import org.crosscheck.core.Opening
import org.crosscheck.core.PackRow
import org.crosscheck.core.Place

/** 打开点位: a unit that was drawn, one that was designated, or one met on the way, each with its reason. */
class OpenVisitScreen(stage: Stage, spot: Spot) : Screen<OpenVisitScreen.Shows>(stage, spot) {
    data class Shows(val packs: List<PackRow>, val rolls: DrawScreen)

    override fun fetch(desk: Desk) = Shows(desk.campaign.packs(), desk.campaign.rolls())

    override fun draw(view: Shows): Page {
        val drawn = view.rolls.rolls.flatMap { roll -> roll.drawn }
        draft.begin(HOW, if (drawn.isEmpty()) UNDRAWN else MAIN)
        draft.begin(PACK, view.packs.firstOrNull()?.number?.toString().orEmpty())
        val how = listOf(
            MAIN to ui.words.chosen[MAIN].orEmpty(),
            RESERVE to ui.words.chosen[RESERVE].orEmpty(),
            DESIGNATED to ui.words.chosen[DESIGNATED].orEmpty(),
            UNDRAWN to ui.words.chosen[UNDRAWN].orEmpty(),
        )
        val pack = view.packs.find { it.number.toString() == draft[PACK] }
        val packs = view.packs.map { it.number.toString() to it.title }
        val kinds = pack?.siteKinds.orEmpty().map { it to it }
        val body = ui.scroll(
            if (view.packs.isEmpty()) ui.body(text(R.string.open_no_packs)) else null,
            ui.choice(text(R.string.open_how), how, draft, HOW) { stage.redraw() },
            *place(view).toTypedArray(),
            ui.choice(text(R.string.open_pack), packs, draft, PACK) { stage.redraw() },
            ui.choice(text(R.string.open_kind), kinds, draft, SITE) { stage.redraw() },
        )
        return Page(text(R.string.tasks_open), body, listOf(ui.primary(text(R.string.open_go)) { go() }))
    }

    private fun place(view: Shows): List<View> {
        val how = draft[HOW]
        if (how == MAIN || how == RESERVE) {
            val units = view.rolls.rolls.flatMap { if (how == MAIN) it.drawn else it.reserves }
            if (units.isEmpty()) return listOf(ui.body(text(R.string.open_none_drawn)))
            return listOf(ui.choice(text(R.string.open_unit), units.map { it.unit to it.name }, draft, UNIT) { stage.redraw() })
        }
        return listOf(
            ui.field(text(R.string.open_unit_id), draft, UNIT, Typed.LINE),
            ui.field(text(R.string.open_name), draft, NAME, Typed.LINE),
            ui.field(text(R.string.open_reason), draft, REASON, Typed.WORDS),
        )
    }

    private fun go() {
        val (unit, name) = draft[UNIT].trim() to draft[NAME].trim()
        val chosen = when (draft[HOW]) {
            MAIN -> Chosen.Main
            RESERVE -> Chosen.Reserve
            DESIGNATED -> Chosen.Designated(draft[REASON])
            else -> Chosen.Undrawn(draft[REASON])
        }
        val drawn = chosen is Chosen.Main || chosen is Chosen.Reserve
        val place = if (drawn || name.isEmpty()) Place.Listed(unit) else Place.Unlisted(unit, name)
        val packs = listOfNotNull(draft[PACK].toULongOrNull())
        val opening = Opening(place, draft[SITE], chosen, packs, 1u)
        stage.act({ it.campaign.openVisit(opening) }) { visit ->
            draft.clear()
            stage.instead(Spot(Kind.VISIT, visit))
        }
    }

    private companion object {
        const val HOW = "how"
        const val MAIN = "main"
        const val RESERVE = "reserve"
        const val DESIGNATED = "designated"
        const val UNDRAWN = "undrawn"
        const val UNIT = "unit"
        const val NAME = "name"
        const val REASON = "reason"
        const val PACK = "pack"
        const val SITE = "site"
    }
}
