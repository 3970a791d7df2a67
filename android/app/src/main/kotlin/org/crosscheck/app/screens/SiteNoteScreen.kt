package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.me
import org.crosscheck.core.SiteNoteRow

/** 实地记录: what was seen at the place, in words. [Spot.of]: visit, thing. */
class SiteNoteScreen(stage: Stage, spot: Spot) : Screen<SiteNoteScreen.Shows>(stage, spot) {
    data class Shows(val row: SiteNoteRow?, val closed: Boolean)

    private val visit = spot.of[0]
    private val thing = spot.of.getOrElse(1) { "" }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        return Shows(methods.siteNotes.find { it.thing.entity == thing }, methods.closed)
    }

    override fun draw(view: Shows): Page {
        view.row?.let { draft.begin(WORDS, it.words.of(ui.me)) }
        val others = view.row?.words.orEmpty().filter { it.member != ui.me }
        val body = ui.scroll(
            ui.field(text(R.string.site_note_words), draft, WORDS, Typed.WORDS),
            *others.map { ui.card(ui.small(ui.people(listOf(it.member))), ui.body(it.words)) }.toTypedArray(),
            *view.row?.let { stage.under(visit, it.thing, view.closed) }.orEmpty().toTypedArray(),
        )
        val save = if (view.closed) null else ui.primary(text(R.string.save)) { save(view) }
        return Page(text(R.string.site_note), body, listOfNotNull(save))
    }

    private fun save(view: Shows) {
        val words = draft[WORDS]
        stage.act({
            if (view.row == null) it.campaign.noteSite(visit, words) else it.campaign.mendSiteNote(visit, thing, words)
        }) {
            draft.clear()
            stage.back()
        }
    }

    private companion object {
        const val WORDS = "words"
    }
}
