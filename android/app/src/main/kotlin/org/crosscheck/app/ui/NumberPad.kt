package org.crosscheck.app.ui

import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.LinearLayout
import android.widget.TextView
import org.crosscheck.app.Draft
import org.crosscheck.app.R

/** A number to type: the name it is kept under, and what it counts. */
class Number(val name: String, val label: CharSequence)

/**
 * Numbers typed on a pad of their own, so that the system's keyboard hides nothing. The box that is typed into is marked;
 * every key keeps the draft and tells [changed].
 */
class NumberPad(
    private val ui: Ui,
    private val numbers: List<Number>,
    private val draft: Draft,
    private val changed: () -> Unit,
) {
    private val boxes = numbers.map(::box)

    /** Which one is typed into: kept too, so that whoever comes back goes on where he was. */
    private var at: Int
        get() = draft[BOX].toIntOrNull()?.coerceIn(numbers.indices) ?: 0
        set(value) {
            draft[BOX] = value.toString()
            show()
        }

    val view: View = ui.column(boxes(), pad(), gap = ui.space2)

    init {
        show()
    }

    private fun box(number: Number): TextView = ui.title("").apply {
        gravity = Gravity.END or Gravity.CENTER_VERTICAL
        fontFeatureSettings = "tnum"
        setBackgroundResource(R.drawable.field)
        setPadding(ui.space3, ui.space2, ui.space3, ui.space2)
        minimumHeight = ui.touch
        setOnClickListener { at = numbers.indexOf(number) }
    }

    private fun boxes(): View {
        val rows = numbers.mapIndexed { index, number ->
            val label = ui.body(number.label)
            ui.row(label, boxes[index], weights = listOf(3f, 2f))
        }
        return ui.column(*rows.toTypedArray(), gap = ui.space2)
    }

    private fun pad(): View {
        val rows = KEYS.map { keys ->
            val buttons = keys.map { key ->
                ui.secondary(key) { press(key) }.apply {
                    setPadding(0, 0, 0, 0)
                    if (key == BACK) contentDescription = ui.say(R.string.key_back)
                    if (key == POINT) contentDescription = ui.say(R.string.key_point)
                }
            }
            ui.row(*buttons.toTypedArray(), weights = listOf(1f, 1f, 1f))
        }
        return LinearLayout(ui.context).apply {
            orientation = LinearLayout.VERTICAL
            rows.forEachIndexed { index, row ->
                val layout = LinearLayout.LayoutParams(LinearLayout.LayoutParams.MATCH_PARENT, WRAP_CONTENT)
                addView(row, layout.apply { if (index > 0) topMargin = ui.space2 })
            }
        }
    }

    private fun press(key: String) {
        val name = numbers[at].name
        val before = draft[name]
        draft[name] = when {
            key == BACK -> before.dropLast(1)
            before.length >= LONGEST || (key == POINT && POINT in before) -> before
            before == "0" && key != POINT -> key
            else -> before + key
        }
        show()
        changed()
    }

    private fun show() {
        boxes.forEachIndexed { index, box ->
            val (number, typed) = numbers[index] to draft[numbers[index].name]
            box.text = typed.ifEmpty { "–" }
            box.isSelected = index == at
            val said = typed.ifEmpty { ui.say(R.string.number_empty) }
            box.contentDescription = ui.say(R.string.described_number, number.label, said)
        }
    }

    private companion object {
        const val BOX = "box"
        const val BACK = "⌫"
        const val POINT = "."
        const val LONGEST = 15
        val KEYS = listOf(listOf("1", "2", "3"), listOf("4", "5", "6"), listOf("7", "8", "9"), listOf(POINT, "0", BACK))
    }
}
