package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Kind
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.role
import org.crosscheck.core.Join

/** What was joined, the six digits to compare, what is and is not collected, and the rules, to be acknowledged once. */
class NoticeScreen(stage: Stage, spot: Spot) : Screen<Join>(stage, spot) {
    override fun fetch(desk: Desk): Join = desk.campaign.joined()

    override fun draw(view: Join): Page {
        val who = listOfNotNull(view.group, view.role?.let(ui::role)).joinToString(text(R.string.between))
        val body = ui.scroll(
            ui.title(view.title ?: text(R.string.join_no_title)),
            if (who.isEmpty()) null else ui.body(who),
            ui.card(
                ui.small(text(R.string.join_digits)),
                ui.title(view.digits).apply {
                    fontFeatureSettings = "tnum"
                    letterSpacing = 0.2f
                    // Read out digit by digit.
                    contentDescription = view.digits.toList().joinToString(" ")
                },
                ui.small(text(R.string.join_digits_how)),
            ),
            ui.heading(text(R.string.join_notice)),
            *view.notice.map { ui.body(it) }.toTypedArray(),
        )
        val go = ui.primary(text(R.string.join_acknowledge)) {
            stage.act({ it.campaign.acknowledge() }) { stage.root(Kind.TASKS) }
        }
        return Page(text(R.string.join_page), body, listOf(go))
    }
}
