package org.crosscheck.app.driver

import android.content.Intent
import android.os.Bundle
import android.os.SystemClock
import android.view.MotionEvent
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.ListView
import android.widget.TextView
import org.crosscheck.app.MainActivity
import org.crosscheck.app.R
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.android.controller.ActivityController

/** A hand that holds the phone: opens the app, looks, touches where something is drawn, types. */
class Hand {
    private val app = RuntimeEnvironment.getApplication() as TestApp
    private var controller: ActivityController<MainActivity>? = null
    val activity: MainActivity get() = controller!!.get()
    val decor: View get() = activity.window.decorView

    /** Opens the app from the launcher, or from a link. */
    fun open(intent: Intent? = null): Hand {
        val made = if (intent == null) {
            Robolectric.buildActivity(MainActivity::class.java)
        } else {
            Robolectric.buildActivity(MainActivity::class.java, intent)
        }
        controller = made
        made.setup()
        settle()
        return this
    }

    /** The process dies without a word to the app, and somebody opens it again from the launcher. */
    fun kill() {
        app.kill()
        open()
    }

    /**
     * The system ends the process in the background and brings it back with what the window saved; [answer] is what another
     * app says to the new window before that is in front.
     */
    fun killWithState(answer: (MainActivity) -> Unit = {}) {
        val state = Bundle()
        controller!!.pause().stop().saveInstanceState(state).destroy()
        app.kill()
        val again = Robolectric.buildActivity(MainActivity::class.java)
        controller = again
        again.create(state).start().restoreInstanceState(state)
        answer(again.get())
        again.resume().visible()
        settle()
    }

    /** The window is made anew: the phone was turned, or its language changed. */
    fun recreate() {
        controller = controller!!.recreate()
        settle()
    }

    fun close() {
        controller?.pause()?.stop()?.destroy()
        controller = null
        app.quiet()
    }

    /** Waits until nothing is under way, and lays the page out as the system would for the next frame. */
    fun settle() {
        app.quiet()
        val metrics = activity.resources.displayMetrics
        val (width, height) = metrics.widthPixels to metrics.heightPixels
        repeat(2) {
            decor.measure(exactly(width), exactly(height))
            decor.layout(0, 0, width, height)
            app.quiet()
        }
    }

    private fun exactly(size: Int) = View.MeasureSpec.makeMeasureSpec(size, View.MeasureSpec.EXACTLY)

    // Looking.

    fun views(root: View = decor): Sequence<View> = sequence {
        if (root.visibility == View.VISIBLE) {
            yield(root)
            if (root is ViewGroup) for (at in 0 until root.childCount) yieldAll(views(root.getChildAt(at)))
        }
    }

    /** Every word on the screen, also where one has to scroll to it within the page. */
    fun words(): String = views().filterIsInstance<TextView>().joinToString("\n") { "${it.text}" }

    fun sees(words: String): Boolean = words in words()

    fun notice(): String = decor.findViewById<TextView>(R.id.notice).takeIf { it.visibility == View.VISIBLE }?.text?.toString().orEmpty()

    private fun View.called(name: String): Boolean =
        contentDescription?.toString() == name || (this as? TextView)?.text?.toString() == name

    private fun find(name: String): View? {
        val all = views().toList()
        val exact = all.filter { it.called(name) }
        val near = all.filter { (it.contentDescription ?: (it as? TextView)?.text)?.contains(name) == true }
        return (exact + near).firstOrNull { it.touchable() != null }
    }

    private fun View.touchable(): View? = generateSequence(this) { it.parent as? View }.firstOrNull { it.isClickable && it.isEnabled }

    /** The view of a name; where it is further down a list, the list is scrolled to it. */
    private fun reach(name: String): View {
        find(name)?.let { return it }
        val list = decor.findViewById<View>(R.id.body) as? ListView
        if (list != null) {
            for (position in 0 until list.count) {
                list.setSelection(position)
                settle()
                find(name)?.let { return it }
            }
        }
        throw AssertionError("nothing to touch is called “$name” in:\n${words()}")
    }

    /** Scrolls the page on by most of what is seen; false at its end. */
    fun scrollOn(): Boolean {
        val body = decor.findViewById<View>(R.id.body) ?: return false
        if (!body.canScrollVertically(1)) return false
        val by = body.height * 2 / 3
        if (body is ListView) body.scrollListBy(by) else body.scrollBy(0, by)
        settle()
        return true
    }

    /** Back to the top of a list, where it begins after a start of the app. */
    fun top() {
        (decor.findViewById<View>(R.id.body) as? ListView)?.setSelection(0)
        settle()
    }

    // Touching.

    /** Touches what is called so, by its words or what a screen reader says, where it is drawn. */
    fun tap(name: String) {
        var view: View
        // Something new may have come while the page scrolled, and the page that is touched is the one drawn since.
        do {
            view = reach(name)
            val target = view.touchable()!!
            target.requestRectangleOnScreen(android.graphics.Rect(0, 0, target.width, target.height), true)
            settle()
        } while (!view.isAttachedToWindow)
        val at = IntArray(2)
        view.getLocationInWindow(at)
        val (x, y) = at[0] + view.width / 2f to at[1] + view.height / 2f
        check(y >= 0 && y < decor.height && view.width > 0) { "“$name” is not on the screen: $x, $y" }
        touch(MotionEvent.ACTION_DOWN, x, y)
        touch(MotionEvent.ACTION_UP, x, y)
        settle()
    }

    private fun touch(action: Int, x: Float, y: Float) {
        val now = SystemClock.uptimeMillis()
        val event = MotionEvent.obtain(now, now, action, x, y, 0)
        decor.dispatchTouchEvent(event)
        event.recycle()
    }

    /** Touches the first thing whose description begins so. */
    fun tapFirst(start: String) = tap(
        views().mapNotNull { it.contentDescription?.toString() }.firstOrNull { it.startsWith(start) }
            ?: throw AssertionError("nothing begins with “$start” in:\n${words()}"),
    )

    /** Touches one of the four tabs. */
    fun tab(word: String) = tap(views().mapNotNull { it.contentDescription?.toString() }.first { it.startsWith("$word，") })

    fun field(name: String): EditText {
        val found = views().filterIsInstance<EditText>().firstOrNull { it.tag == name }
        return found ?: throw AssertionError("no field “$name” in:\n${words()}")
    }

    fun type(name: String, text: String) {
        field(name).setText(text)
        settle()
    }

    fun back() {
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        settle()
    }
}
