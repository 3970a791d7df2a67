package org.crosscheck.app

import android.app.Activity
import android.view.View
import org.crosscheck.app.ui.Ui
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome

/** What a screen shows: a body that scrolls by itself, and the actions under it. */
class Page(val title: String, val body: View, val actions: List<View> = emptyList())

/** One screen: fetches one record off the main thread, draws it, and sends one verb for each button. */
abstract class Screen<V : Any>(val stage: Stage, val spot: Spot) {
    val ui: Ui get() = stage.ui

    /** What is being typed; read before [draw]. */
    lateinit var draft: Draft

    /** Off the main thread. */
    abstract fun fetch(desk: Desk): V

    abstract fun draw(view: V): Page

    /** Shows a newer record in the page that is drawn; false where the page has to be drawn anew. */
    open fun renew(view: V): Boolean = false

    /** What another app, or the system, answered to [Stage.call]. */
    open fun answered(code: Int, data: android.content.Intent?, well: Boolean) {}

    /** Whether the permission asked for by [Stage.request] was given. */
    open fun permitted(code: Int, given: Boolean) {}

    /** The app is in front again, with this screen as it was drawn. */
    open fun front() {}

    /** Somebody leaves the screen, or the app is no longer in front. */
    open fun leave() {}

    fun text(id: Int, vararg with: Any): String = stage.activity.getString(id, *with)
}

/** Where screens stand: the one window of the app. */
interface Stage {
    val activity: Activity
    val ui: Ui
    val core: Core

    fun go(spot: Spot)

    /** In the place of the screen that is shown. */
    fun instead(spot: Spot)

    fun back()

    /** To a screen with nothing behind it. */
    fun root(kind: Kind)

    /** Does a verb, then [then] on the main thread; where it is refused, says why and does nothing more. */
    fun <T> act(verb: (Desk) -> T, then: (T) -> Unit)

    /** Does a verb, then fetches the screen again. */
    fun act(verb: (Desk) -> Unit) = act(verb) { refresh() }

    /** Does what takes a while, saying how far it is; then [then], or [refused] where it was refused. */
    fun errand(begin: (Campaign) -> Errand, then: (ErrandOutcome) -> Unit, refused: (String) -> Unit = ::tell)

    /** What is under way, above the actions; none takes it away. */
    fun busy(words: String?)

    /** Asks for something beside the page: nothing is said above the actions; [then] gets it, or why not. */
    fun <T> look(work: (Desk) -> T, then: (T?, String) -> Unit)

    /** Fetches the record and draws where something is new. */
    fun refresh()

    /** Draws the same record anew: what is typed or unfolded has changed. */
    fun redraw()

    /** Fetches and draws anew, whether or not something is new. */
    fun again()

    /** What this person chose for this phone. */
    val chosen: Chosen

    /** Changes it; the window is made anew. */
    fun choose(change: Chosen.() -> Unit)

    /** Why something was not done, above the actions; none takes it away. */
    fun tell(sentence: String?)

    /** What was done, above the actions, until the next thing is. */
    fun say(sentence: String)

    /** Asks the system for a permission, or for any of several; [Screen.permitted] hears of it. */
    fun request(code: Int, vararg permissions: String)

    /** Calls another app; [Screen.answered] hears of it. Where there is none, says so and gives false. */
    fun call(code: Int, intent: android.content.Intent): Boolean

    /** Hands a file of `Handed.out` to another app of somebody's choice. */
    fun share(file: java.io.File, mime: String)
}
