package org.crosscheck.app.screens

import java.io.IOException
import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Rows
import org.crosscheck.app.ui.list

/** 许可证: what the app is made of, as the build listed it; a build that listed nothing says so. */
class LicencesScreen(stage: Stage, spot: Spot) : Screen<LicencesScreen.Shows>(stage, spot) {
    /** Its lines; none where this build brought no list. */
    data class Shows(val parts: List<String>?)

    override fun fetch(desk: Desk): Shows {
        val all = try {
            stage.activity.assets.open(LIST).bufferedReader().use { it.readText() }
        } catch (_: IOException) {
            null
        }
        return Shows(all?.lines()?.filter { it.isNotEmpty() })
    }

    override fun draw(view: Shows): Page {
        val parts = view.parts ?: return Page(text(R.string.licences), ui.scroll(ui.body(text(R.string.licences_none))))
        val rows = Rows(parts) { part -> ui.small(part, R.color.ink).apply { tag = "varies"; setPadding(ui.space4, ui.space2, ui.space4, ui.space2) } }
        return Page(text(R.string.licences), ui.list(null, rows))
    }

    private companion object {
        const val LIST = "licences.txt"
    }
}
