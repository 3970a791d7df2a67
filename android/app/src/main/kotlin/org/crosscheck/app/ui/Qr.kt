package org.crosscheck.app.ui

import android.graphics.Bitmap
import android.graphics.Color
import android.graphics.drawable.BitmapDrawable
import android.view.View
import android.widget.ImageView
import com.google.zxing.BarcodeFormat
import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.EncodeHintType
import com.google.zxing.LuminanceSource
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.WriterException
import com.google.zxing.common.BitMatrix
import com.google.zxing.common.GlobalHistogramBinarizer
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import com.google.zxing.qrcode.QRCodeWriter
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel
import org.crosscheck.app.R

/**
 * A text as a QR code, dark on white by day and night, with [describedAs] for a screen reader. What is too long for one
 * code says so in its place; the text itself can still be shared or shown as words.
 */
fun Ui.qr(text: String, describedAs: CharSequence = say(R.string.qr)): View {
    val code = Qr.draw(text) ?: return body(say(R.string.qr_too_long))
    return ImageView(context).apply {
        // Codes are drawn at random: a golden picture leaves them out.
        tag = "varies"
        contentDescription = describedAs
        // One dot of the code is one pixel of the picture: grown without a filter its edges stay sharp.
        setImageDrawable(BitmapDrawable(resources, code).apply { isFilterBitmap = false })
        scaleType = ImageView.ScaleType.FIT_CENTER
        adjustViewBounds = true
        maxHeight = minOf(resources.displayMetrics.widthPixels, resources.displayMetrics.heightPixels)
        setBackgroundColor(Color.WHITE)
    }
}

/** QR codes, drawn and read. */
object Qr {
    private const val QUIET = 4

    /** One pixel a dot, with the quiet zone around it; none where the text is too long for a code. */
    fun draw(text: String): Bitmap? {
        val hints = mapOf(
            EncodeHintType.ERROR_CORRECTION to ErrorCorrectionLevel.M,
            EncodeHintType.CHARACTER_SET to "UTF-8",
            EncodeHintType.MARGIN to QUIET,
        )
        if (text.isEmpty()) return null
        val dots = try {
            QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints)
        } catch (_: WriterException) {
            return null
        }
        return dots.bitmap()
    }

    private fun BitMatrix.bitmap(): Bitmap {
        val pixels = IntArray(width * height) { at -> if (get(at % width, at / width)) Color.BLACK else Color.WHITE }
        return Bitmap.createBitmap(pixels, width, height, Bitmap.Config.RGB_565)
    }

    /** The text of the code that a picture shows; none where it shows none. Takes a while: off the main thread. */
    fun read(picture: Bitmap): String? {
        val pixels = IntArray(picture.width * picture.height)
        picture.getPixels(pixels, 0, picture.width, 0, 0, picture.width, picture.height)
        val light = RGBLuminanceSource(picture.width, picture.height, pixels)
        return decode(light) ?: decode(light.invert())
    }

    private fun decode(light: LuminanceSource): String? {
        // The last is for a picture of the code and nothing else, straight as it was drawn: no corner is looked for.
        val ways = listOf(
            HybridBinarizer(light) to DecodeHintType.TRY_HARDER,
            GlobalHistogramBinarizer(light) to DecodeHintType.TRY_HARDER,
            GlobalHistogramBinarizer(light) to DecodeHintType.PURE_BARCODE,
        )
        return ways.firstNotNullOfOrNull { (way, hint) ->
            try {
                QRCodeReader().decode(BinaryBitmap(way), mapOf(hint to true)).text
            } catch (_: ReaderException) {
                // No code, or one that is torn or blurred: the next picture may show it better.
                null
            }
        }
    }
}
