package org.crosscheck.app.screens

import android.content.Intent
import android.net.Uri
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Brought
import org.crosscheck.app.host.Shots
import org.crosscheck.core.CameFrom
import org.crosscheck.core.IndicatorRef
import org.crosscheck.core.Taken
import org.crosscheck.ffi.PhotoShot

/** The indicator a spot names from its [at]th word on; none where it names none. */
fun Spot.indicator(at: Int): IndicatorRef? {
    val pack = of.getOrNull(at)?.toULongOrNull() ?: return null
    return of.getOrNull(at + 1)?.let { IndicatorRef(pack, it) }
}

/** A picture of another app, chosen in the system's picker, copied into the app's own folder and kept as imported. */
class Import(
    private val stage: Stage,
    private val visit: String,
    private val indicator: IndicatorRef?,
    private val then: (Spot) -> Unit = stage::go,
) {
    private val shots = Shots(stage.activity)

    /** No permission is needed: the picker gives the one picture that was chosen. */
    fun choose() {
        stage.pickPicture(CODE)
    }

    fun answered(code: Int, data: Intent?, well: Boolean) {
        val from = data?.data
        if (code != CODE || !well || from == null) return
        stage.tell(null)
        stage.busy(stage.ui.say(R.string.photo_importing))
        stage.look({ keep(it, from) }) { came, why ->
            stage.busy(null)
            when (came) {
                null -> stage.tell(why)
                is Kept.Photo -> then(Spot(Kind.PHOTO, visit, came.taken.photo))
                is Kept.Not -> stage.tell(stage.ui.say(came.why, (Shots.MOST shr 20).toInt()))
            }
        }
    }

    private sealed class Kept {
        class Photo(val taken: Taken) : Kept()

        class Not(val why: Int) : Kept()
    }

    private fun keep(desk: Desk, from: Uri): Kept = when (val came = shots.bring(from)) {
        is Brought.Here -> try {
            Kept.Photo(desk.keep(shots, visit, PhotoShot(came.file.path, null, CameFrom.ELSEWHERE, null, "", indicator)))
        } finally {
            came.file.delete()
        }
        Brought.Large -> Kept.Not(R.string.photo_large)
        Brought.Unread -> Kept.Not(R.string.photo_unread)
        Brought.Full -> Kept.Not(R.string.photo_full)
    }

    private companion object {
        const val CODE = 21
    }
}

/** Lets somebody choose one picture, in the system's picker or in whatever app gives pictures where there is none. */
fun Stage.pickPicture(code: Int) {
    fun intent(action: String) = Intent(action).addCategory(Intent.CATEGORY_OPENABLE).setType("image/*")
    if (!call(code, intent(Intent.ACTION_OPEN_DOCUMENT)) && call(code, intent(Intent.ACTION_GET_CONTENT))) tell(null)
}

/** Keeps a photo; of a HEIC the system's JPEG goes with it, where the system can make one. Core says what it lacks. */
fun Desk.keep(shots: Shots, visit: String, shot: PhotoShot): Taken {
    val file = java.io.File(shot.file)
    val shown = if (shots.isHeic(file)) shots.shown(file) else null
    try {
        return campaign.takePhoto(visit, shot.copy(shown = shown?.path))
    } finally {
        shown?.delete()
    }
}
