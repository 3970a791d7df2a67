package org.crosscheck.app.screens

import android.content.Intent
import java.io.File
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

/**
 * 加入: an invitation is scanned, pasted, or handed over by another app, and nothing happens before it is said; or a bundle is
 * opened. [Spot.of]: the invitation; or nothing, the bundle's copy, [IN] once this
 * phone is in its campaign, and what makes it another than the last of the same name.
 */
class JoinScreen(stage: Stage, spot: Spot) : Screen<JoinScreen.Shows>(stage, spot) {
    /** How many campaigns this phone is in already. */
    data class Shows(val joined: Int)

    override fun fetch(desk: Desk) = Shows(desk.app.campaigns().size)

    private val invitation = Invitation(stage, ::other)

    /** The copy of a bundle that was chosen. */
    private val bundle: File? = spot.of.getOrNull(1)?.let(stage::bundleCopy)
    private val isIn = spot.of.getOrNull(2) == IN
    private var isTried = false

    override fun draw(view: Shows): Page = bundle?.let(::opening) ?: asks()

    private fun asks(): Page {
        spot.of.firstOrNull()?.let { draft.begin(LINK, it) }
        val body = ui.scroll(
            ui.title(text(R.string.join_title)),
            ui.body(text(R.string.join_how)),
            ui.field(text(R.string.join_link), draft, LINK, Typed.CODE),
            ui.heading(text(R.string.join_no_network)),
            ui.body(text(R.string.join_card_how)),
            ui.secondary(text(R.string.join_card)) { stage.go(Spot(Kind.CARD)) },
            ui.body(text(R.string.join_bundle_how)),
            ui.secondary(text(R.string.bundle_open)) { invitation.choose() },
        )
        val scan = ui.secondary(text(R.string.scan)) { stage.go(Spot(Kind.SCAN, Kind.JOIN.name)) }
        return Page(text(R.string.join_page), body, listOf(scan, ui.primary(text(R.string.join_go)) { go() }))
    }

    // By a bundle.

    override fun answered(code: Int, data: Intent?, well: Boolean) = invitation.answered(code, data, well)

    private fun other(spot: Spot) {
        if (bundle == null) return stage.go(spot)
        draft.clear()
        stage.instead(spot)
    }

    /** A bundle is being opened, also by whoever comes back after the app was killed; or it stands here why it was not. */
    private fun opening(copy: File): Page {
        val why = draft[WHY]
        if (why.isEmpty()) {
            if (!isTried) open(copy)
            return Page(text(R.string.join_page), ui.scroll(ui.body(text(R.string.bundle_opening))))
        }
        val not = ui.secondary(text(if (isIn) R.string.bundle_later else R.string.bundle_not)) { leaveOut(copy) }
        val again = ui.secondary(text(R.string.bundle_again)) {
            draft[WHY] = ""
            isTried = false
            stage.redraw()
        }
        val other = ui.primary(text(R.string.bundle_other)) { invitation.choose() }
        val body = ui.scroll(ui.body("✕ $why"), if (isIn) ui.body(text(R.string.bundle_is_in)) else null)
        return Page(text(R.string.join_page), body, listOf(not, ui.row(again, other, weights = listOf(1f, 1f))))
    }

    private fun open(copy: File) {
        isTried = true
        if (!copy.isFile) return refused(text(R.string.bundle_unread))
        if (isIn) return takeIn(copy)
        stage.busy(text(R.string.bundle_opening))
        stage.core.joinByBundle(copy.path) { came ->
            if (stage.activity.isDestroyed) return@joinByBundle
            stage.busy(null)
            when (came) {
                is Came.Well -> stage.instead(Spot(Kind.JOIN, "", copy.name, IN, spot.of.last()))
                is Came.Not -> refused(came.sentence.ifEmpty { text(R.string.broken) })
            }
        }
    }

    private fun takeIn(copy: File) = stage.errand({ it.openBundle(copy.path) }, { outcome ->
        copy.delete()
        arrive { (outcome as? ErrandOutcome.BundleOpened)?.let { stage.say(ui.said(it.taken)) } }
    }, ::refused)

    private fun refused(why: String) {
        draft[WHY] = why
        stage.redraw()
    }

    /** The copy goes, and what was typed with it. */
    private fun leaveOut(copy: File) {
        copy.delete()
        draft.clear()
        if (isIn) arrive {} else stage.instead(Spot(Kind.JOIN))
    }

    /** To what is to be read before anything else; whoever read it goes to work. */
    private fun arrive(then: () -> Unit) = stage.act({ it.campaign.joined().acknowledged }) { read ->
        stage.root(if (read) Kind.TASKS else Kind.NOTICE)
        then()
    }

    // By an invitation.

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
        const val WHY = "why"
        const val IN = "in"
    }
}
