package org.crosscheck.app.ui

import android.os.Build
import android.view.View

/** Calls something newer than the oldest Android, and has asked which one it runs on: the lint looks away here alone. */
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
@Retention(AnnotationRetention.BINARY)
annotation class Newer

/** A screen reader jumps from heading to heading. */
@Newer
fun View.heads() {
    if (Build.VERSION.SDK_INT >= 28) isAccessibilityHeading = true
}
