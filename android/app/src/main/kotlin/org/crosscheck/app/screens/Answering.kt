package org.crosscheck.app.screens

import org.crosscheck.app.Draft
import org.crosscheck.core.Answer
import org.crosscheck.core.Asks
import org.crosscheck.core.Document
import org.crosscheck.core.IndicatorScreen
import org.crosscheck.core.Level
import org.crosscheck.core.Rate
import org.crosscheck.core.Said
import org.crosscheck.core.SampleNumbers
import org.crosscheck.core.Value

/** The answer that is being typed: read from a draft, and a draft begun from an answer. */
class Answering(private val screen: IndicatorScreen, private val draft: Draft) {
    private val form = screen.entry
    val isSampled: Boolean get() = draft[KNOWN] == SAMPLED

    /**
     * Begins from what stands, where nothing was typed yet.
     *
     * @param own what this person wrote beside the answer: its note, or why the indicator does not apply. Core keeps both as
     *   one text of each person, apart from the answer.
     */
    fun begin(own: String) {
        draft.begin(KNOWN, COUNTED)
        val shown = screen.answers.singleOrNull() ?: return
        val said = shown.said ?: return
        draft.begin(if (said.answer.value is Value.NotApplicable) REASON else NOTE, own)
        said.asOf?.let { draft.begin(AS_OF, it) }
        if (said.fromPaper) draft.begin(FROM_PAPER, YES)
        draft.begin(KNOWN, if (said.answer.selfReported) SELF else COUNTED)
        shown.button?.let { draft.begin(CHOICE, it.toString()) }
        beginValue(said.answer.value)
    }

    private fun beginValue(value: Value) {
        when (value) {
            is Value.Document -> (value.v1 as? Document.Seen)?.let { seen ->
                seen.number?.let { draft.begin(NUMBER, it) }
                seen.date?.let { draft.begin(DATE, it) }
            }
            is Value.Checklist -> value.v1.forEach { draft.begin(option(it.toInt()), YES) }
            is Value.Done -> value.v1?.let { draft.begin(DATE, it) }
            is Value.Rate -> begin(NOW, Level.Rate(value.v1))
            is Value.Count -> draft.begin(NOW + COUNT, value.v1)
            is Value.Measures -> value.v1.forEach { (code, number) -> draft.begin(MEASURE + code, number.toString()) }
            is Value.Trend -> {
                begin(NOW, value.now)
                value.base?.let { begin(BASE, it) }
            }
            is Value.Sampled -> with(value.v1) {
                draft.begin(POPULATION, population.toString())
                draft.begin(LOOKED_AT, lookedAt.toString())
                draft.begin(HITS, hits.toString())
            }
            is Value.Text -> draft.begin(WORDS, value.v1)
            is Value.NotApplicable -> draft.begin(CHOICE, NOT_APPLICABLE)
            is Value.YesNo, is Value.NotDone -> Unit
        }
    }

    private fun begin(period: String, level: Level) = when (level) {
        is Level.Count -> draft.begin(period + COUNT, level.v1)
        is Level.Rate -> {
            draft.begin(period + NUMERATOR, level.v1.numerator)
            draft.begin(period + DENOMINATOR, level.v1.denominator)
        }
    }

    /** What is said so far; none while something is missing. */
    fun said(): Said? {
        val value = value() ?: return null
        // Whoever drew a sample looked: core knows it by the value.
        val self = draft[KNOWN] == SELF && value !is Value.Sampled
        val asOf = draft[AS_OF].trim().ifEmpty { null }
        return Said(Answer(value, self, draft[NOTE].trim()), asOf, draft[FROM_PAPER] == YES)
    }

    private fun value(): Value? {
        val choice = draft[CHOICE]
        if (choice == NOT_APPLICABLE) return draft[REASON].trim().ifEmpty { null }?.let { Value.NotApplicable(it) }
        if (isSampled) return sample()
        return when (form.asks) {
            Asks.YES_NO -> choice.toIntOrNull()?.let { Value.YesNo(it == 0) }
            Asks.DOCUMENT -> choice.toIntOrNull()?.let { Value.Document(if (it == 0) seen() else Document.Absent) }
            Asks.CHECKLIST -> checklist(choice)
            Asks.DEADLINE -> choice.toIntOrNull()?.let { if (it == 0) Value.Done(date()) else Value.NotDone }
            Asks.RATE -> rate(NOW)?.let { Value.Rate(it) }
            Asks.COUNT -> draft[NOW + COUNT].ifEmpty { null }?.let { Value.Count(it) }
            Asks.MEASURES -> measures()
            Asks.TREND -> level(NOW)?.let { Value.Trend(it, level(BASE)) }
            Asks.TEXT -> draft[WORDS].trim().ifEmpty { null }?.let { Value.Text(it) }
        }
    }

    private fun seen() = Document.Seen(draft[NUMBER].trim().ifEmpty { null }, date())

    private fun date() = draft[DATE].trim().ifEmpty { null }

    private fun checklist(choice: String): Value? {
        val all = form.options.indices
        return when (choice) {
            "" -> null
            "0" -> Value.Checklist(all.map { it.toULong() })
            else -> Value.Checklist(all.filter { draft[option(it)] == YES }.map { it.toULong() })
        }
    }

    private fun rate(period: String): Rate? {
        val (numerator, denominator) = draft[period + NUMERATOR] to draft[period + DENOMINATOR]
        return if (numerator.isEmpty() || denominator.isEmpty()) null else Rate(numerator, denominator)
    }

    private fun level(period: String): Level? =
        if (form.isRate) rate(period)?.let { Level.Rate(it) } else draft[period + COUNT].ifEmpty { null }?.let { Level.Count(it) }

    private fun measures(): Value? {
        val typed = form.measures.map { it.code to draft[MEASURE + it.code].toULongOrNull() }
        return if (typed.any { it.second == null }) null else Value.Measures(typed.associate { it.first to it.second!! })
    }

    private fun sample(): Value? {
        val (all, looked, hits) = listOf(POPULATION, LOOKED_AT, HITS).map { draft[it].toULongOrNull() }
        return if (all == null || looked == null || hits == null) null else Value.Sampled(SampleNumbers(all, looked, hits))
    }

    companion object {
        const val KNOWN = "known"
        const val SELF = "self"
        const val COUNTED = "counted"
        const val SAMPLED = "sampled"
        const val CHOICE = "choice"
        const val NOT_APPLICABLE = "na"
        const val REASON = "reason"
        const val NOTE = "note"
        const val AS_OF = "as_of"
        const val FROM_PAPER = "from_paper"
        const val NUMBER = "number"
        const val DATE = "date"
        const val WORDS = "words"
        const val NOW = "now_"
        const val BASE = "base_"
        const val COUNT = "count"
        const val NUMERATOR = "numerator"
        const val DENOMINATOR = "denominator"
        const val MEASURE = "measure_"
        const val POPULATION = "population"
        const val LOOKED_AT = "looked_at"
        const val HITS = "hits"
        const val YES = "yes"

        fun option(at: Int) = "option_$at"
    }
}
