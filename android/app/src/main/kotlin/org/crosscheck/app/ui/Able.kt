package org.crosscheck.app.ui

import android.view.View

/** A button that does nothing yet is seen to: paler, and said so by a screen reader. */
fun View.able(on: Boolean) {
    isEnabled = on
    alpha = if (on) 1f else PALE
}

private const val PALE = 0.4f
