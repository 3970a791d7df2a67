package org.crosscheck.app.ui

import android.graphics.Color
import android.text.Editable
import android.text.InputFilter
import android.text.InputType
import android.text.TextWatcher
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.widget.EditText
import android.widget.LinearLayout
import org.crosscheck.app.Draft
import org.crosscheck.app.R

/** How a text is typed. */
enum class Typed(val type: Int) {
    LINE(InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES),
    WORDS(InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES or InputType.TYPE_TEXT_FLAG_MULTI_LINE),
    NUMBER(InputType.TYPE_CLASS_NUMBER),
    DATE(InputType.TYPE_CLASS_DATETIME or InputType.TYPE_DATETIME_VARIATION_DATE),
    CODE(InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS or InputType.TYPE_TEXT_FLAG_MULTI_LINE),
}

/** The most that is typed into one field; core says the rest. */
private const val MOST = 4000

/** A labelled field whose text is kept in [draft] under [name] at every change. */
fun Ui.field(
    label: CharSequence,
    draft: Draft,
    name: String,
    typed: Typed = Typed.LINE,
    example: CharSequence = "",
    changed: (String) -> Unit = {},
): View {
    val named = if (example.isEmpty()) label else say(R.string.field_example, label, example)
    val said = small(named)
    val field = EditText(context).apply {
        id = View.generateViewId()
        // Found again by this name when the page is drawn anew.
        tag = name
        setText(draft[name])
        hint = named
        inputType = typed.type
        setTextSize(TypedValue.COMPLEX_UNIT_PX, body("").textSize)
        setTextColor(color(R.color.ink))
        setHintTextColor(Color.TRANSPARENT)
        setBackgroundResource(R.drawable.field)
        setPadding(space3, space2, space3, space2)
        minHeight = touch
        minimumHeight = touch
        filters = arrayOf(InputFilter.LengthFilter(MOST))
        gravity = if (typed == Typed.WORDS) Gravity.TOP or Gravity.START else Gravity.CENTER_VERTICAL or Gravity.START
        if (typed == Typed.WORDS) minLines = 2
        addTextChangedListener(object : TextWatcher {
            override fun beforeTextChanged(text: CharSequence, start: Int, count: Int, after: Int) = Unit

            override fun onTextChanged(text: CharSequence, start: Int, before: Int, count: Int) = Unit

            override fun afterTextChanged(text: Editable) {
                draft[name] = text.toString()
                changed(text.toString())
            }
        })
    }
    // The field says its label itself, by a hint nobody sees: a screen reader does not stop at both.
    said.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
    return column(said, field, gap = space1)
}

/** Options that exclude each other under a label; [about] tells a screen reader of several such choices which one it is. */
fun Ui.choice(
    label: CharSequence,
    options: List<Pair<String, CharSequence>>,
    chosen: String,
    about: CharSequence = "",
    choose: (String) -> Unit,
): View {
    val buttons = options.map { (code, words) ->
        val described = say(R.string.described_option, label, words)
        option(words, chosen == code, if (about.isEmpty()) described else say(R.string.described_about, described, about)) { choose(code) }
    }
    return column(small(label), flow(buttons), gap = space1)
}

/** The same, where the chosen one stands in [draft] under [name]. */
fun Ui.choice(
    label: CharSequence,
    options: List<Pair<String, CharSequence>>,
    draft: Draft,
    name: String,
    about: CharSequence = "",
    chosen: (String) -> Unit,
): View = choice(label, options, draft[name], about) { code ->
    draft[name] = code
    chosen(code)
}

/** Words on the left, a number on the right. */
fun Ui.fact(label: CharSequence, value: CharSequence): LinearLayout {
    val number = body(value).apply {
        gravity = Gravity.END
        fontFeatureSettings = "tnum"
    }
    return row(small(label), number, weights = listOf(1f, 1f)).apply { gravity = Gravity.TOP }
}

/** A line that unfolds what is under it; [turn] does so. */
fun Ui.fold(title: String, open: Boolean, turn: () -> Unit): View = quiet((if (open) "▾ " else "▸ ") + title, turn).apply {
    gravity = Gravity.START or Gravity.CENTER_VERTICAL
    setPadding(0, 0, space3, 0)
    contentDescription = say(if (open) R.string.fold_open else R.string.fold_closed, title)
}
