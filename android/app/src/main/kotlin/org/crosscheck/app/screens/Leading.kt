package org.crosscheck.app.screens

import java.io.File
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Handed
import org.crosscheck.core.PackRow
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome
import org.crosscheck.ffi.PaperForm

/** Title of a checklist by its number. */
fun List<PackRow>.title(number: ULong): String = find { it.number == number }?.title ?: number.toString()

/** The ending and the type of a document's file. */
fun PaperForm.ending(): String = when (this) {
    PaperForm.DOCX -> "docx"
    PaperForm.XLSX -> "xlsx"
    PaperForm.HTML -> "html"
}

fun PaperForm.mime(): String = when (this) {
    PaperForm.DOCX -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PaperForm.XLSX -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PaperForm.HTML -> "text/html"
}

/** What a form is called on the screen. */
fun PaperForm.word(): Int = when (this) {
    PaperForm.DOCX -> R.string.form_docx
    PaperForm.XLSX -> R.string.form_xlsx
    PaperForm.HTML -> R.string.form_html
}

/** What stands in no file's name. */
val UNFIT = Regex("""[\s/\\:*?"<>|]+""")

/** Where files lie that other apps may read once: emptied when the app starts. */
fun Stage.shared(name: String): File = Handed.out(activity, name.replace(UNFIT, ""))

/** Has core write a file, says what to look at in it, and hands it to the app that is chosen. */
fun Stage.export(name: String, mime: String, begin: (Campaign, String) -> Errand) {
    val file = shared(name)
    errand({ begin(it, file.path) }, { outcome ->
        val remarks = (outcome as? ErrandOutcome.Exported)?.remarks.orEmpty()
        say((listOf(ui.say(R.string.exported, file.name)) + remarks).joinToString("\n"))
        share(file, mime)
    })
}
