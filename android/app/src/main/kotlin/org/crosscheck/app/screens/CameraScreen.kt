package org.crosscheck.app.screens

import android.Manifest
import android.content.ClipData
import android.content.Intent
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.graphics.Bitmap
import android.provider.MediaStore
import android.view.Gravity
import android.view.View
import android.widget.Button
import android.widget.FrameLayout
import java.io.File
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Camera
import org.crosscheck.app.host.Shots
import org.crosscheck.app.ui.Finder
import org.crosscheck.app.ui.Pictures
import org.crosscheck.app.ui.able
import org.crosscheck.app.ui.picture
import org.crosscheck.core.CameFrom
import org.crosscheck.core.Fix

/**
 * 拍照: one photo, straight into the app's own folder, then into the campaign. Where this app's camera fails, the system's
 * is called by itself. The name of a photo on its way stands in the draft: whenever the app is killed, its file is found
 * again and kept. [Spot.of]: visit, and pack and indicator where it belongs to one.
 */
class CameraScreen(stage: Stage, spot: Spot) : Screen<CameraScreen.Shows>(stage, spot) {
    data class Shows(val closed: Boolean)

    private val visit = spot.of[0]
    private val indicator = spot.indicator(1)
    private val shots = Shots(stage.activity)
    private val place = PlaceBox(stage)
    private val import = Import(stage, visit, indicator) { stage.instead(it) }
    private val pending = Pending(stage, shots, visit, indicator) { draft }
    private var camera: Camera? = null

    /** The system's camera is in front, called by this very screen. */
    private var isAway = false

    private var isLit = false

    /** Where this phone was when the still was asked for. */
    private var fix: Fix? = null
    private var shutter: Button? = null
    private var lamp: Button? = null

    override fun fetch(desk: Desk) = Shows(desk.campaign.photos(visit).closed)

    override fun draw(view: Shows): Page {
        camera?.close()
        camera = null
        val waits = pending.file
        return when {
            isAway -> page(ui.body(text(R.string.camera_away)))
            waits != null -> onItsWay(waits)
            view.closed -> page(ui.body(text(R.string.camera_closed)))
            stage.activity.checkSelfPermission(CAMERA) != PackageManager.PERMISSION_GRANTED -> unasked()
            draft[FAILED] == YES -> failed()
            else -> finder()
        }
    }

    private fun page(vararg body: View?, actions: List<View> = emptyList()) = Page(text(R.string.photo_take), ui.scroll(*body), actions)

    private fun importing() = ui.secondary(text(R.string.photo_import)) { import.choose() }

    // Before the camera opens.

    private fun unasked(): Page {
        val refused = draft[REFUSED] == YES
        val allow = ui.primary(text(R.string.camera_allow)) { stage.request(CAMERA_CODE, CAMERA) }
        val why = ui.body(text(if (refused) R.string.camera_refused else R.string.camera_why))
        return page(why, actions = listOf(importing(), allow))
    }

    override fun permitted(code: Int, given: Boolean) {
        place.permitted(code, given)
        if (code != CAMERA_CODE) return
        draft[REFUSED] = if (given) "" else YES
        stage.redraw()
    }

    // This app's camera.

    private fun finder(): Page {
        val finder = Finder(ui.context).apply { contentDescription = text(R.string.camera_finder) }
        camera = Camera(stage.activity, finder, hears)
        val box = FrameLayout(ui.context).apply {
            id = R.id.body
            addView(finder, FrameLayout.LayoutParams(MATCH, MATCH, Gravity.CENTER))
        }
        shutter = ui.primary(text(R.string.camera_take)) { shoot() }.apply { able(false) }
        lamp = ui.secondary("") { light(!isLit) }.apply { visibility = View.GONE }
        // Once the page is laid out: a camera that fails at once then draws another page over a whole one.
        box.post { camera?.open() }
        return Page(text(R.string.photo_take), box, below(place.view(), lamp!!, shutter!!))
    }

    /** One line where the phone lies: what the camera sees needs the height. */
    private fun below(place: View, lamp: View, shutter: View): List<View> {
        val lies = ui.context.resources.configuration.orientation == Configuration.ORIENTATION_LANDSCAPE
        if (lies) return listOf(ui.row(place, lamp, importing(), shutter, weights = listOf(2f, 1f, 1f, 1f)))
        return listOf(place, ui.row(lamp, importing(), weights = listOf(1f, 1f)), shutter)
    }

    private val hears = object : Camera.Hears {
        override fun ready(hasLamp: Boolean) {
            shutter?.able(true)
            lamp?.visibility = if (hasLamp) View.VISIBLE else View.GONE
            light(isLit)
        }

        override fun taken(jpeg: ByteArray) = came(jpeg)

        override fun broken() {
            camera = null
            stage.busy(null)
            val before = draft[FAILED]
            draft[FAILED] = YES
            stage.redraw()
            if (before != YES) callSystem()
        }
    }

    private fun light(on: Boolean) {
        isLit = on
        lamp?.text = text(if (on) R.string.camera_lamp_off else R.string.camera_lamp_on)
        camera?.light(on)
    }

    private fun shoot() {
        shutter?.able(false)
        stage.busy(text(R.string.photo_keeping))
        fix = place.fix()
        camera?.take()
    }

    private fun came(jpeg: ByteArray) {
        camera?.close()
        val name = shots.name()
        pending.begin(name, CameFrom.CAMERA, fix)
        keep { shots.write(name, jpeg) }
    }

    // The system's camera.

    private fun failed(): Page {
        val system = ui.primary(text(R.string.camera_system)) { callSystem() }
        val again = ui.secondary(text(R.string.camera_own)) {
            draft[FAILED] = ""
            stage.redraw()
        }
        return page(ui.body(text(R.string.camera_broken)), actions = listOf(place.view(), importing(), again, system))
    }

    private fun callSystem() {
        val name = shots.name()
        val into = shots.opened(name) ?: return stage.tell(text(R.string.photo_full))
        pending.begin(name, CameFrom.SYSTEM_CAMERA, place.fix())
        val intent = Intent(MediaStore.ACTION_IMAGE_CAPTURE).putExtra(MediaStore.EXTRA_OUTPUT, into).apply {
            clipData = ClipData.newRawUri(null, into)
            addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
        }
        isAway = stage.call(SYSTEM_CODE, intent)
        if (!isAway) pending.drop()
    }

    override fun answered(code: Int, data: Intent?, well: Boolean) {
        import.answered(code, data, well)
        // Where the window was made anew meanwhile, the file was found by its name before this.
        if (code != SYSTEM_CODE || !isAway) return
        isAway = false
        val came = well && pending.file != null
        if (!came) pending.drop()
        stage.redraw()
        if (well && !came) stage.tell(text(R.string.camera_nothing))
    }

    // What is on its way.

    /** A photo that was taken and is not kept yet: it is kept now, or it is said why not. */
    private fun onItsWay(file: File): Page {
        val seen = ui.picture(text(R.string.photo_pending)).apply { adjustViewBounds = true }
        stage.look({ Seen(Pictures.of(file, ui.context)) }) { came, _ -> came?.picture?.let(seen::setImageBitmap) }
        if (!pending.isTried) keep { true }
        val again = ui.primary(text(R.string.photo_keep)) { keep { true } }
        val away = ui.secondary(text(R.string.photo_drop)) {
            pending.drop()
            stage.tell(null)
            stage.redraw()
        }
        return page(ui.body(text(R.string.photo_pending)), seen, actions = listOf(ui.row(away, again, weights = listOf(1f, 1f))))
    }

    private class Seen(val picture: Bitmap?)

    private fun keep(write: () -> Boolean) {
        stage.busy(text(R.string.photo_keeping))
        stage.tell(null)
        pending.keep(write) { came, why ->
            stage.busy(null)
            val photo = came?.photo
            if (photo != null) {
                draft.clear()
                stage.instead(Spot(Kind.PHOTO, visit, photo))
            } else {
                // Of a photo that never reached the disk nothing is on its way.
                if (came != null) pending.drop()
                stage.redraw()
                stage.tell(why.ifEmpty { text(R.string.photo_full) })
            }
        }
    }

    override fun front() {
        if (camera != null) {
            place.ask()
            shutter?.able(false)
            camera?.open()
        }
    }

    override fun leave() {
        camera?.close()
        place.stop()
    }

    private companion object {
        const val CAMERA = Manifest.permission.CAMERA
        const val CAMERA_CODE = 11
        const val SYSTEM_CODE = 13
        const val FAILED = "failed"
        const val REFUSED = "refused"
        const val YES = "yes"
        const val MATCH = FrameLayout.LayoutParams.MATCH_PARENT
    }
}
