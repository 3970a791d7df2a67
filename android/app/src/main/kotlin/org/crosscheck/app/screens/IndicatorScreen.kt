package org.crosscheck.app.screens

import android.view.View
import android.widget.LinearLayout
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.answer
import org.crosscheck.app.ui.answerShown
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.fold
import org.crosscheck.app.ui.judgement
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.leads
import org.crosscheck.app.ui.me
import org.crosscheck.app.ui.people
import org.crosscheck.core.AnswerShown
import org.crosscheck.core.Filter
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Said
import org.crosscheck.core.Value
import org.crosscheck.core.IndicatorScreen as Indicator

/** 指标: what is asked and why, the answer by hand with its live verdict, and both answers where two differ. */
class IndicatorScreen(stage: Stage, spot: Spot) : Screen<IndicatorScreen.Shows>(stage, spot) {
    data class Shows(val asked: Indicator) {
        val closed get() = asked.closed
    }

    private val visit = spot.of[0]
    private val pack = spot.of[1].toULong()
    private val id = spot.of[2]
    private lateinit var live: LinearLayout

    override fun fetch(desk: Desk) = Shows(desk.campaign.indicator(visit, pack, id, null))

    override fun draw(view: Shows): Page {
        val asked = view.asked
        val answering = Answering(asked, draft).apply { begin(asked.notes.of(ui.me)) }
        live = ui.column().apply { accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE }
        val differing = asked.answers.size > 1
        val enter = AnswerForm(ui, asked, draft, answering, { look(answering) }, { stage.redraw() }) { save(view, it) }
        val body = ui.scroll(
            ui.large(asked.requirement),
            ui.small(listOf(asked.kind, asked.threshold).filter { it.isNotEmpty() }.joinToString(text(R.string.between))),
            fold(BASIS, R.string.basis) { ui.small(asked.basis) },
            *standing(view).toTypedArray(),
            *beside(asked).toTypedArray(),
            *(if (view.closed || differing) emptyList() else enter.views() + live).toTypedArray(),
            *selfReported(view, answering).toTypedArray(),
            *(if (view.closed) emptyList() else notes()).toTypedArray(),
        )
        if (!view.closed) look(answering)
        return Page(id, body, actions(view, enter, differing))
    }

    private fun actions(view: Shows, enter: AnswerForm, differing: Boolean): List<View> {
        val next = if (differing || view.closed) ui.primary(text(R.string.next_indicator), ::next) else ui.secondary(text(R.string.next_indicator), ::next)
        if (view.closed || differing) return listOf(next)
        return listOf(ui.row(next, enter.saveButton(), weights = listOf(1f, 1f)))
    }

    // What was answered.

    private fun standing(view: Shows): List<View> {
        val asked = view.asked
        if (asked.answers.isEmpty()) return emptyList()
        val differing = asked.answers.size > 1
        val shown = asked.answers.map { ui.answerShown(it, *choose(view, it).toTypedArray()) }
        val heading = ui.heading(text(if (differing) R.string.two_answers_heading else R.string.answered))
        val why = if (!differing) null else ui.body(text(if (ui.leads) R.string.two_answers_leader else R.string.two_answers_how))
        val reason = if (differing && ui.leads) ui.field(text(R.string.decide_reason), draft, DECIDE, Typed.WORDS) else null
        val aside = if (asked.setAside.isEmpty()) null else fold(ASIDE, R.string.set_aside) {
            ui.column(*asked.setAside.map { ui.answerShown(it) }.toTypedArray(), gap = ui.space2)
        }
        val back = if (differing || view.closed) null else ui.quiet(text(R.string.take_back)) {
            stage.act({ it.campaign.takeBack(visit, pack, id, asked.seen) }) { cleared() }
        }
        return listOfNotNull(heading, why, reason) + shown + listOfNotNull(aside, back)
    }

    /** The button of one of several answers: the leader decides, whoever is of another opinion takes it over. */
    private fun choose(view: Shows, shown: AnswerShown): List<View> {
        val said = shown.said
        if (view.asked.answers.size < 2 || view.closed || said == null) return emptyList()
        if (ui.leads) {
            val decide = ui.secondary(text(R.string.decide)) { decide(view, shown) }
            decide.contentDescription = text(R.string.described_option, text(R.string.decide), ui.answer(shown))
            return listOf(decide)
        }
        val mine = ui.me in shown.members
        val others = view.asked.answers.any { ui.me in it.members }
        if (mine || !others) return emptyList()
        return listOf(ui.secondary(text(R.string.take_over)) {
            takeOver(view.asked, shown, said)
        })
    }

    private fun takeOver(asked: Indicator, shown: AnswerShown, said: Said) {
        // The reason of 不适用 stands beside the answer: whoever takes it over says the same.
        val why = asked.notes.filter { it.member in shown.members && it.words.isNotEmpty() }.joinToString("；") { it.words }
        val exempt = said.answer.value is Value.NotApplicable
        val same = if (exempt) said.copy(answer = said.answer.copy(value = Value.NotApplicable(why))) else said
        stage.act({ it.campaign.answer(visit, pack, id, same, asked.seen) }) { cleared() }
    }

    /** What people wrote beside their answers, and why the indicator does not apply. */
    private fun beside(asked: Indicator): List<View> {
        val written = asked.notes.filter { it.words.isNotEmpty() }
        if (written.isEmpty()) return emptyList()
        val all = written.map { ui.card(ui.small(ui.people(listOf(it.member))), ui.body(it.words)) }
        return listOf(ui.heading(text(R.string.note))) + all
    }

    private fun decide(view: Shows, shown: AnswerShown) = with(view.asked) {
        val reason = draft[DECIDE]
        stage.act({ it.campaign.decide(field, shown.value, reason, seen) }) { cleared() }
    }

    // What is being answered.

    private fun save(view: Shows, said: Said) =
        stage.act({ it.campaign.answer(visit, pack, id, said, view.asked.seen) }) { cleared() }

    /** What was typed is a record now. */
    private fun cleared() {
        val open = listOf(BASIS, ASIDE).filter { draft[it] == Answering.YES }
        draft.clear()
        open.forEach { draft[it] = Answering.YES }
        stage.again()
    }

    /** The verdict of what is typed so far. */
    private fun look(answering: Answering) {
        val said = answering.said()
        if (said == null) {
            live.removeAllViews()
            return
        }
        stage.look({ it.campaign.indicator(visit, pack, id, said) }) { asked, why ->
            live.removeAllViews()
            if (asked == null) {
                live.addView(ui.small(why, R.color.not_met))
            } else {
                asked.live?.let { live.addView(ui.judgement(it)) }
                asked.warnings.forEach { live.addView(ui.small(it, R.color.to_check)) }
            }
        }
    }

    private fun selfReported(view: Shows, answering: Answering): List<View> {
        val asked = view.asked
        val shown = asked.selfReported.map { ui.answerShown(it) }
        val differs = if (asked.differs == true) ui.small(text(R.string.self_differs), R.color.to_check) else null
        val record = if (view.closed) null else ui.quiet(text(R.string.self_record)) {
            val said = answering.said()
            if (said == null) {
                stage.tell(text(R.string.self_record_how))
            } else {
                val claimed = said.copy(answer = said.answer.copy(selfReported = true))
                stage.act({ it.campaign.selfReport(visit, pack, id, claimed, asked.selfReportedSeen) }) { cleared() }
            }
        }
        return listOfNotNull(ui.heading(text(R.string.self_reported)), differs) + shown +
            listOfNotNull(if (shown.isEmpty()) ui.small(text(R.string.self_none)) else null, record)
    }

    private fun notes(): List<View> {
        val kinds = listOf(NoteKind.FINDING, NoteKind.PRACTICE, NoteKind.DIFFICULTY)
        val buttons = kinds.map { kind ->
            ui.secondary(ui.words.notes[kind].orEmpty()) {
                stage.go(Spot(Kind.NOTE, visit, kind.name, "", pack.toString(), id))
            }
        }
        val photo = ui.secondary(text(R.string.photos)) { stage.go(Spot(Kind.PHOTOS, visit, pack.toString(), id)) }
        return listOf(ui.heading(text(R.string.write_down)), ui.flow(buttons + photo))
    }

    /** The next indicator of the visit in printed order; at the end, back to the list. */
    private fun next() = stage.act({ desk -> desk.campaign.visit(visit, Filter.ALL).rows }) { rows ->
        val here = rows.indexOfFirst { it.pack == pack && it.indicator == id }
        val row = rows.getOrNull(here + 1)
        if (row == null) stage.back() else stage.instead(Spot(Kind.INDICATOR, visit, row.pack.toString(), row.indicator))
    }

    private fun fold(name: String, title: Int, inner: () -> View): View {
        val open = draft[name] == Answering.YES
        val button = ui.fold(text(title), open) {
            draft[name] = if (open) "" else Answering.YES
            stage.redraw()
        }
        return ui.column(button, if (open) inner() else null)
    }

    private companion object {
        const val BASIS = "basis"
        const val ASIDE = "aside"
        const val DECIDE = "decide"
    }
}
