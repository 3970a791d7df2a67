package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Draft
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.State
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.fold
import org.crosscheck.app.ui.state
import org.crosscheck.core.FactAsked
import org.crosscheck.core.VisitScreen

/** What is asked about the place itself, because it decides which indicators apply: folded, with how many are open. */
class PlaceFacts(private val stage: Stage, private val visit: String) {
    private val ui = stage.ui

    fun views(view: VisitScreen, draft: Draft): List<View> {
        val stated = view.site.facts.map { ui.small(ui.say(R.string.described_option, it.name, it.value)) }
        if (view.facts.isEmpty()) return stated
        if (view.site.closed) return stated + differing(view.facts)
        val unfolded = draft[FOLD] == OPEN
        val open = view.facts.count { it.values.size != 1 }
        val title = if (open == 0) ui.say(R.string.facts) else ui.say(R.string.facts_open, open)
        val fold = ui.fold(title, unfolded) {
            draft[FOLD] = if (unfolded) "" else OPEN
            stage.again()
        }
        if (!unfolded) return stated + differing(view.facts) + fold
        return listOf(fold) + view.facts.map { ui.card(*asked(it, draft).toTypedArray()) }
    }

    private fun differing(facts: List<FactAsked>): List<View> = facts.filter { it.values.size > 1 }.map { fact ->
        ui.state(State.DIFFERING, ui.say(R.string.between) + ui.say(R.string.described_option, fact.name, fact.values.joinToString(" ⇄ ")))
    }

    private fun asked(fact: FactAsked, draft: Draft): List<View> {
        val differs = differing(listOf(fact))
        if (fact.choices.isNotEmpty()) {
            val options = fact.choices.map { it to it }
            return differs + ui.choice(fact.name, options, fact.values.singleOrNull().orEmpty()) { state(fact, it) }
        }
        val typed = FACT + fact.name
        fact.values.singleOrNull()?.let { draft.begin(typed, it) }
        val save = ui.secondary(ui.say(R.string.save)) { state(fact, draft[typed]) }
        save.contentDescription = ui.say(R.string.described_option, ui.say(R.string.save), fact.name)
        return differs + ui.field(fact.name, draft, typed, org.crosscheck.app.ui.Typed.NUMBER) + save
    }

    private fun state(fact: FactAsked, value: String) {
        if (value.isBlank()) return stage.tell(ui.say(R.string.number_missing))
        stage.act({ it.campaign.stateFact(visit, fact.name, value, fact.seen) }) { stage.again() }
    }

    private companion object {
        const val FOLD = "facts"
        const val OPEN = "open"
        const val FACT = "fact "
    }
}
