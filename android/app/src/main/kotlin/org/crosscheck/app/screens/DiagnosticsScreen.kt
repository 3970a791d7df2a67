package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.copy

/** 诊断信息: a text for whoever helps, with nothing of what was recorded in it; read before it is handed on. */
class DiagnosticsScreen(stage: Stage, spot: Spot) : Screen<DiagnosticsScreen.Shows>(stage, spot) {
    data class Shows(val text: String)

    override fun fetch(desk: Desk) = Shows(desk.campaign.diagnostics())

    override fun draw(view: Shows): Page {
        val lines = view.text.lines().map { ui.small(it, R.color.ink) }
        val body = ui.scroll(ui.body(text(R.string.diagnostics_how)), ui.column(*lines.toTypedArray(), gap = ui.space1))
        val copy = ui.secondary(text(R.string.copy)) { stage.copy(view.text) }
        val share = ui.primary(text(R.string.share)) { share(view.text) }
        return Page(text(R.string.diagnostics), body, listOf(ui.row(copy, share, weights = listOf(1f, 1f))))
    }

    private fun share(text: String) {
        val file = stage.shared("diagnostics.txt")
        stage.act({ file.writeText(text) }) { stage.share(file, "text/plain") }
    }
}
