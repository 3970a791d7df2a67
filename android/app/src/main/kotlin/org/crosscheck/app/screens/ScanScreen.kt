package org.crosscheck.app.screens

import android.Manifest
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.view.Gravity
import android.view.View
import android.widget.FrameLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Brought
import org.crosscheck.app.host.Camera
import org.crosscheck.app.host.Shots
import org.crosscheck.app.ui.Finder
import org.crosscheck.app.ui.Pictures
import org.crosscheck.app.ui.Qr
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field

/**
 * 扫二维码: read from the camera, from a picture, or pasted; its text goes to the screen that asked for it, as the last word
 * of its spot, in the place of this one. [Spot.of]: the kind of that screen, and the words its spot begins with.
 */
class ScanScreen(stage: Stage, spot: Spot) : Screen<ScanScreen.Shows>(stage, spot) {
    /** There is nothing to fetch: what is shown is what the camera sees. */
    object Shows

    private val shots = Shots(stage.activity)
    private val main = Handler(Looper.getMainLooper())
    private var camera: Camera? = null
    private var finder: Finder? = null
    private var isFailed = false
    private var isReading = false

    override fun fetch(desk: Desk) = Shows

    override fun draw(view: Shows): Page {
        end()
        val allowed = stage.activity.checkSelfPermission(CAMERA) == PackageManager.PERMISSION_GRANTED
        val pasting = draft[PASTE] == YES
        val way = ui.secondary(text(if (pasting) R.string.scan_camera else R.string.scan_paste)) {
            draft[PASTE] = if (pasting) "" else YES
            stage.redraw()
        }
        val picture = ui.secondary(text(R.string.scan_picture)) { choose() }
        val others = ui.row(way, picture, weights = listOf(1f, 1f))
        return when {
            pasting -> paste(others)
            !allowed -> unasked(others)
            isFailed -> words(R.string.scan_broken, others, ui.primary(text(R.string.camera_own)) { again() })
            else -> finding(others)
        }
    }

    private fun words(sentence: Int, vararg actions: View) = Page(text(R.string.scan), ui.scroll(ui.body(text(sentence))), actions.toList())

    private fun paste(others: View): Page {
        val field = ui.field(text(R.string.scan_text), draft, TEXT, Typed.CODE)
        val go = ui.primary(text(R.string.scan_go)) {
            val text = draft[TEXT].trim()
            if (text.isEmpty()) stage.tell(text(R.string.scan_empty)) else found(text)
        }
        return Page(text(R.string.scan), ui.scroll(field), listOf(others, go))
    }

    private fun unasked(others: View): Page {
        val why = if (draft[REFUSED] == YES) R.string.scan_refused else R.string.scan_why
        return words(why, others, ui.primary(text(R.string.camera_allow)) { stage.request(CAMERA_CODE, CAMERA) })
    }

    override fun permitted(code: Int, given: Boolean) {
        draft[REFUSED] = if (given) "" else YES
        stage.redraw()
    }

    // By the camera.

    private fun finding(others: View): Page {
        val seen = Finder(ui.context).apply { contentDescription = text(R.string.scan_finder) }
        finder = seen
        camera = Camera(stage.activity, seen, hears)
        val box = FrameLayout(ui.context).apply {
            id = R.id.body
            addView(seen, FrameLayout.LayoutParams(MATCH, MATCH, Gravity.CENTER))
        }
        box.post { camera?.open() }
        return Page(text(R.string.scan), box, listOf(ui.small(text(R.string.scan_how)), others))
    }

    private fun again() {
        isFailed = false
        stage.redraw()
    }

    private val hears = object : Camera.Hears {
        override fun ready(hasLamp: Boolean) = next()

        override fun taken(jpeg: ByteArray) = Unit

        override fun broken() {
            isFailed = true
            stage.redraw()
        }
    }

    private val look = Runnable { look() }

    private fun next() {
        main.removeCallbacks(look)
        main.postDelayed(look, LOOK_MS)
    }

    /** One picture after the other: the next is looked at when the last was read. */
    private fun look() {
        val seen = finder ?: return
        if (isReading || seen.width == 0) return next()
        // A code is read from few pixels, and a small picture is read at once.
        val by = SIDE.toFloat() / maxOf(seen.width, seen.height)
        val picture = seen.getBitmap((seen.width * by).toInt().coerceAtLeast(1), (seen.height * by).toInt().coerceAtLeast(1)) ?: return next()
        isReading = true
        stage.look({ Came(Qr.read(picture)) }) { came, _ ->
            isReading = false
            val text = came?.text
            if (finder != null) if (text != null) found(text) else next()
        }
    }

    /** What a picture came to. */
    private class Came(val text: String?)

    // From a picture.

    private fun choose() {
        stage.pickPicture(PICTURE_CODE)
    }

    override fun answered(code: Int, data: Intent?, well: Boolean) {
        val from = data?.data
        if (code != PICTURE_CODE || !well || from == null) return
        stage.look({ Came(read(from)) }) { came, why ->
            val text = came?.text
            if (text != null) found(text) else stage.tell(why.ifEmpty { text(R.string.scan_none) })
        }
    }

    private fun read(from: Uri): String? {
        val file = (shots.bring(from) as? Brought.Here)?.file ?: return null
        try {
            return Pictures.of(file, ui.context)?.let(Qr::read)
        } finally {
            file.delete()
        }
    }

    private fun found(text: String) {
        end()
        draft.clear()
        stage.instead(Spot(Kind.valueOf(spot.of.first()), spot.of.drop(1) + text))
    }

    private fun end() {
        main.removeCallbacks(look)
        camera?.close()
        camera = null
        finder = null
    }

    override fun front() {
        camera?.open()
    }

    override fun leave() {
        main.removeCallbacks(look)
        camera?.close()
    }

    private companion object {
        const val CAMERA = Manifest.permission.CAMERA
        const val CAMERA_CODE = 31
        const val PICTURE_CODE = 32
        const val PASTE = "paste"
        const val TEXT = "text"
        const val REFUSED = "refused"
        const val YES = "yes"
        const val LOOK_MS = 200L
        const val SIDE = 720
        const val MATCH = FrameLayout.LayoutParams.MATCH_PARENT
    }
}
