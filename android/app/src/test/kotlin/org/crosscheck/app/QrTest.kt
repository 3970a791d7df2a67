package org.crosscheck.app

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Matrix
import android.graphics.Paint
import java.util.Random
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.ui.Qr
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A code that one phone shows is read by another, held as people hold phones. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class)
class QrTest {
    private val text = "crosscheck://join?名称=交叉检查（生成）&key=" + "0123456789abcdef".repeat(12)

    /** A photo of a code: grown to [side] pixels, turned by [degrees], somewhere on a grey wall. */
    private fun seen(code: Bitmap, side: Int, degrees: Float): Bitmap {
        val wall = Bitmap.createBitmap(640, 640, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(wall).apply { drawColor(Color.LTGRAY) }
        val by = side.toFloat() / code.width
        val place = Matrix().apply {
            postScale(by, by)
            postRotate(degrees, side / 2f, side / 2f)
            postTranslate((640 - side) / 2f, (640 - side) / 2f)
        }
        canvas.drawBitmap(code, place, Paint())
        return wall
    }

    @Test
    fun `what is shown is read, however the phone is held`() {
        val code = Qr.draw(text)!!
        for (degrees in listOf(0f, 7f, 90f, 180f, 270f)) {
            assertEquals("turned by $degrees", text, Qr.read(seen(code, 440, degrees)))
        }
    }

    @Test
    fun `a code in light on dark is read too`() {
        val code = Qr.draw(text)!!
        val pixels = IntArray(code.width * code.height)
        code.getPixels(pixels, 0, code.width, 0, 0, code.width, code.height)
        val turned = IntArray(pixels.size) { pixels[it] xor 0xffffff }
        val light = Bitmap.createBitmap(turned, code.width, code.height, Bitmap.Config.ARGB_8888)
        assertEquals(text, Qr.read(Bitmap.createScaledBitmap(light, code.width * 6, code.height * 6, false)))
    }

    @Test
    fun `where there is no code nothing is read, and what is too long gives none`() {
        assertNull(Qr.read(seen(Bitmap.createBitmap(8, 8, Bitmap.Config.ARGB_8888), 400, 0f)))
        assertNull(Qr.draw("x".repeat(4000)))
    }

    /** The dots of some codes look like a corner of one; a picture of the screen itself has nothing else to go by. */
    @Test
    fun `a picture of the screen is read, whatever the code says`() {
        val luck = Random(1)
        repeat(100) { at ->
            val bytes = ByteArray(100 + 8 * at).also(luck::nextBytes)
            val said = "crosscheck://enrol?" + bytes.joinToString("") { "%02x".format(it) }
            val code = Qr.draw(said)!!
            assertEquals(said, Qr.read(Bitmap.createScaledBitmap(code, code.width * 4, code.height * 4, false)))
        }
    }
}
