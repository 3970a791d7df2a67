package org.crosscheck.app.screens

import org.crosscheck.core.Answer
import org.crosscheck.core.Document
import org.crosscheck.core.IndicatorScreen
import org.crosscheck.core.Row
import org.crosscheck.core.Said
import org.crosscheck.core.Value

// How what is typed becomes an answer, by the kind of the question. Whether it may be is core's to say.

/** The kinds of questions, by what is entered. */
enum class Asks { YES_NO, DOCUMENT, CHECKLIST, DEADLINE, RATE, COUNT, MEASURES, TREND, TEXT }

private fun asks(buttons: List<String>): Asks? = when (buttons.firstOrNull()) {
    "是" -> Asks.YES_NO
    "有" -> Asks.DOCUMENT
    "齐" -> Asks.CHECKLIST
    "已完成" -> Asks.DEADLINE
    else -> null
}

val Row.options: List<String> get() = emptyList()
val IndicatorScreen.options: List<String> get() = emptyList()
val IndicatorScreen.asks: Asks get() = asks(buttons) ?: if (isRate) Asks.RATE else Asks.COUNT

/** Whether one touch in the list answers it. */
fun Row.inPlace(): Boolean = asks(buttons) in setOf(Asks.YES_NO, Asks.DOCUMENT, Asks.CHECKLIST, Asks.DEADLINE)

/** What a button means; none where more has to be said first. */
fun Row.valueOf(at: Int): Value? = valueOf(asks(buttons), at, options.size)

private fun valueOf(asks: Asks?, at: Int, options: Int): Value? = when (asks) {
    Asks.YES_NO -> Value.YesNo(at == 0)
    Asks.DOCUMENT -> Value.Document(if (at == 0) Document.Seen(null, null) else Document.Absent)
    Asks.CHECKLIST -> if (at == 0 && options > 0) Value.Checklist((0 until options).map { it.toULong() }) else null
    Asks.DEADLINE -> if (at == 0) Value.Done(null) else Value.NotDone
    else -> null
}

/** Which button says what was said. */
fun Row.button(said: Said): Int? = buttonOf(said.answer.value, options.size)

fun buttonOf(value: Value, options: Int): Int? = when (value) {
    is Value.YesNo -> if (value.v1) 0 else 1
    is Value.Document -> if (value.v1 is Document.Absent) 1 else 0
    is Value.Checklist -> if (value.v1.size == options) 0 else 1
    is Value.Done -> 0
    is Value.NotDone -> 1
    else -> null
}

/** 全数核对, with nothing beside it. */
fun counted(value: Value) = Said(Answer(value, false, ""), null, false)

class MeasureAsked(val code: String, val words: String)

val IndicatorScreen.measures: List<MeasureAsked> get() = emptyList()
val IndicatorScreen.numerator: String get() = ""
val IndicatorScreen.denominator: String get() = ""
val IndicatorScreen.unit: String get() = ""
