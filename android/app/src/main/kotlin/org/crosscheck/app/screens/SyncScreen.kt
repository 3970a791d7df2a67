package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.fact
import org.crosscheck.app.ui.time
import org.crosscheck.core.StreamRow
import org.crosscheck.core.SyncScreen as Sync
import org.crosscheck.core.Tasks
import org.crosscheck.ffi.ErrandOutcome

/** 同步: where everything lies, in words, and what the exchange did. */
class SyncScreen(stage: Stage, spot: Spot) : Screen<SyncScreen.Shows>(stage, spot) {
    data class Shows(val sync: Sync, val tasks: Tasks)

    override fun fetch(desk: Desk) = Shows(desk.campaign.sync(), desk.campaign.tasks())

    override fun draw(view: Shows): Page {
        val sync = view.sync
        val waiting = sync.waiting.map { ui.fact(it.reason, it.count.toString()) }
        val journal = sync.journal.take(MOST).map { ui.column(ui.small(time(it.at)), ui.body(it.words)) }
        val body = ui.scroll(
            ui.card(ui.large(sync.summary)),
            ui.heading(text(R.string.sync_where)),
            *sync.streams.map { stream(it, view.tasks) }.toTypedArray(),
            if (waiting.isEmpty()) null else ui.heading(text(R.string.sync_waiting)),
            *waiting.toTypedArray(),
            ui.heading(text(R.string.sync_journal)),
            if (journal.isEmpty()) ui.small(text(R.string.sync_journal_empty)) else null,
            *journal.toTypedArray(),
        )
        return Page(text(R.string.sync), body, listOf(ui.primary(text(R.string.sync_now)) { now() }))
    }

    private fun now() = stage.errand({ it.syncNow() }, { outcome ->
        stage.refresh()
        if (outcome is ErrandOutcome.Synced) stage.say(outcome.words)
    }) { why ->
        stage.refresh()
        stage.tell(why)
    }

    private fun stream(row: StreamRow, tasks: Tasks): View {
        val visit = tasks.visits.find { it.visit == row.stream }
        val name = when {
            visit != null -> visit.place
            row.stream == tasks.home -> text(R.string.stream_group)
            row.stream.startsWith("v.") -> text(R.string.stream_visit)
            else -> text(R.string.stream_campaign)
        }
        val unsealed = row.unsealed.toLong()
        val more = if (unsealed == 0L) null else ui.small(text(R.string.stream_unsealed, unsealed), R.color.to_check)
        return ui.column(ui.fact(name, row.copies), more)
    }

    private companion object {
        const val MOST = 50
    }
}
