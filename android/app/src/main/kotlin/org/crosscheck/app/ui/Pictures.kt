package org.crosscheck.app.ui

import android.content.Context
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.widget.ImageView
import java.io.File

/** Pictures as they are shown: never in more pixels than the screen has, however large the file is. Off the main thread. */
object Pictures {
    fun of(bytes: ByteArray, context: Context, most: Int = Int.MAX_VALUE): Bitmap? =
        within(context, most) { BitmapFactory.decodeByteArray(bytes, 0, bytes.size, it) }

    fun of(file: File, context: Context, most: Int = Int.MAX_VALUE): Bitmap? =
        within(context, most) { BitmapFactory.decodeFile(file.path, it) }

    /** [most]: no side is longer. */
    private fun within(context: Context, most: Int, decode: (BitmapFactory.Options) -> Bitmap?): Bitmap? {
        val screen = context.resources.displayMetrics
        val (width, height) = minOf(most, screen.widthPixels) to minOf(most, screen.heightPixels)
        val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
        decode(size)
        if (size.outWidth <= 0 || size.outHeight <= 0) return null
        var sample = 1
        // The decoder leaves out whole lines first: it never holds more than twice what is shown.
        while (size.outWidth / sample > 2 * width || size.outHeight / sample > 2 * height) sample *= 2
        val (wide, high) = size.outWidth / sample to size.outHeight / sample
        val over = maxOf(wide.toFloat() / width, high.toFloat() / height)
        val options = BitmapFactory.Options().apply {
            inSampleSize = sample
            if (over > 1f) {
                inScaled = true
                inDensity = wide
                inTargetDensity = (wide / over).toInt().coerceAtLeast(1)
            }
        }
        return decode(options)
    }
}

/** A picture that comes later; [describedAs] is what a screen reader says of it, none where words beside it say it all. */
fun Ui.picture(describedAs: CharSequence?): ImageView = ImageView(context).apply {
    scaleType = ImageView.ScaleType.FIT_CENTER
    contentDescription = describedAs
    if (describedAs == null) importantForAccessibility = ImageView.IMPORTANT_FOR_ACCESSIBILITY_NO
    setBackgroundResource(org.crosscheck.app.R.drawable.raised)
}
