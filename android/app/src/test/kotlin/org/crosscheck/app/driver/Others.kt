package org.crosscheck.app.driver

import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import java.io.File
import org.crosscheck.ffi.Crosscheck
import org.crosscheck.ffi.softwareKeys
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** A phone that is in no campaign yet, without a screen. */
class NewPhone(folder: File) : AutoCloseable {
    val app = Crosscheck.open(File(folder, "campaigns").path, softwareKeys(File(folder, "keys").path), null, null)

    override fun close() {
        app.campaigns().forEach { app.closeCampaign(it.campaign) }
        app.close()
    }
}

/** The same phone twice: everything of the one that rests in [folder] lies in [copy] too. */
fun cloned(folder: File, copy: File, campaign: String): NewPhone {
    folder.copyRecursively(copy, overwrite = true)
    return NewPhone(copy).also { check(it.app.campaigns().single().campaign == campaign) }
}

/** What lies on the clipboard of the phone that is held. */
fun pasted(): String {
    val board = RuntimeEnvironment.getApplication().getSystemService(ClipboardManager::class.java)
    return board.primaryClip!!.getItemAt(0).text.toString()
}

/** The file that was handed to the share sheet last, and its type. */
fun Hand.shared(): Pair<File, String> {
    val chooser = shadowOf(activity).nextStartedActivityForResult.intent
    check(chooser.action == Intent.ACTION_CHOOSER) { chooser }
    @Suppress("DEPRECATION")
    val send = chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!
    @Suppress("DEPRECATION")
    val uri = send.getParcelableExtra<Uri>(Intent.EXTRA_STREAM)!!
    return File(File(activity.cacheDir, "shared"), uri.lastPathSegment!!) to send.type!!
}

/** Answers what another app was asked for with a document. */
fun Hand.gives(document: File) {
    val asked = shadowOf(activity).nextStartedActivityForResult
    val uri = Uri.parse("content://documents.of.the.test/${document.name}")
    shadowOf(activity.contentResolver).registerInputStream(uri, document.inputStream())
    shadowOf(activity).receiveResult(asked.intent, android.app.Activity.RESULT_OK, Intent().setData(uri))
    settle()
}
