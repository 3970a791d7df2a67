package org.crosscheck.app.screens

import org.crosscheck.app.Desk
import org.crosscheck.app.Page
import org.crosscheck.app.R
import org.crosscheck.app.Screen
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Typed
import org.crosscheck.app.ui.field
import org.crosscheck.app.ui.me
import org.crosscheck.core.DocumentRow
import org.crosscheck.core.SeenDocument

/** 文件: title, number, date, seen or copied; none that is marked secret. [Spot.of]: visit, thing. */
class DocumentScreen(stage: Stage, spot: Spot) : Screen<DocumentScreen.Shows>(stage, spot) {
    data class Shows(val row: DocumentRow?, val closed: Boolean)

    private val visit = spot.of[0]
    private val thing = spot.of.getOrElse(1) { "" }

    override fun fetch(desk: Desk): Shows {
        val methods = desk.campaign.methods(visit)
        return Shows(methods.documents.find { it.thing.entity == thing }, methods.closed)
    }

    override fun draw(view: Shows): Page {
        view.row?.let { row ->
            draft.begin(TITLE, row.title.of(ui.me).ifEmpty { row.title.firstOrNull()?.words.orEmpty() })
            row.seen.firstOrNull()?.let { seen ->
                draft.begin(NUMBER, seen.number.orEmpty())
                draft.begin(DATE, seen.date.orEmpty())
                if (seen.copy) draft.begin(COPY, YES)
            }
        }
        val copy = draft[COPY] == YES
        val body = ui.scroll(
            ui.body(text(R.string.document_how)),
            ui.field(text(R.string.document_title), draft, TITLE),
            ui.field(text(R.string.document_number), draft, NUMBER),
            ui.field(text(R.string.document_date), draft, DATE, Typed.DATE, text(R.string.date_hint)),
            ui.check(text(R.string.document_copy), copy) {
                draft[COPY] = if (copy) "" else YES
                stage.redraw()
            },
            *view.row?.let { stage.under(visit, it.thing, view.closed) }.orEmpty().toTypedArray(),
        )
        val save = if (view.closed) null else ui.primary(text(R.string.save)) { save(view) }
        return Page(text(R.string.document), body, listOfNotNull(save))
    }

    private fun save(view: Shows) {
        fun said(name: String) = draft[name].trim().ifEmpty { null }
        val document = SeenDocument(said(NUMBER), said(DATE), draft[COPY] == YES)
        val title = draft[TITLE]
        val seen = view.row?.thing?.seen?.get("seen").orEmpty()
        stage.act({
            if (view.row == null) {
                it.campaign.seeDocument(visit, document, title)
            } else {
                it.campaign.mendDocument(visit, thing, document, title, seen)
            }
        }) {
            draft.clear()
            stage.back()
        }
    }

    private companion object {
        const val TITLE = "title"
        const val NUMBER = "number"
        const val DATE = "date"
        const val COPY = "copy"
        const val YES = "yes"
    }
}
