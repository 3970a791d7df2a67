package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.state
import org.crosscheck.core.MemberWords
import org.crosscheck.core.MethodsScreen as Methods
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Thing
import org.crosscheck.core.Withdrawn

/** 记录和方法: what was held, asked, drawn, looked at and noted at a visit; each is begun and gone on with from here. */
class MethodsScreen(stage: Stage, spot: Spot) : Screen<Methods>(stage, spot) {
    private val visit = spot.of[0]

    override fun fetch(desk: Desk): Methods = desk.campaign.methods(visit)

    override fun draw(view: Methods): Page {
        val between = text(R.string.between)
        val body = ui.scroll(
            *part(R.string.photos, Kind.PHOTOS, listOf(photos(view))).toTypedArray(),
            *part(R.string.talk, Kind.TALK, view.talks.map { row ->
                val talk = row.held.firstOrNull()
                val when_ = talk?.let { text(R.string.talk_when, it.from.replace('T', ' '), it.to.substringAfter('T'), it.people.toLong()) }.orEmpty()
                thing(Kind.TALK, row.thing, listOf(when_, talk?.units?.joinToString("、").orEmpty()).joinToString(between))
            }).toTypedArray(),
            *part(R.string.interview, Kind.INTERVIEW, view.interviews.map { row ->
                val who = row.asked.map { ui.words.interviewed[it.role].orEmpty() } + row.role.map { it.words }
                thing(Kind.INTERVIEW, row.thing, listOf(who.joinToString(), text(R.string.people, row.group.toLong())).joinToString(between))
            }).toTypedArray(),
            *part(R.string.ledger, Kind.LEDGER, view.ledgers.map { row ->
                val open = row.open.toLong()
                val left = if (open == 0L) null else text(R.string.ledger_left, open)
                thing(Kind.LEDGER, row.thing, listOfNotNull(words(row.title), left).joinToString(between))
            }).toTypedArray(),
            *part(R.string.on_site, Kind.ON_SITE, view.draws.map { row ->
                val name = text(R.string.on_site_name, kindOfList(row.which.kind), row.which.ordinal.toInt())
                ui.card(ui.body(name), if (row.undecided) ui.state(State.DIFFERING) else null, describedAs = name) {
                    stage.go(Spot(Kind.ON_SITE, visit, row.which.kind, row.which.ordinal.toString()))
                }
            }).toTypedArray(),
            *part(R.string.document, Kind.DOCUMENT, view.documents.map { row ->
                thing(Kind.DOCUMENT, row.thing, listOfNotNull(words(row.title), row.seen.firstOrNull()?.number).joinToString(between))
            }).toTypedArray(),
            *part(R.string.site_note, Kind.SITE_NOTE, view.siteNotes.map { thing(Kind.SITE_NOTE, it.thing, words(it.words)) }).toTypedArray(),
            *notes(view).toTypedArray(),
        )
        return Page(text(R.string.methods), body)
    }

    private fun part(title: Int, kind: Kind, things: List<View>): List<View> {
        val add = ui.secondary(text(R.string.add, text(title))) { stage.go(Spot(kind, visit)) }
        val isPhotos = kind == Kind.PHOTOS
        return listOf(ui.heading(text(title))) + things + listOfNotNull(if (isPhotos) null else add)
    }

    private fun photos(view: Methods): View {
        val words = text(R.string.photos_count, view.photos.toLong())
        return ui.card(ui.body(words), describedAs = words) { stage.go(Spot(Kind.PHOTOS, visit)) }
    }

    private fun thing(kind: Kind, thing: Thing, words: String): View {
        val withdrawn = if (thing.withdrawn == Withdrawn.YES) text(R.string.withdrawn) else null
        val shown = words.ifEmpty { text(R.string.words_not_here) }
        val said = listOfNotNull(shown, withdrawn).joinToString("，")
        return ui.card(
            ui.body(shown),
            withdrawn?.let { ui.small(it) },
            if (thing.differs) ui.state(State.DIFFERING) else null,
            describedAs = said,
        ) { stage.go(Spot(kind, visit, thing.entity)) }
    }

    private fun notes(view: Methods): List<View> {
        val rows = view.findings.map { row ->
            ui.card(ui.noteRow(row, ""), describedAs = row.fact.joinToString()) {
                stage.go(Spot(Kind.NOTE, visit, row.kind.name, row.entity))
            }
        }
        val add = NoteKind.entries.map { kind ->
            ui.secondary(text(R.string.add, ui.words.notes[kind].orEmpty())) { stage.go(Spot(Kind.NOTE, visit, kind.name)) }
        }
        return listOf(ui.heading(text(R.string.notes))) + rows + ui.flow(add)
    }

    private fun words(all: List<MemberWords>) = all.map { it.words }.filter { it.isNotEmpty() }.joinToString(" ⇄ ")

    private fun kindOfList(kind: String) = text(listKind(kind))
}

/** What a list drawn on site is of. */
fun listKind(kind: String): Int = when (kind) {
    "ledger" -> R.string.list_ledger
    "schools" -> R.string.list_schools
    "communities" -> R.string.list_communities
    "townships" -> R.string.list_townships
    else -> R.string.list_other
}
