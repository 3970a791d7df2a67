package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.copy
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.people
import org.crosscheck.app.ui.qr
import org.crosscheck.app.ui.leads
import org.crosscheck.core.Person

/** 登记手机: a leader lets a phone in by its card, where there is no network. [Spot.of]: the card that was scanned. */
class EnrolScreen(stage: Stage, spot: Spot) : Screen<EnrolScreen.Shows>(stage, spot) {
    data class Shows(val people: List<Person>)

    override fun fetch(desk: Desk) = Shows(desk.campaign.people())

    override fun draw(view: Shows): Page {
        if (!ui.leads) return Page(text(R.string.enrol), ui.scroll(ui.body(text(R.string.enrol_leader))))
        if (draft[SHOWN].isNotEmpty()) return shown()
        spot.of.firstOrNull()?.let { draft.begin(CARD, it) }
        val people = view.people.filter { !it.me }.map { it.member to named(it) }
        val body = ui.scroll(
            ui.body(text(R.string.enrol_how)),
            ui.field(text(R.string.enrol_card), draft, CARD, Typed.CODE),
            ui.field(text(R.string.enrol_digits), draft, DIGITS, Typed.NUMBER),
            ui.small(text(R.string.enrol_digits_how)),
            if (people.isEmpty()) ui.body(text(R.string.enrol_nobody)) else ui.choice(text(R.string.enrol_member), people, draft, MEMBER) { stage.redraw() },
        )
        val scan = ui.secondary(text(R.string.scan)) { stage.go(Spot(Kind.SCAN, Kind.ENROL.name)) }
        return Page(text(R.string.enrol), body, listOf(scan, ui.primary(text(R.string.enrol_go), ::enrol)))
    }

    private fun named(person: Person): String =
        listOfNotNull(ui.people(listOf(person.member)), person.unit).joinToString(text(R.string.between))

    private fun enrol() {
        val (card, digits, member) = Triple(draft[CARD].trim(), draft[DIGITS].trim(), draft[MEMBER])
        if (card.isEmpty() || digits.isEmpty() || member.isEmpty()) return stage.tell(text(R.string.enrol_missing))
        stage.act({ it.campaign.enrol(card, digits, member) }) { enrolment ->
            // Kept until the other phone has it: whoever comes back shows the same code.
            draft[USED] = text(R.string.enrol_used, enrolment.used.toLong(), enrolment.right.toLong())
            draft[SHOWN] = enrolment.text
            stage.again()
        }
    }

    private fun shown(): Page {
        val text = draft[SHOWN]
        val body: View = ui.scroll(
            ui.body(text(R.string.enrol_show)),
            ui.qr(text, text(R.string.enrol_qr)),
            ui.small(draft[USED]),
            ui.secondary(text(R.string.card_copy)) { stage.copy(text) },
        )
        val done = ui.primary(text(R.string.enrol_done)) {
            draft.clear()
            stage.back()
        }
        return Page(text(R.string.enrol), body, listOf(done))
    }

    private companion object {
        const val CARD = "card"
        const val DIGITS = "digits"
        const val MEMBER = "member"
        const val SHOWN = "shown"
        const val USED = "used"
    }
}
