package org.crosscheck.app.screens

import android.content.Intent
import android.graphics.Bitmap
import android.util.LruCache
import android.view.View
import android.widget.ImageView
import android.widget.LinearLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Draft
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Shots
import org.crosscheck.app.ui.Pictures
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.Ui
import org.crosscheck.app.ui.list
import org.crosscheck.app.ui.picture
import org.crosscheck.app.ui.state
import org.crosscheck.app.ui.time
import org.crosscheck.core.CameFrom
import org.crosscheck.core.PhotoRow
import org.crosscheck.core.PhotoState
import org.crosscheck.core.PhotoStrip
import org.crosscheck.core.Withdrawn

/** 照片: those of a visit, or of one indicator, by their time. [Spot.of]: visit, and pack and indicator where it is one's. */
class PhotosScreen(stage: Stage, spot: Spot) : Screen<PhotosScreen.Shows>(stage, spot) {
    /** [pending]: a photo of the camera that was taken from here and is not kept yet. */
    data class Shows(val strip: PhotoStrip, val pending: Boolean) {
        val closed get() = strip.closed
    }

    private val visit = spot.of[0]
    private val indicator = spot.indicator(1)
    private val camera = Spot(Kind.CAMERA, spot.of)
    private val shots = Shots(stage.activity)
    private val rows = Rows<PhotoRow>(emptyList(), ::row)
    private val thumbs = LruCache<String, Bitmap>(THUMBS)
    private val import = Import(stage, visit, indicator)
    private lateinit var head: LinearLayout

    override fun fetch(desk: Desk): Shows {
        val pending = Pending.isThere(shots, Draft(desk.campaign.draft(camera.key)) {})
        return Shows(desk.campaign.photos(visit), pending)
    }

    override fun draw(view: Shows): Page {
        head = ui.column()
        renew(view)
        val take = ui.primary(text(R.string.photo_take)) { stage.go(camera) }
        val bring = ui.secondary(text(R.string.photo_import)) { import.choose() }
        val actions = if (view.closed) emptyList() else listOf(ui.row(bring, take, weights = listOf(1f, 1f)))
        val title = indicator?.let { text(R.string.photos_of, it.id) } ?: text(R.string.photos)
        return Page(title, ui.list(head, rows), actions)
    }

    override fun renew(view: Shows): Boolean {
        val mine = view.strip.rows.filter { indicator == null || it.indicator == indicator }
        rows.show(mine)
        head.removeAllViews()
        head.addView(top(view, mine.isEmpty()), ui.across())
        return true
    }

    private fun top(view: Shows, empty: Boolean): View {
        val waiting = view.strip.waiting.toInt()
        val unfinished = view.strip.unfinished.toInt()
        val all = ui.quiet(text(R.string.photos_all)) { stage.instead(Spot(Kind.PHOTOS, visit)) }
        val pending = ui.column(
            ui.body(text(R.string.photo_pending)),
            ui.secondary(text(R.string.photo_pending_go)) { stage.go(camera) },
            gap = ui.space2,
        )
        return ui.column(
            if (view.pending) pending else null,
            if (waiting > 0) ui.body(text(R.string.photos_waiting, waiting)) else null,
            if (unfinished > 0) ui.small(text(R.string.photos_unfinished, unfinished), R.color.to_check) else null,
            if (empty) ui.body(text(if (view.closed) R.string.photos_none else R.string.photos_empty)) else null,
            if (indicator != null && view.strip.rows.isNotEmpty()) all else null,
            gap = ui.space2,
        ).apply { setPadding(ui.space4, ui.space3, ui.space4, ui.space3) }
    }

    private fun row(row: PhotoRow): View {
        val caption = row.captions.map { it.words }.filter { it.isNotEmpty() }.joinToString(" ⇄ ")
        val said = caption.ifEmpty { text(R.string.photo_no_caption) }
        val lines = ui.photoLines(row)
        val words = ui.column(
            ui.body(said),
            *lines.map { ui.small(it) }.toTypedArray(),
            if (row.differs) ui.state(State.DIFFERING) else null,
            gap = ui.space1,
        )
        val thumb = ui.picture(null).apply { scaleType = ImageView.ScaleType.CENTER_CROP }
        row.thumbnail?.takeIf { it.here }?.let { show(it.blob.hash, thumb) }
        return LinearLayout(ui.context).apply {
            val side = ui.touch + ui.space5
            addView(thumb, LinearLayout.LayoutParams(side, side))
            addView(words, LinearLayout.LayoutParams(0, LinearLayout.LayoutParams.WRAP_CONTENT, 1f).apply { marginStart = ui.space3 })
            setPadding(ui.space4, ui.space3, ui.space4, ui.space3)
            setBackgroundResource(R.drawable.touched)
            minimumHeight = ui.touch
            contentDescription = (listOf(said) + lines).joinToString("，")
            setOnClickListener { stage.go(Spot(Kind.PHOTO, visit, row.photo)) }
        }
    }

    private fun show(hash: String, into: ImageView) {
        thumbs[hash]?.let { return into.setImageBitmap(it) }
        stage.look({ desk -> Thumb(desk.campaign.picture(hash)?.let { Pictures.of(it, ui.context) }) }) { came, _ ->
            came?.picture?.let { picture ->
                thumbs.put(hash, picture)
                into.setImageBitmap(picture)
            }
        }
    }

    private class Thumb(val picture: Bitmap?)

    override fun answered(code: Int, data: Intent?, well: Boolean) = import.answered(code, data, well)

    private companion object {
        const val THUMBS = 60
    }
}

private fun CameFrom.said(): Int = when (this) {
    CameFrom.CAMERA -> R.string.photo_taken_at
    CameFrom.SYSTEM_CAMERA -> R.string.photo_system_at
    CameFrom.ELSEWHERE -> R.string.photo_imported_at
}

/** How a photo stands, in lines: its state, where it lies, when and how it came. */
fun Ui.photoLines(row: PhotoRow): List<String> {
    val capture = row.capture
    val how = capture?.let { say(it.cameFrom.said(), time(it.at)) }
    val state = words.photos[row.state].orEmpty()
    val withdrawn = when (row.withdrawn) {
        Withdrawn.NO -> null
        Withdrawn.YES -> say(R.string.withdrawn)
        Withdrawn.CHANGED -> say(R.string.withdrawn_changed)
    }
    val copies = if (row.state == PhotoState.REDACTED) null else row.copies
    val lies = listOfNotNull(row.indicator?.id, state, copies, withdrawn).joinToString(say(R.string.between))
    return listOfNotNull(lies, how)
}
