package org.crosscheck.app.screens

import android.content.Intent
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
import org.crosscheck.ffi.ErrandOutcome

/** 同步: where everything lies, in words, and what the exchange did. */
class SyncScreen(stage: Stage, spot: Spot) : Screen<Sync>(stage, spot) {
    override fun fetch(desk: Desk): Sync = desk.campaign.sync()

    override fun draw(view: Sync): Page {
        val waiting = view.waiting.map { ui.fact(it.reason, it.count.toString()) }
        val journal = view.journal.take(MOST).map { ui.column(ui.small(time(it.at)), ui.body(it.words)) }
        val body = ui.scroll(
            ui.card(ui.large(view.summary)),
            ui.heading(text(R.string.sync_where)),
            *view.streams.map { stream(it) }.toTypedArray(),
            if (waiting.isEmpty()) null else ui.heading(text(R.string.sync_waiting)),
            *waiting.toTypedArray(),
            *bundles().views().toTypedArray(),
            ui.heading(text(R.string.sync_journal)),
            if (journal.isEmpty()) ui.small(text(R.string.sync_journal_empty)) else null,
            *journal.toTypedArray(),
        )
        return Page(text(R.string.sync), body, listOf(ui.primary(text(R.string.sync_now)) { now() }))
    }

    private fun bundles() = Bundles(stage, draft)

    override fun answered(code: Int, data: Intent?, well: Boolean) = bundles().answered(code, data, well)

    private fun now() = stage.errand({ it.syncNow() }, { outcome ->
        stage.refresh()
        if (outcome is ErrandOutcome.Synced) stage.say(outcome.words)
    }) { why ->
        stage.refresh()
        stage.tell(why)
    }

    private fun stream(row: StreamRow): View {
        val unsealed = row.unsealed.toLong()
        val more = if (unsealed == 0L) null else ui.small(text(R.string.stream_unsealed, unsealed), R.color.to_check)
        return ui.column(ui.fact(row.name, row.copies), more)
    }

    private companion object {
        const val MOST = 50
    }
}
