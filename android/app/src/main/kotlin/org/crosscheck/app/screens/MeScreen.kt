package org.crosscheck.app.screens

import android.view.View
import android.text.format.Formatter
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.choice
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.role
import org.crosscheck.core.KeyKind
import org.crosscheck.core.Listed
import org.crosscheck.core.MyPhone
import org.crosscheck.core.Role
import org.crosscheck.core.Room

/** 我的: who writes here, how this phone keeps it, and how the app speaks. */
class MeScreen(stage: Stage, spot: Spot) : Screen<MeScreen.Shows>(stage, spot) {
    data class Shows(val phone: MyPhone, val campaigns: List<Listed>)

    override fun fetch(desk: Desk) = Shows(desk.campaign.me(), desk.app.campaigns())

    override fun draw(view: Shows): Page {
        val me = view.phone.me
        val chosen = stage.chosen
        val body = ui.scroll(
            ui.title(me.name ?: me.member),
            me.unit?.let { ui.body(it) },
            ui.fact(text(R.string.me_role), me.role?.let(ui::role).orEmpty()),
            ui.fact(text(R.string.me_group), me.group.orEmpty()),
            ui.fact(text(R.string.me_key), key(view.phone.key)),
            ui.small(text(if (view.phone.recoverable) R.string.me_recoverable else R.string.me_not_recoverable)),
            ui.heading(text(R.string.me_space)),
            *space(view.phone).toTypedArray(),
            *originals().toTypedArray(),
            ui.heading(text(R.string.me_app)),
            ui.choice(text(R.string.me_language), languages(), chosen.language) { stage.choose { language = it } },
            ui.choice(text(R.string.me_size), sizes(), chosen.large.toString()) { stage.choose { large = it.toBoolean() } },
            ui.fact(text(R.string.me_version), me.version),
            ui.secondary(text(R.string.sync)) { stage.go(Spot(Kind.SYNC)) },
            if (me.role == Role.LEADER) ui.secondary(text(R.string.enrol)) { stage.go(Spot(Kind.ENROL)) } else null,
            ui.secondary(text(R.string.licences)) { stage.go(Spot(Kind.LICENCES)) },
            ui.secondary(text(R.string.diagnostics)) { stage.go(Spot(Kind.DIAGNOSTICS)) },
            ui.heading(text(R.string.me_campaigns)),
            *campaigns(view).toTypedArray(),
            ui.secondary(text(R.string.join_title)) { stage.go(Spot(Kind.JOIN)) },
            ui.heading(text(R.string.remove_title)),
            ui.body(me.stays ?: text(R.string.remove_how)),
            if (me.stays == null) remove(me.campaign) else null,
        )
        return Page(text(R.string.tab_me), body)
    }

    private fun languages() = listOf("" to text(R.string.as_system), "zh-CN" to "中文", "en" to "English")

    private fun sizes() = listOf("false" to text(R.string.size_usual), "true" to text(R.string.size_large))

    private fun key(kind: KeyKind?) = when (kind) {
        KeyKind.CHIP -> text(R.string.key_chip)
        KeyKind.GUARDED -> text(R.string.key_guarded)
        KeyKind.SOFTWARE -> text(R.string.key_software)
        null -> ""
    }

    private fun space(phone: MyPhone): List<View> = phone.me.space.entries.sortedBy { it.key.ordinal }.map { (room, taking) ->
        val word = when (room) {
            Room.RECORDS -> R.string.room_records
            Room.ORIGINALS -> R.string.room_originals
            Room.WITHHELD -> R.string.room_withheld
            Room.PREVIEWS -> R.string.room_previews
            Room.SMALL -> R.string.room_small
            Room.OTHER -> R.string.room_other
        }
        ui.fact(text(word), Formatter.formatShortFileSize(ui.context, taking.bytes.toLong()))
    }

    /** Originals that lie on a server of the office need not lie here too; they are fetched again when they are wanted. */
    private fun originals(): List<View> = listOf(
        ui.secondary(text(R.string.originals_free, FREE_DAYS)) {
            stage.act({ it.campaign.freeOriginals(FREE_DAYS.toUInt()) }) { freed ->
                stage.refresh()
                val size = Formatter.formatShortFileSize(ui.context, freed.gone.bytes.toLong())
                stage.say(text(R.string.originals_freed, size, freed.waiting.toLong()))
            }
        },
        ui.secondary(text(R.string.originals_fetch)) {
            stage.act({ it.campaign.wantOriginals() }) { many -> stage.say(text(R.string.originals_wanted, many.toLong())) }
        },
    )

    private fun campaigns(view: Shows): List<View> = view.campaigns.map { listed ->
        val here = listed.campaign == view.phone.me.campaign
        val title = listed.title ?: text(R.string.join_no_title)
        ui.option(title, here) { if (!here) stage.core.look(listed.campaign) { stage.root(Kind.TASKS) } }
    }

    /** Asks once more: what is removed does not come back from here. */
    private fun remove(campaign: String): View {
        if (draft[REMOVE] != SURE) {
            return ui.secondary(text(R.string.remove)) {
                draft[REMOVE] = SURE
                stage.redraw()
            }
        }
        return ui.primary(text(R.string.remove_sure)) {
            stage.core.look(null) {
                stage.act({ it.app.remove(campaign) }) { stage.root(Kind.TASKS) }
            }
        }
    }

    private companion object {
        const val REMOVE = "remove"
        const val SURE = "sure"
        const val FREE_DAYS = 7
    }
}
