package org.crosscheck.app.screens

import android.content.Intent
import android.net.Uri
import android.provider.OpenableColumns
import java.io.File
import java.io.IOException
import java.util.UUID
import org.crosscheck.app.Kind
import org.crosscheck.app.R
import org.crosscheck.app.Spot
import org.crosscheck.app.Stage
import org.crosscheck.app.ui.Ui
import org.crosscheck.ffi.BundleTaken

/** Lets somebody choose a bundle in the system's picker. */
fun Stage.pickBundle(code: Int) {
    tell(null)
    call(code, Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*"))
}

/** Where the copy of a chosen bundle lies until it is taken in. */
fun Stage.bundleCopy(name: String) = File(File(activity.cacheDir, "taken"), name)

/**
 * What the system's picker gave, copied to the app's own folder under the document's own name, which is what core calls it;
 * none of a document that is gone or cannot be read.
 */
fun Stage.bundleOf(uri: Uri): File? {
    val copy = bundleCopy(bundleName(uri).replace(UNFIT, ""))
    return try {
        copy.parentFile?.mkdirs()
        val from = activity.contentResolver.openInputStream(uri) ?: return null
        from.use { read -> copy.outputStream().use { read.copyTo(it) } }
        copy
    } catch (_: IOException) {
        copy.delete()
        null
    } catch (_: SecurityException) {
        null
    }
}

private fun Stage.bundleName(uri: Uri): String {
    val columns = arrayOf(OpenableColumns.DISPLAY_NAME)
    val named = activity.contentResolver.query(uri, columns, null, null, null)?.use { if (it.moveToFirst()) it.getString(0) else null }
    return named?.substringAfterLast('/')?.takeIf { it.trim('.').isNotEmpty() } ?: "crosscheck.bundle"
}

/** A bundle that somebody joins by: chosen in the system's picker, and taken from there to 加入, which is where [then] leads. */
class Invitation(private val stage: Stage, private val then: (Spot) -> Unit = stage::go) {
    fun choose() = stage.pickBundle(PICK)

    fun answered(code: Int, data: Intent?, well: Boolean) {
        val uri = data?.data
        if (code != PICK || !well || uri == null) return
        stage.act({ Copied(stage.bundleOf(uri)) }) { copied ->
            val name = copied.file?.name ?: return@act stage.tell(stage.ui.say(R.string.bundle_unread))
            // Bundles are called the same again and again: what was said of another is not said of this one.
            then(Spot(Kind.JOIN, "", name, "", UUID.randomUUID().toString()))
        }
    }

    private class Copied(val file: File?)

    private companion object {
        const val PICK = 72
    }
}

/** What a bundle brought, in words. */
fun Ui.said(taken: BundleTaken): String {
    val new = taken.new.segments + taken.new.texts + taken.new.files
    val lines = mutableListOf(say(if (new == 0uL) R.string.bundle_known else R.string.bundle_taken, new.toLong()))
    if (taken.gaps > 0uL) lines += say(R.string.bundle_gaps, taken.gaps.toLong())
    return (lines + taken.problems).joinToString("\n")
}
