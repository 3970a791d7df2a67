package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Draft
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.role
import org.crosscheck.app.ui.time
import org.crosscheck.app.ui.leads
import org.crosscheck.core.GapRow
import org.crosscheck.core.GroupScreen
import org.crosscheck.core.PhoneRow

/** The phones of a group as far as their logs are known here, what waits behind gaps, and what looks wrong. */
class Phones(private val stage: Stage) {
    private val ui = stage.ui

    fun views(view: GroupScreen, draft: Draft): List<View> {
        val flagged = view.flagged.map { ui.small(ui.say(R.string.phone_flagged, ui.people(listOf(it.member))), R.color.to_check) }
        // The one that is held stands first: the others' keys, which order them, are of no meaning to a person.
        val (mine, others) = view.phones.partition { it.writer == view.here }
        return (mine + others).map { phone(view, it, draft) } + flagged + view.gaps.map { gap(view, it) }
    }

    private fun phone(view: GroupScreen, phone: PhoneRow, draft: Draft): View {
        val mine = phone.writer == view.here
        val who = listOfNotNull(ui.people(listOf(phone.member)), ui.role(phone.role), if (mine) ui.say(R.string.phone_mine) else null)
        val last = phone.last
        val known = when {
            last == null -> ui.say(if (mine) R.string.phone_wrote_nothing else R.string.phone_nothing)
            mine -> ui.say(R.string.phone_wrote, phone.ops.toLong(), time(last))
            else -> ui.say(R.string.phone_known, phone.ops.toLong(), time(last))
        }
        val waiting = phone.waiting.toLong()
        return ui.card(
            ui.body(who.joinToString(ui.say(R.string.between))),
            ui.small(known),
            if (waiting == 0L) null else ui.small(ui.say(R.string.phone_waiting, waiting), R.color.to_check),
            if (phone.cloned) ui.small(ui.say(R.string.phone_cloned), R.color.not_met) else null,
            if (phone.ended) ui.small(ui.say(R.string.phone_ended)) else null,
            if (phone.ended || mine || !ui.leads) null else ending(phone, draft),
        )
    }

    /** Asks for the reason first: from there on what the phone writes waits. */
    private fun ending(phone: PhoneRow, draft: Draft): View {
        val name = ui.people(listOf(phone.member))
        if (draft[PHONE] != phone.writer) {
            return ui.secondary(ui.say(R.string.phone_end)) {
                draft[PHONE] = phone.writer
                stage.again()
            }.apply { contentDescription = ui.say(R.string.described_option, ui.say(R.string.phone_end), name) }
        }
        return ui.column(
            ui.small(ui.say(R.string.phone_end_how)),
            ui.field(ui.say(R.string.phone_end_reason), draft, REASON, Typed.WORDS),
            ui.primary(ui.say(R.string.phone_end_go)) {
                val reason = draft[REASON]
                stage.act({ it.campaign.endPhone(phone.writer, reason) }) { cleared(draft) }
            },
            ui.quiet(ui.say(R.string.leave_it)) { cleared(draft) },
            gap = ui.space2,
        )
    }

    private fun cleared(draft: Draft) {
        draft[PHONE] = ""
        draft[REASON] = ""
        stage.again()
    }

    private fun gap(view: GroupScreen, row: GapRow): View {
        val gap = row.gap
        val whose = view.phones.find { it.writer == gap.writer }?.let { ui.people(listOf(it.member)) }.orEmpty()
        val where = row.name
        val words = ui.say(R.string.gap, listOf(whose, where).filter { it.isNotEmpty() }.joinToString(ui.say(R.string.between)), gap.waiting.toLong())
        val admit = if (!ui.leads) null else ui.secondary(ui.say(R.string.gap_admit)) { stage.act { it.campaign.admit(gap) } }
        return ui.card(ui.body(words), ui.small(ui.say(R.string.gap_how)), admit)
    }

    private companion object {
        const val PHONE = "phone"
        const val REASON = "phone reason"
    }
}
