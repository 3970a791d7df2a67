package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Draft
import org.crosscheck.app.R
import org.crosscheck.app.ui.Number
import org.crosscheck.app.ui.NumberPad
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.Ui
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.core.Asks
import org.crosscheck.core.IndicatorScreen
import org.crosscheck.core.Said

/**
 * The entry of an answer in the words of its type. One touch saves where nothing more is to be said; else 保存 does.
 *
 * @param changed what is typed has changed
 * @param redraw something else is to be entered now
 */
class AnswerForm(
    private val ui: Ui,
    private val asked: IndicatorScreen,
    private val draft: Draft,
    private val answering: Answering,
    private val changed: () -> Unit,
    private val redraw: () -> Unit,
    private val save: (Said) -> Unit,
) {
    private val form = asked.entry

    private fun text(id: Int) = ui.say(id)

    fun saveButton(): View = ui.primary(text(R.string.save)) { answering.said()?.let(save) }

    fun views(): List<View> {
        val exempt = draft[Answering.CHOICE] == Answering.NOT_APPLICABLE
        val entry = when {
            exempt -> listOf(field(R.string.reason, Answering.REASON, Typed.WORDS))
            answering.isSampled -> listOf(pad(SAMPLE.map { (name, label) -> Number(name, text(label)) }))
            else -> entry()
        }
        val beside = listOf(
            field(R.string.note, Answering.NOTE, Typed.WORDS),
            field(R.string.as_of, Answering.AS_OF, Typed.DATE, R.string.date_hint),
            ui.check(text(R.string.from_paper), draft[Answering.FROM_PAPER] == Answering.YES) {
                draft[Answering.FROM_PAPER] = if (draft[Answering.FROM_PAPER] == Answering.YES) "" else Answering.YES
                changed()
                redraw()
            },
        )
        return listOf(ui.heading(text(R.string.answer)), choices()) + known() + entry + beside
    }

    /** The buttons of the type and 不适用; none of the former for numbers. */
    private fun choices(): View {
        val words = form.buttons.mapIndexed { at, button -> at.toString() to button.word }
        val all = if (answering.isSampled) emptyList() else words
        val exempt = Answering.NOT_APPLICABLE to text(R.string.verdict_not_applicable)
        return ui.choice(asked.kind, all + exempt, draft, Answering.CHOICE) {
            changed()
            redraw()
        }
    }

    private fun known(): List<View> {
        if (form.known.size < 2) return emptyList()
        val codes = listOf(Answering.SELF, Answering.COUNTED, Answering.SAMPLED)
        return listOf(ui.choice(text(R.string.known), codes.zip(form.known), draft, Answering.KNOWN) {
            if (draft[Answering.CHOICE] == Answering.NOT_APPLICABLE) draft[Answering.CHOICE] = ""
            changed()
            redraw()
        })
    }

    private fun entry(): List<View> = when (form.asks) {
        Asks.YES_NO -> emptyList()
        Asks.DOCUMENT -> listOf(
            field(R.string.document_number, Answering.NUMBER),
            field(R.string.document_date, Answering.DATE, Typed.DATE, R.string.date_hint),
        )
        Asks.CHECKLIST -> form.options.mapIndexed { at, words -> option(at, words) }
        Asks.DEADLINE -> listOf(field(R.string.done_date, Answering.DATE, Typed.DATE, R.string.date_hint))
        Asks.RATE -> listOf(pad(rate(Answering.NOW)))
        Asks.COUNT -> listOf(pad(listOf(count(Answering.NOW))))
        Asks.MEASURES -> listOf(pad(form.measures.map { Number(Answering.MEASURE + it.code, it.words) }))
        Asks.TREND -> listOf(pad(level(Answering.NOW, R.string.now) + level(Answering.BASE, R.string.base)))
        Asks.TEXT -> listOf(field(R.string.answer_words, Answering.WORDS, Typed.WORDS))
    }

    /** Each option of a list that is there. */
    private fun option(at: Int, words: String): View {
        val name = Answering.option(at)
        val all = draft[Answering.CHOICE] == "0"
        val there = all || draft[name] == Answering.YES
        return ui.check(words, there) {
            if (all) form.options.indices.forEach { draft[Answering.option(it)] = Answering.YES }
            draft[name] = if (there) "" else Answering.YES
            val complete = form.options.indices.all { draft[Answering.option(it)] == Answering.YES }
            draft[Answering.CHOICE] = if (complete) "0" else "1"
            changed()
            redraw()
        }
    }

    private fun rate(period: String, word: String = ""): List<Number> = listOf(
        Number(period + Answering.NUMERATOR, word + form.numerator.ifEmpty { text(R.string.numerator) }),
        Number(period + Answering.DENOMINATOR, word + form.denominator.ifEmpty { text(R.string.denominator) }),
    )

    private fun count(period: String, word: String = ""): Number {
        val unit = if (form.unit.isEmpty()) "" else "（${form.unit}）"
        return Number(period + Answering.COUNT, word + text(R.string.count) + unit)
    }

    private fun level(period: String, word: Int): List<Number> {
        val before = text(word) + text(R.string.between)
        return if (form.isRate) rate(period, before) else listOf(count(period, before))
    }

    private fun pad(numbers: List<Number>): View = NumberPad(ui, numbers, draft, changed).view

    private fun field(label: Int, name: String, typed: Typed = Typed.LINE, hint: Int? = null): View =
        ui.field(text(label), draft, name, typed, hint?.let(::text).orEmpty()) { changed() }

    private companion object {
        val SAMPLE = listOf(
            Answering.POPULATION to R.string.sample_population,
            Answering.LOOKED_AT to R.string.sample_looked_at,
            Answering.HITS to R.string.sample_hits,
        )
    }
}
