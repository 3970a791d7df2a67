package org.crosscheck.app.ui

import android.content.ClipData
import android.content.ClipboardManager
import org.crosscheck.app.R
import org.crosscheck.app.Stage

/** Puts a text where another app can paste it, and says so. */
fun Stage.copy(text: String) {
    val board = activity.getSystemService(ClipboardManager::class.java) ?: return
    board.setPrimaryClip(ClipData.newPlainText("", text))
    say(ui.say(R.string.copied))
}
