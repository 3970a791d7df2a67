package org.crosscheck.app.screens

import android.content.Intent
import android.net.Uri
import android.view.View
import org.crosscheck.app.Draft
import org.crosscheck.app.R
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.choice
import org.crosscheck.ffi.BundleFiles
import org.crosscheck.ffi.ErrandOutcome

/** 数据包: what this phone has as one sealed file for another, and another's taken in; where there is no hub. */
class Bundles(private val stage: Stage, private val draft: Draft) {
    private val ui = stage.ui

    fun views(): List<View> {
        draft.begin(FILES, BundleFiles.SMALL.name)
        val files = BundleFiles.entries.map { it.name to ui.say(word(it)) }
        return listOf(
            ui.heading(ui.say(R.string.bundles)),
            ui.body(ui.say(R.string.bundles_how)),
            ui.choice(ui.say(R.string.bundle_files), files, draft, FILES) { stage.redraw() },
            ui.secondary(ui.say(R.string.bundle_write), ::write),
            ui.secondary(ui.say(R.string.bundle_open), ::pick),
        )
    }

    private fun word(files: BundleFiles): Int = when (files) {
        BundleFiles.NOTHING -> R.string.bundle_nothing
        BundleFiles.SMALL -> R.string.bundle_small
        BundleFiles.PREVIEWS -> R.string.bundle_previews
        BundleFiles.ORIGINALS -> R.string.bundle_originals
    }

    private fun write() {
        val (files, file) = BundleFiles.valueOf(draft[FILES]) to stage.shared(NAME)
        stage.errand({ campaign ->
            file.delete()
            campaign.writeBundle(file.path, files)
        }, { outcome ->
            stage.refresh()
            (outcome as? ErrandOutcome.BundleWritten)?.written?.let { written ->
                val lacking = written.lacking + written.withheld
                val more = if (lacking == 0uL) null else ui.say(R.string.bundle_lacking, lacking.toLong())
                stage.say(listOfNotNull(ui.say(R.string.bundle_written, written.recipients.toLong()), more).joinToString("\n"))
            }
            stage.share(file, MIME)
        })
    }

    private fun pick() = stage.pickBundle(PICK)

    /** What the system's picker gave: copied to the app's own folder, taken in, and the copy removed. */
    fun answered(code: Int, data: Intent?, well: Boolean) {
        val uri = data?.data ?: return
        if (code == PICK && well) take(uri)
    }

    private fun take(uri: Uri) {
        stage.act({ stage.bundleOf(uri) }) { copy ->
            if (copy == null) return@act stage.tell(ui.say(R.string.bundle_unread))
            stage.errand({ it.openBundle(copy.path) }, { outcome ->
                copy.delete()
                stage.again()
                (outcome as? ErrandOutcome.BundleOpened)?.let { stage.say(ui.said(it.taken)) }
            }) { why ->
                copy.delete()
                stage.again()
                stage.tell(why)
            }
        }
    }

    private companion object {
        const val FILES = "files"
        const val PICK = 71
        const val NAME = "crosscheck.bundle"
        const val MIME = "application/octet-stream"
    }
}
