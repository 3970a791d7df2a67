package org.crosscheck.app.ui

import android.content.Context
import android.view.View
import android.view.ViewGroup
import kotlin.math.max

/** Children side by side, going on in the next line where one is full. A child wider than a line takes all of it. */
class Flow(context: Context, private val gap: Int) : ViewGroup(context) {
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val most = if (MeasureSpec.getMode(widthMeasureSpec) == MeasureSpec.UNSPECIFIED) {
            Int.MAX_VALUE
        } else {
            MeasureSpec.getSize(widthMeasureSpec) - paddingLeft - paddingRight
        }
        val height = place(most) { child, _, _ ->
            val limit = MeasureSpec.makeMeasureSpec(most, if (most == Int.MAX_VALUE) MeasureSpec.UNSPECIFIED else MeasureSpec.AT_MOST)
            child.measure(limit, MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED))
        }
        val wide = (0 until childCount).sumOf { getChildAt(it).measuredWidth + gap } - gap
        val width = max(wide, 0) + paddingLeft + paddingRight
        val whole = height + paddingTop + paddingBottom
        setMeasuredDimension(resolveSize(width, widthMeasureSpec), resolveSize(whole, heightMeasureSpec))
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        place(right - left - paddingLeft - paddingRight) { child, x, y ->
            if (x < 0) return@place
            val (from, down) = paddingLeft + x to paddingTop + y
            child.layout(from, down, from + child.measuredWidth, down + child.measuredHeight)
        }
    }

    /** Goes through the children line by line; gives the height. Each is given twice: to be measured, and with its place. */
    private fun place(most: Int, each: (View, Int, Int) -> Unit): Int {
        var (x, y, line) = Triple(0, 0, 0)
        for (at in 0 until childCount) {
            val child = getChildAt(at)
            if (child.visibility == View.GONE) continue
            each(child, -1, -1)
            if (x > 0 && x + child.measuredWidth > most) {
                y += line + gap
                x = 0
                line = 0
            }
            each(child, x, y)
            x += child.measuredWidth + gap
            line = max(line, child.measuredHeight)
        }
        return y + line
    }
}
