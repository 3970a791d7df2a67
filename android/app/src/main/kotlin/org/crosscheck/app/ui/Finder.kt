package org.crosscheck.app.ui

import android.content.Context
import android.graphics.Matrix
import android.graphics.RectF
import android.view.Surface
import android.view.TextureView

/** What the camera sees, whole and in its own proportions, however the phone is held. */
class Finder(context: Context) : TextureView(context) {
    private var wide = 4
    private var high = 3

    /** The sides of the pictures as the sensor lies in an upright phone: across and up. */
    fun shows(across: Int, up: Int) {
        wide = across
        high = up
        requestLayout()
    }

    private fun lies(rotation: Int) = rotation == Surface.ROTATION_90 || rotation == Surface.ROTATION_270

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val room = MeasureSpec.getSize(widthMeasureSpec) to MeasureSpec.getSize(heightMeasureSpec)
        val (across, up) = if (lies(display?.rotation ?: Surface.ROTATION_0)) high to wide else wide to high
        val whole = minOf(room.first.toFloat() / across, room.second.toFloat() / up)
        setMeasuredDimension((across * whole).toInt(), (up * whole).toInt())
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        super.onLayout(changed, left, top, right, bottom)
        setTransform(turned(right - left, bottom - top, display?.rotation ?: Surface.ROTATION_0))
    }

    /** The pictures come as for an upright phone: where it lies they are turned back, and stretched to where they belong. */
    private fun turned(width: Int, height: Int, rotation: Int): Matrix {
        val turn = Matrix()
        val (x, y) = width / 2f to height / 2f
        if (lies(rotation)) {
            val upright = RectF(0f, 0f, height.toFloat(), width.toFloat())
            upright.offset(x - upright.centerX(), y - upright.centerY())
            turn.setRectToRect(RectF(0f, 0f, width.toFloat(), height.toFloat()), upright, Matrix.ScaleToFit.FILL)
            turn.postRotate(if (rotation == Surface.ROTATION_90) -90f else 90f, x, y)
        } else if (rotation == Surface.ROTATION_180) {
            turn.postRotate(180f, x, y)
        }
        return turn
    }
}
