package org.crosscheck.app.screens

import android.widget.Button
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Where
import org.crosscheck.core.Fix

/** Whether a photo says where it was taken: chosen once for this phone, asked of the system at that moment, and refusable. */
class PlaceBox(private val stage: Stage) {
    private val ui get() = stage.ui
    private val where = Where(stage.activity) { show() }
    private var box: Button? = null

    private val isOn: Boolean get() = stage.chosen.places && where.isAllowed

    fun view(): Button {
        val made = ui.check("", false) { turn() }
        box = made
        show()
        ask()
        return made
    }

    /** Asks where this phone is, if that is wanted. */
    fun ask() {
        if (stage.chosen.places) where.ask()
    }

    fun fix(): Fix? = if (isOn) where.fix() else null

    fun stop() = where.stop()

    private fun turn() {
        if (!isOn) return stage.request(CODE, *Where.PERMISSIONS.toTypedArray())
        stage.chosen.places = false
        where.stop()
        show()
    }

    fun permitted(code: Int, given: Boolean) {
        if (code != CODE) return
        stage.chosen.places = given
        ask()
        stage.tell(if (given) null else ui.say(R.string.place_refused))
        show()
    }

    private fun show() {
        val found = where.fix()
        val words = when {
            !isOn -> ui.say(R.string.place_off)
            found == null -> ui.say(R.string.place_looking)
            else -> ui.say(R.string.place_found, found.accuracy.toInt())
        }
        box?.text = (if (isOn) "☑ " else "☐ ") + words
        box?.isSelected = isOn
        box?.contentDescription = words
    }

    private companion object {
        const val CODE = 12
    }
}
