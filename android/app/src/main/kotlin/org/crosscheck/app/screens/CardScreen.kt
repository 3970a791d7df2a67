package org.crosscheck.app.screens

import android.content.Intent
import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.copy
import org.crosscheck.app.ui.qr
import org.crosscheck.ffi.CardShown

/** 本机名片: what a newcomer's phone shows to a leader where there is no network, with six digits to read out. */
class CardScreen(stage: Stage, spot: Spot) : Screen<CardShown>(stage, spot) {
    private val bundle = Invitation(stage)

    override fun fetch(desk: Desk): CardShown = desk.app.card()

    override fun draw(view: CardShown): Page {
        val digits = ui.title(view.digits).apply { contentDescription = view.digits.toList().joinToString(" ") }
        val body = ui.scroll(
            ui.body(text(R.string.card_how)),
            ui.qr(view.text, text(R.string.card_qr)),
            ui.small(text(R.string.card_digits)),
            digits,
            ui.secondary(text(R.string.card_copy)) { stage.copy(view.text) },
            ui.heading(text(R.string.card_then)),
            ui.body(text(R.string.card_then_how)),
            ui.secondary(text(R.string.card_paste)) { stage.go(Spot(Kind.JOIN)) },
            ui.body(text(R.string.join_bundle_how)),
            ui.secondary(text(R.string.bundle_open)) { bundle.choose() },
        )
        val scan = ui.primary(text(R.string.scan)) { stage.go(Spot(Kind.SCAN, Kind.JOIN.name)) }
        return Page(text(R.string.card), body, listOf(scan))
    }

    override fun answered(code: Int, data: Intent?, well: Boolean) = bundle.answered(code, data, well)
}
