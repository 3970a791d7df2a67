package org.crosscheck.app.ui

import android.content.Context
import android.graphics.Typeface
import android.text.TextUtils
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import org.crosscheck.app.R
import org.crosscheck.core.Person
import org.crosscheck.ffi.Vocabulary
import kotlin.math.roundToInt

/** Builds what screens are made of, in the sizes and colours of the theme. The only place that knows them. */
class Ui(val context: Context) {
    /** The words of fixed lists, as core says them. Set before the first screen is drawn. */
    lateinit var words: Vocabulary

    /** Who is who in the group, and which of them holds this phone. */
    var group: List<Person> = emptyList()

    val space1 = dimension(R.dimen.space_1)
    val space2 = dimension(R.dimen.space_2)
    val space3 = dimension(R.dimen.space_3)
    val space4 = dimension(R.dimen.space_4)
    val space5 = dimension(R.dimen.space_5)

    /** The least height and width of what is touched. */
    val touch = themed(R.attr.touch).roundToInt()

    fun dimension(id: Int): Int = context.resources.getDimensionPixelSize(id)

    fun color(id: Int): Int = context.getColor(id)

    fun say(id: Int, vararg with: Any): String = context.getString(id, *with)

    private fun themed(attribute: Int): Float {
        val value = TypedValue()
        context.theme.resolveAttribute(attribute, value, true)
        return TypedValue.complexToDimension(value.data, context.resources.displayMetrics)
    }

    private fun TextView.steps(size: Int, color: Int) {
        setTextSize(TypedValue.COMPLEX_UNIT_PX, themed(size))
        setTextColor(color(color))
        val font = paint.fontMetricsInt
        // Lines lie 1.4 times their size apart, whatever the font says.
        setLineSpacing((LINE * textSize - (font.descent - font.ascent)).coerceAtLeast(0f), 1f)
    }

    private fun words(text: CharSequence, size: Int, color: Int) = TextView(context).apply {
        this.text = text
        steps(size, color)
    }

    fun body(text: CharSequence): TextView = words(text, R.attr.textBody, R.color.ink)

    fun small(text: CharSequence, color: Int = R.color.muted): TextView = words(text, R.attr.textSmall, color)

    fun large(text: CharSequence): TextView = words(text, R.attr.textLarge, R.color.ink)

    fun title(text: CharSequence): TextView = words(text, R.attr.textTitle, R.color.ink).apply { bold() }

    /** The heading of a part of a screen; a screen reader jumps from one to the next. */
    fun heading(text: CharSequence): TextView = words(text, R.attr.textBody, R.color.ink).apply {
        bold()
        setPadding(0, space2, 0, 0)
        heads()
    }

    fun TextView.bold() {
        typeface = Typeface.create(typeface, Typeface.BOLD)
    }

    fun column(vararg views: View?, gap: Int = 0): LinearLayout = LinearLayout(context).apply {
        orientation = LinearLayout.VERTICAL
        views.filterNotNull().forEachIndexed { at, view ->
            addView(view, across().apply { if (at > 0) topMargin = gap })
        }
    }

    /** Side by side; [weights] says which take what is left over. */
    fun row(vararg views: View, gap: Int = space2, weights: List<Float> = emptyList()): LinearLayout =
        LinearLayout(context).apply {
            gravity = Gravity.CENTER_VERTICAL
            views.forEachIndexed { at, view ->
                val weight = weights.getOrElse(at) { 0f }
                val layout = LinearLayout.LayoutParams(if (weight > 0f) 0 else WRAP_CONTENT, WRAP_CONTENT, weight)
                addView(view, layout.apply { if (at > 0) marginStart = gap })
            }
        }

    fun across() = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT)

    /** A body that scrolls, with the margin of every screen. */
    fun scroll(vararg views: View?, gap: Int = space3): View {
        val column = column(*views, gap = gap).apply { setPadding(space4, space4, space4, space5) }
        return ScrollView(context).apply {
            id = R.id.body
            isFillViewport = true
            addView(column, ViewGroup.LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        }
    }

    private fun button(text: CharSequence, color: Int, ground: Int, click: () -> Unit) = Button(context).apply {
        this.text = text
        steps(R.attr.textBody, color)
        isAllCaps = false
        stateListAnimator = null
        setBackgroundResource(ground)
        minHeight = touch
        minimumHeight = touch
        minWidth = touch
        minimumWidth = touch
        setPadding(space3, space2, space3, space2)
        setOnClickListener { click() }
    }

    /** The one thing to do next. */
    fun primary(text: CharSequence, click: () -> Unit): Button =
        button(text, R.color.on_accent, R.drawable.button_primary, click).apply { bold() }

    fun secondary(text: CharSequence, click: () -> Unit): Button =
        button(text, R.color.accent, R.drawable.button_secondary, click)

    /** A button without a frame. */
    fun quiet(text: CharSequence, click: () -> Unit): Button =
        button(text, R.color.accent, R.drawable.touched, click)

    /** One of several that exclude each other: chosen or not is said by mark, weight and to the screen reader. */
    fun option(text: CharSequence, chosen: Boolean, describedAs: CharSequence = text, click: () -> Unit): Button {
        return button(if (chosen) TextUtils.concat("● ", text) else text, R.color.ink, R.drawable.button_secondary, click).apply {
            isSelected = chosen
            if (chosen) bold()
            contentDescription = describedAs
        }
    }

    /** One of several that may all hold. */
    fun check(text: CharSequence, on: Boolean, describedAs: CharSequence = text, click: () -> Unit): Button {
        val mark = if (on) "☑ " else "☐ "
        return button(TextUtils.concat(mark, text), R.color.ink, R.drawable.touched, click).apply {
            gravity = Gravity.START or Gravity.CENTER_VERTICAL
            isSelected = on
            contentDescription = describedAs
        }
    }

    /** A part that lies raised; with [click] it is touched as a whole. */
    fun card(vararg views: View?, describedAs: CharSequence? = null, click: (() -> Unit)? = null): LinearLayout =
        column(*views, gap = space1).apply {
            setPadding(space3, space3, space3, space3)
            setBackgroundResource(if (click == null) R.drawable.raised else R.drawable.raised_touched)
            if (click != null) {
                minimumHeight = touch
                gravity = Gravity.CENTER_VERTICAL
                contentDescription = describedAs
                setOnClickListener { click() }
            }
        }

    fun hairline(): View = View(context).apply {
        setBackgroundResource(R.drawable.line)
        importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
    }

    /** Buttons beside each other that go on in the next line. */
    fun flow(views: List<View>): Flow = Flow(context, space2).apply { views.forEach(::addView) }

    private companion object {
        const val LINE = 1.4f
    }
}
