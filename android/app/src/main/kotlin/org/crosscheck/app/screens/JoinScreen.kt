package org.crosscheck.app.screens

import org.crosscheck.app.Came
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.core.Invited
import org.crosscheck.ffi.ErrandOutcome

/** 加入: an invitation is scanned, pasted, or handed over by another app ([Spot.of]); nothing happens before it is said. */
class JoinScreen(stage: Stage, spot: Spot) : Screen<JoinScreen.Shows>(stage, spot) {
    /** How many campaigns this phone is in already. */
    data class Shows(val joined: Int)

    override fun fetch(desk: Desk) = Shows(desk.app.campaigns().size)

    override fun draw(view: Shows): Page {
        spot.of.firstOrNull()?.let { draft.begin(LINK, it) }
        val body = ui.scroll(
            ui.title(text(R.string.join_title)),
            ui.body(text(R.string.join_how)),
            ui.field(text(R.string.join_link), draft, LINK, Typed.CODE),
            ui.heading(text(R.string.join_no_network)),
            ui.body(text(R.string.join_card_how)),
            ui.secondary(text(R.string.join_card)) { stage.go(Spot(Kind.CARD)) },
        )
        val scan = ui.secondary(text(R.string.scan)) { stage.go(Spot(Kind.SCAN, Kind.JOIN.name)) }
        return Page(text(R.string.join_page), body, listOf(scan, ui.primary(text(R.string.join_go)) { go() }))
    }

    private fun go() {
        val link = draft[LINK].trim()
        stage.act({ it.app.invited(link) }) { invited ->
            when (invited) {
                is Invited.Link -> if (invited.joined) look(invited.campaign) else join(link)
                is Invited.Enrolment -> stage.act({ it.app.accept(link).close() }) { look(invited.campaign) }
                is Invited.Card -> stage.tell(text(R.string.join_is_a_card))
            }
        }
    }

    private fun join(link: String) {
        stage.busy(text(R.string.join_asking))
        stage.core.join(link) { came ->
            stage.busy(null)
            when (came) {
                is Came.Well -> {
                    draft.clear()
                    firstExchange()
                }
                is Came.Not -> stage.tell(came.sentence)
            }
        }
    }

    private fun look(campaign: String) {
        stage.core.look(campaign) {
            draft.clear()
            stage.root(Kind.NOTICE)
        }
    }

    /** The campaign's own words come with the first exchange; without it the notice says what is missing. */
    private fun firstExchange() = stage.errand({ it.syncNow() }, { _: ErrandOutcome -> stage.root(Kind.NOTICE) }) {
        stage.root(Kind.NOTICE)
    }

    private companion object {
        const val LINK = "link"
    }
}
