package org.crosscheck.app.screens

import android.view.View
import org.crosscheck.app.Draft
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.choice
import org.crosscheck.core.PackRow
import org.crosscheck.ffi.PaperForm

/** Blank A4 sheets of a checklist, for where phones stay outside: chosen, written and handed on. */
class Sheets(private val stage: Stage, private val draft: Draft) {
    private val ui = stage.ui

    fun views(packs: List<PackRow>): List<View> {
        draft.begin(PACK, packs.firstOrNull()?.number?.toString().orEmpty())
        draft.begin(FORM, PaperForm.HTML.name)
        val pack = packs.find { it.number.toString() == draft[PACK] } ?: return listOf(ui.small(ui.say(R.string.open_no_packs)))
        val kinds = listOf("" to ui.say(R.string.filter_all)) + pack.siteKinds.map { it to it }
        val forms = FORMS.map { it.name to ui.say(it.word()) }
        val write = ui.secondary(ui.say(R.string.sheets_export)) { export(pack) }
        return listOfNotNull(
            ui.small(ui.say(R.string.sheets_how)),
            if (packs.size == 1) null else ui.choice(ui.say(R.string.open_pack), packs.map { it.number.toString() to it.title }, draft, PACK) {
                draft[KIND] = ""
                stage.redraw()
            },
            ui.choice(ui.say(R.string.open_kind), kinds, draft, KIND) { stage.redraw() },
            ui.choice(ui.say(R.string.form), forms, draft, FORM) { stage.redraw() },
            write,
        )
    }

    private fun export(pack: PackRow) {
        val (kind, form) = draft[KIND].ifEmpty { null } to PaperForm.valueOf(draft[FORM])
        val name = listOfNotNull(pack.title, kind).joinToString("-")
        stage.export("$name.${form.ending()}", form.mime()) { campaign, path -> campaign.exportSheets(pack.number, kind, form, path) }
    }

    private companion object {
        const val PACK = "sheet pack"
        const val KIND = "sheet kind"
        const val FORM = "sheet form"
        val FORMS = listOf(PaperForm.HTML, PaperForm.XLSX)
    }
}
