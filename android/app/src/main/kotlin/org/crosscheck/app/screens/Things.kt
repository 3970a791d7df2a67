package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.people
import org.crosscheck.core.MemberWords
import org.crosscheck.core.Thing
import org.crosscheck.core.Withdrawn

/** What every thing of a method has under it: who says it, whether two differ, and how it is withdrawn. */
fun Stage.under(visit: String, thing: Thing, closed: Boolean): List<View> {
    val who = ui.small(ui.say(R.string.said_by, ui.people(thing.members)))
    val differs = if (thing.differs) ui.body(ui.say(R.string.note_differs)) else null
    val withdraw = when {
        closed -> null
        thing.withdrawn == Withdrawn.YES -> ui.secondary(ui.say(R.string.bring_back)) {
            act { it.campaign.bringBack(visit, thing.entity) }
        }
        else -> ui.secondary(ui.say(R.string.withdraw)) { act { it.campaign.withdraw(visit, thing.entity) } }
    }
    val state = if (thing.withdrawn == Withdrawn.YES) ui.small(ui.say(R.string.withdrawn)) else null
    return listOfNotNull(who, differs, state, withdraw)
}

/** One's own words, where several people wrote some. */
fun List<MemberWords>.of(member: String): String = find { it.member == member }?.words.orEmpty()
