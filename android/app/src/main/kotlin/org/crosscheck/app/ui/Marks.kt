package org.crosscheck.app.ui

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.graphics.RectF
import android.view.MotionEvent
import android.view.View
import kotlin.math.roundToInt
import org.crosscheck.app.R
import org.crosscheck.core.Region

/** Regions of a picture, in thousandths of its sides, as they are kept in a draft. */
object Regions {
    const val WHOLE = 1_000

    fun text(regions: List<Region>): String = regions.joinToString(";") { "${it.left},${it.top},${it.right},${it.bottom}" }

    fun of(text: String): List<Region> = text.split(';').mapNotNull { one ->
        val sides = one.split(',').mapNotNull { it.toUShortOrNull() }
        if (sides.size == 4) Region(sides[0], sides[1], sides[2], sides[3]) else null
    }

    /** The region between two corners, given in parts of the picture's sides; none where nothing lies between them. */
    fun between(x1: Float, y1: Float, x2: Float, y2: Float): Region? {
        fun part(at: Float) = (at * WHOLE).roundToInt().coerceIn(0, WHOLE)
        val (left, right) = minOf(part(x1), part(x2)) to maxOf(part(x1), part(x2))
        val (top, bottom) = minOf(part(y1), part(y2)) to maxOf(part(y1), part(y2))
        if (right - left < LEAST || bottom - top < LEAST) return null
        return Region(left.toUShort(), top.toUShort(), right.toUShort(), bottom.toUShort())
    }

    /** A touch that was no drawing. */
    private const val LEAST = 8
}

/** A picture on which a finger draws what is to be masked; [drawn] hears of each region as the finger leaves it. */
class Marks(context: Context, private val drawn: (Region) -> Unit) : View(context) {
    var picture: Bitmap? = null
        set(value) {
            field = value
            invalidate()
        }

    var regions: List<Region> = emptyList()
        set(value) {
            field = value
            invalidate()
        }

    private val mask = Paint().apply { color = Color.BLACK }
    private val edge = Paint().apply {
        color = Color.WHITE
        style = Paint.Style.STROKE
        strokeWidth = resources.getDimension(R.dimen.ring)
    }
    private val smooth = Paint(Paint.FILTER_BITMAP_FLAG)
    private val place = RectF()
    private val at = RectF()
    private var from: Pair<Float, Float>? = null
    private var growing: Region? = null

    /** Where the whole picture lies. */
    private fun place(picture: Bitmap): RectF = place.apply {
        val by = minOf(this@Marks.width.toFloat() / picture.width, this@Marks.height.toFloat() / picture.height)
        val (wide, high) = picture.width * by to picture.height * by
        val (x, y) = (this@Marks.width - wide) / 2 to (this@Marks.height - high) / 2
        set(x, y, x + wide, y + high)
    }

    override fun onDraw(canvas: Canvas) {
        val picture = picture ?: return
        val place = place(picture)
        canvas.drawBitmap(picture, null, place, smooth)
        (regions + listOfNotNull(growing)).forEach { region ->
            at.set(
                place.left + place.width() * region.left.toInt() / Regions.WHOLE,
                place.top + place.height() * region.top.toInt() / Regions.WHOLE,
                place.left + place.width() * region.right.toInt() / Regions.WHOLE,
                place.top + place.height() * region.bottom.toInt() / Regions.WHOLE,
            )
            canvas.drawRect(at, mask)
            canvas.drawRect(at, edge)
        }
    }

    override fun onTouchEvent(event: MotionEvent): Boolean {
        val place = place(picture ?: return false)
        val here = (event.x - place.left) / place.width() to (event.y - place.top) / place.height()
        when (event.actionMasked) {
            MotionEvent.ACTION_DOWN -> from = here
            MotionEvent.ACTION_MOVE -> grow(here)
            MotionEvent.ACTION_UP -> {
                grow(here)
                growing?.let(drawn)
                end()
            }
            MotionEvent.ACTION_CANCEL -> end()
        }
        return true
    }

    private fun grow(to: Pair<Float, Float>) {
        val start = from ?: return
        growing = Regions.between(start.first, start.second, to.first, to.second)
        invalidate()
    }

    private fun end() {
        from = null
        growing = null
        invalidate()
    }
}
