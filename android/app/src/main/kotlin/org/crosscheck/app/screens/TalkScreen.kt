package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.me
import org.crosscheck.core.Talk
import org.crosscheck.core.TalkRow

/** 座谈: units and posts, head count, from when to when, a note; no names. [Spot.of]: visit, thing. */
class TalkScreen(stage: Stage, spot: Spot) : Screen<TalkScreen.Shows>(stage, spot) {
    data class Shows(val row: TalkRow?, val closed: Boolean)

    private val visit = spot.of[0]
    private val thing = spot.of.getOrElse(1) { "" }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        return Shows(methods.talks.find { it.thing.entity == thing }, methods.closed)
    }

    override fun draw(view: Shows): Page {
        begin(view)
        val units = ui.words.siteKinds.map { kind ->
            val on = draft[UNIT + kind] == YES
            ui.check(kind, on) {
                draft[UNIT + kind] = if (on) NO else YES
                stage.redraw()
            }
        }
        val body = ui.scroll(
            ui.body(text(R.string.talk_how)),
            ui.field(text(R.string.talk_people), draft, PEOPLE, Typed.NUMBER),
            ui.field(text(R.string.talk_from), draft, FROM, Typed.LINE, text(R.string.moment_hint)),
            ui.field(text(R.string.talk_to), draft, TO, Typed.LINE, text(R.string.moment_hint)),
            ui.field(text(R.string.talk_present), draft, PRESENT, Typed.WORDS),
            ui.field(text(R.string.note), draft, NOTE, Typed.WORDS),
            ui.heading(text(R.string.talk_units)),
            ui.flow(units),
            *view.row?.let { stage.under(visit, it.thing, view.closed) }.orEmpty().toTypedArray(),
        )
        val save = if (view.closed) null else ui.primary(text(R.string.save)) { save(view) }
        return Page(text(R.string.talk), body, listOfNotNull(save))
    }

    private fun begin(view: Shows) {
        val row = view.row ?: return
        row.held.firstOrNull()?.let { talk ->
            draft.begin(PEOPLE, talk.people.toString())
            draft.begin(FROM, talk.from.replace('T', ' '))
            draft.begin(TO, talk.to.replace('T', ' '))
            talk.units.forEach { draft.begin(UNIT + it, YES) }
        }
        draft.begin(PRESENT, row.present.of(ui.me))
        draft.begin(NOTE, row.notes.of(ui.me))
    }

    private fun save(view: Shows) {
        val people = draft[PEOPLE].toULongOrNull()
        if (people == null) {
            stage.tell(text(R.string.people_missing))
            return
        }
        val units = ui.words.siteKinds.filter { draft[UNIT + it] == YES }
        val (from, to) = listOf(FROM, TO).map { draft[it].trim().replace(' ', 'T') }
        val talk = Talk(people, from, to, units, view.row?.held?.firstOrNull()?.covered.orEmpty())
        val (present, note) = draft[PRESENT] to draft[NOTE]
        val seen = view.row?.thing?.seen?.get("held").orEmpty()
        stage.act({
            if (view.row == null) {
                it.campaign.holdTalk(visit, talk, present, note)
            } else {
                it.campaign.mendTalk(visit, thing, talk, present, note, seen)
            }
        }) {
            draft.clear()
            stage.back()
        }
    }

    private companion object {
        const val PEOPLE = "people"
        const val FROM = "from"
        const val TO = "to"
        const val PRESENT = "present"
        const val NOTE = "note"
        const val UNIT = "unit "
        const val YES = "yes"
        const val NO = "no"
    }
}
