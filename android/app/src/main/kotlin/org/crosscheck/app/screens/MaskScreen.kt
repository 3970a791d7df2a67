package org.crosscheck.app.screens

import android.graphics.Bitmap
import android.widget.Button
import android.widget.FrameLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Marks
import org.crosscheck.app.ui.Pictures
import org.crosscheck.app.ui.Regions
import org.crosscheck.core.PhotoScreen as Photo

/** 遮挡: rectangles drawn by finger on the unmasked photo, filled in the copy that stands for it. [Spot.of]: visit, photo. */
class MaskScreen(stage: Stage, spot: Spot) : Screen<MaskScreen.Shows>(stage, spot) {
    data class Shows(val photo: Photo?) {
        val closed get() = photo?.closed ?: false
    }

    private val visit = spot.of[0]
    private val thing = spot.of[1]
    private lateinit var marks: Marks
    private lateinit var undo: Button
    private lateinit var save: Button

    override fun fetch(desk: Desk) = Shows(desk.campaign.photo(visit, thing))

    override fun draw(view: Shows): Page {
        // A masking replaces the one before it: everything is marked on the photo as it was taken.
        val file = view.photo?.preview
        if (file == null || !file.here || view.closed) {
            val why = if (view.closed) R.string.camera_closed else R.string.photo_not_here
            return Page(text(R.string.photo_mask), ui.scroll(ui.body(text(why))))
        }
        marks = Marks(ui.context) { mark(Regions.text(Regions.of(draft[MARKS]) + it)) }
        stage.look({ desk -> Seen(desk.campaign.picture(file.blob.hash)?.let { Pictures.of(it, ui.context) }) }) { came, why ->
            marks.picture = came?.picture
            if (came?.picture == null) stage.tell(why.ifEmpty { text(R.string.photo_not_here) })
        }
        val box = FrameLayout(ui.context).apply {
            id = R.id.body
            addView(marks, FrameLayout.LayoutParams(MATCH, MATCH))
        }
        undo = ui.secondary(text(R.string.mask_undo)) { mark(Regions.text(Regions.of(draft[MARKS]).dropLast(1))) }
        save = ui.primary(text(R.string.mask_save)) { save(view.photo) }
        show()
        val how = ui.small(text(if (view.photo.masked.isEmpty()) R.string.mask_how else R.string.mask_how_again))
        return Page(text(R.string.photo_mask), box, listOf(how, ui.row(undo, save, weights = listOf(1f, 1f))))
    }

    private class Seen(val picture: Bitmap?)

    private fun mark(text: String) {
        draft[MARKS] = text
        show()
    }

    private fun show() {
        val regions = Regions.of(draft[MARKS])
        marks.regions = regions
        marks.contentDescription = text(R.string.mask_described, regions.size)
        undo.isEnabled = regions.isNotEmpty()
        save.isEnabled = regions.isNotEmpty()
    }

    private fun save(photo: Photo) {
        val regions = Regions.of(draft[MARKS])
        stage.busy(text(R.string.mask_saving))
        stage.tell(null)
        stage.look({ it.campaign.maskPhoto(visit, thing, regions, null, photo.seen["masked"].orEmpty()) }) { came, why ->
            stage.busy(null)
            if (came == null) {
                stage.tell(why)
            } else {
                draft.clear()
                stage.back()
            }
        }
    }

    private companion object {
        const val MARKS = "marks"
        const val MATCH = FrameLayout.LayoutParams.MATCH_PARENT
    }
}
