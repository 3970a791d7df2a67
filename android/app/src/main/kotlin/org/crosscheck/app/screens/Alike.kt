package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.core.FindingRow
import org.crosscheck.core.Withdrawn

/** 同一件事？ Others that may be the same as a note, with what each says; a person opens it, or keeps this one alone. */
fun Stage.alike(row: FindingRow): List<View> {
    if (row.withdrawn == Withdrawn.YES) return emptyList()
    return row.alike.map { other ->
        val fact = other.fact.ifEmpty { ui.say(R.string.words_not_here) }
        val open = ui.secondary(ui.say(R.string.alike_open)) { go(Spot(Kind.NOTE, other.visit, row.kind.name, other.entity)) }
        open.contentDescription = ui.say(R.string.described_option, ui.say(R.string.alike_open), fact)
        val keep = ui.secondary(ui.say(R.string.alike_keep)) { act { it.campaign.withdraw(other.visit, other.entity) } }
        keep.contentDescription = ui.say(R.string.described_option, ui.say(R.string.alike_keep), row.fact.joinToString(" ⇄ "))
        ui.card(ui.small(ui.say(R.string.alike)), ui.body(fact), ui.flow(listOf(open, keep)))
    }
}
