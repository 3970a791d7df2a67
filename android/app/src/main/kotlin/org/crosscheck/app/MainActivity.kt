package org.crosscheck.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.os.Bundle
import android.view.View
import android.view.WindowManager
import android.widget.EditText
import java.io.File
import java.util.Locale
import org.crosscheck.app.host.ExchangeJob
import org.crosscheck.app.host.Handed
import org.crosscheck.app.screens.screen
import org.crosscheck.app.ui.Frame
import org.crosscheck.app.ui.Ui
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome
import org.crosscheck.ffi.ErrandProgress
import org.crosscheck.ffi.vocabulary

/** The one window: where somebody stands, the way back, and the screen that is drawn. */
class MainActivity : Activity(), Stage {
    override val activity: Activity get() = this
    override lateinit var ui: Ui
    override val core: Core get() = (application as App).core
    private lateinit var frame: Frame

    private var way = Way(listOf(Spot(Kind.TASKS)))
    private var shown: Shown<*>? = null

    /** What was asked of the core for a screen that is no longer shown comes too late. */
    private var turn = 0

    /** What came from outside before there was a screen to hear it. */
    private var answers: List<(Screen<*>) -> Unit> = emptyList()

    /** An invitation that another app handed over, until the screen that takes it is shown. */
    private var handed: String? = null

    private class Shown<V : Any>(val screen: Screen<V>, var view: V, val place: Place)

    override fun attachBaseContext(base: Context) = super.attachBaseContext(base.speaking())

    private fun Context.speaking(): Context {
        val language = (applicationContext as? App)?.chosen?.language.orEmpty()
        if (language.isEmpty()) return this
        val config = Configuration().apply { setLocale(Locale.forLanguageTag(language)) }
        return createConfigurationContext(config)
    }

    override fun onCreate(saved: Bundle?) {
        if (chosen.large) setTheme(R.style.Crosscheck_Large)
        super.onCreate(saved)
        // Nobody's screen is photographed by the system: neither into the list of apps nor by another app.
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        ui = Ui(this)
        frame = Frame(ui, ::root, ::back)
        setContentView(frame.view)
        if (saved == null) handed = intent.invitation()
        val spoken = App.spoken(this)
        core.ask({ desk ->
            if (saved == null) Handed.tidy(this)
            desk.app.speak(spoken)
            vocabulary() to desk.typed(WAY)
        }) { came ->
            when (came) {
                is Came.Well -> {
                    ui.words = came.value.first
                    way = Way.of(came.value.second ?: saved?.getString(WAY)) ?: way
                    if (!takeHanded()) show()
                }
                is Came.Not -> unseen(came)
            }
        }
    }

    private fun Intent.invitation(): String? = data?.toString()?.takeIf { action == Intent.ACTION_VIEW }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        handed = intent.invitation()
        takeHanded()
    }

    private fun takeHanded(): Boolean {
        val link = handed ?: return false
        handed = null
        go(Spot(Kind.JOIN, link))
        return true
    }

    override fun onStart() {
        super.onStart()
        core.whenStale = ::refresh
        shown?.screen?.front()
        // Where no hub is known there is nothing to exchange; the screen 同步 says so.
        core.ask({ if (it.hasCampaign) it.campaign.keepExchanging(true) }) {}
    }

    override fun onStop() {
        shown?.screen?.leave()
        core.whenStale = null
        core.ask({ desk ->
            if (desk.hasCampaign) desk.campaign.keepExchanging(false)
            !desk.hasCampaign || desk.campaign.sync().everything
        }) { came -> if (came is Came.Well) ExchangeJob.plan(this, came.value) }
        super.onStop()
    }

    override fun onDestroy() {
        turn++
        super.onDestroy()
    }

    override fun onSaveInstanceState(out: Bundle) {
        super.onSaveInstanceState(out)
        out.putString(WAY, way.text())
    }

    // Where somebody stands.

    private fun moved(to: Way) {
        shown?.screen?.leave()
        way = to
        val text = to.text()
        core.ask({ it.type(WAY, text) }) {}
        show()
    }

    override fun go(spot: Spot) = moved(way.to(spot))

    override fun instead(spot: Spot) = moved(way.instead(spot))

    override fun back() {
        if (way.isRoot) finish() else moved(way.back())
    }

    override fun root(kind: Kind) = moved(Way(listOf(Spot(kind))))

    @Deprecated("The system still calls it where it knows no gesture of going back.")
    override fun onBackPressed() = back()

    // What is drawn.

    private fun show() {
        shown = null
        tell(null)
        busy(null)
        fetch(screen(this, way.here), Place())
    }

    private fun <V : Any> fetch(screen: Screen<V>, place: Place) {
        val mine = ++turn
        val key = screen.spot.key
        core.ask({ desk ->
            screen.draft = Draft(desk.typed(key)) { keep(key, it) }
            desk.people() to screen.fetch(desk)
        }) { came ->
            if (mine == turn) {
                when (came) {
                    is Came.Well -> {
                        ui.group = came.value.first
                        shown = Shown(screen, came.value.second, place).also(::draw)
                        answers.also { answers = emptyList() }.forEach { it(screen) }
                    }
                    is Came.Not -> unseen(came)
                }
            }
        }
    }

    private fun <V : Any> draw(now: Shown<V>) {
        frame.show(now.screen.draw(now.view), way)
        now.place.restore(frame.view)
    }

    private fun keep(key: String, text: String?) {
        core.ask({ it.type(key, text) }) {
            // What somebody did and was refused stands already, and says more.
            if (it is Came.Not && !frame.isTelling) tell(sentence(it))
        }
    }

    override val chosen: Chosen get() = (application as App).chosen

    override fun choose(change: Chosen.() -> Unit) {
        chosen.change()
        recreate()
    }

    private fun Desk.people() = if (hasCampaign) campaign.people() else emptyList()

    private fun Desk.typed(key: String): String? = if (hasCampaign) campaign.draft(key) else chosen.typed(key)

    private fun Desk.type(key: String, text: String?) = when {
        !hasCampaign -> chosen.type(key, text)
        text == null -> campaign.dropDraft(key)
        else -> campaign.keepDraft(key, text)
    }

    /** A screen that cannot be fetched says why, and the way back stays open. */
    private fun unseen(why: Came.Not) {
        if (why.code == Core.NO_CAMPAIGN) {
            way = Way(listOf(Spot(Kind.JOIN)))
            show()
            return
        }
        frame.show(Page("", ui.scroll(ui.body(sentence(why)))), way)
    }

    override fun refresh() {
        shown?.let { fetchAgain(it, false) }
    }

    override fun again() {
        shown?.let { fetchAgain(it, true) }
    }

    override fun redraw() {
        val now = shown ?: return
        now.place.note(frame.view)
        draw(now)
    }

    private fun <V : Any> fetchAgain(now: Shown<V>, always: Boolean) {
        val mine = turn
        core.ask({ desk -> now.screen.fetch(desk) }) { came ->
            if (mine == turn) {
                when (came) {
                    is Came.Not -> tell(sentence(came))
                    is Came.Well -> if (always || came.value != now.view) {
                        now.view = came.value
                        if (always || !now.screen.renew(came.value)) redraw()
                    }
                }
            }
        }
    }

    /** Where the page was scrolled to and which field was typed into. */
    private class Place {
        private var scrolled = 0
        private var first = 0 to 0
        private var field: Any? = null
        private var cursor = 0

        fun note(root: View) {
            val body = root.findViewById<View>(R.id.body)
            scrolled = body?.scrollY ?: 0
            (body as? android.widget.ListView)?.let { first = it.firstVisiblePosition to (it.getChildAt(0)?.top ?: 0) }
            val focused = root.findFocus() as? EditText
            field = focused?.tag
            cursor = focused?.selectionStart ?: 0
        }

        fun restore(root: View) {
            val body = root.findViewById<View>(R.id.body) ?: return
            (body as? android.widget.ListView)?.setSelectionFromTop(first.first, first.second)
            body.post { body.scrollTo(0, scrolled) }
            val focused = field?.let { root.findViewWithTag<View>(it) } as? EditText ?: return
            focused.requestFocus()
            focused.setSelection(cursor.coerceIn(0, focused.length()))
        }
    }

    // What is done.

    private fun sentence(why: Came.Not): String = why.sentence.ifEmpty { getString(R.string.broken) }

    override fun tell(sentence: String?) = frame.tell(sentence)

    override fun say(sentence: String) = frame.say(sentence)

    override fun <T> look(work: (Desk) -> T, then: (T?, String) -> Unit) {
        val mine = turn
        core.ask(work) { came ->
            if (mine == turn) {
                when (came) {
                    is Came.Well -> then(came.value, "")
                    is Came.Not -> then(null, sentence(came))
                }
            }
        }
    }

    override fun <T> act(verb: (Desk) -> T, then: (T) -> Unit) {
        tell(null)
        val mine = turn
        core.ask(verb) { came ->
            if (mine == turn) {
                when (came) {
                    is Came.Well -> then(came.value)
                    is Came.Not -> tell(sentence(came))
                }
            }
        }
    }

    override fun busy(words: String?) = frame.busy(words)

    override fun errand(begin: (Campaign) -> Errand, then: (ErrandOutcome) -> Unit, refused: (String) -> Unit) {
        tell(null)
        val mine = turn
        frame.busy(getString(R.string.busy), core::breakOff)
        core.errand(begin, { progress ->
            if (mine == turn) frame.busy(progress.said(), core::breakOff)
        }) { came ->
            frame.busy(null)
            if (mine == turn) {
                when (came) {
                    is Came.Well -> then(came.value)
                    is Came.Not -> refused(sentence(came))
                }
            }
        }
    }

    /** How far an errand is: its own words, or how much of what is known to come. */
    private fun ErrandProgress.said(): String = when {
        words.isNotEmpty() -> words
        of > 0uL -> getString(R.string.busy_percent, (done * 100uL / of).toLong())
        else -> getString(R.string.busy)
    }

    // What the system and other apps are asked for.

    override fun request(code: Int, vararg permissions: String) {
        if (permissions.any { checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED }) {
            shown?.screen?.permitted(code, true)
        } else {
            requestPermissions(permissions, code)
        }
    }

    override fun onRequestPermissionsResult(code: Int, permissions: Array<out String>, given: IntArray) {
        super.onRequestPermissionsResult(code, permissions, given)
        // Nothing in it: the question was broken off and is no answer.
        if (given.isNotEmpty()) hear { it.permitted(code, given.any { one -> one == PackageManager.PERMISSION_GRANTED }) }
    }

    override fun call(code: Int, intent: Intent): Boolean {
        try {
            startActivityForResult(intent, code)
            return true
        } catch (_: ActivityNotFoundException) {
            tell(getString(R.string.no_app))
        } catch (_: SecurityException) {
            // The system calls no camera app for an app whose own use of the camera was refused.
            tell(getString(R.string.no_app))
        }
        return false
    }

    override fun share(file: File, mime: String) {
        call(SHARE, Handed.sending(this, file, mime, getString(R.string.share)))
    }

    override fun onActivityResult(code: Int, result: Int, data: Intent?) {
        super.onActivityResult(code, result, data)
        if (code != SHARE) hear { it.answered(code, data, result == RESULT_OK) }
    }

    /** An answer from outside comes before the screen is fetched where the system ended the process meanwhile. */
    private fun hear(answer: (Screen<*>) -> Unit) {
        val now = shown?.screen
        if (now == null) answers += answer else answer(now)
    }

    private companion object {
        const val WAY = "way"
        const val SHARE = 99
    }
}
