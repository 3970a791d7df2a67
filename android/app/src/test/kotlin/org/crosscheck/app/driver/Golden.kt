package org.crosscheck.app.driver

import android.graphics.Bitmap
import android.view.View
import android.widget.EditText
import android.widget.TextView
import java.awt.image.BufferedImage
import java.awt.image.DataBuffer
import java.awt.image.IndexColorModel
import java.io.File
import javax.imageio.ImageIO

/**
 * Pictures, at half their size, that were looked at and are the same again, pixel for pixel. What differs from run to run (times, codes drawn at
 * random, sizes) is drawn as one and the same. `-Dgolden.renew=true` writes them anew: look at them before committing.
 */
object Golden {
    private val dir = File(System.getProperty("golden.dir"))
    private val renew = System.getProperty("golden.renew").toBoolean()

    private val varies = listOf(
        Regex("""\d{4}-\d\d-\d\d \d\d:\d\d""") to "2026-04-10 09:30",
        Regex("""\d{4}年\d{1,2}月\d{1,2}日""") to "2026年4月10日",
        // Of today; what the walk records lies in 2017.
        Regex("""20(2[6-9]|[3-9]\d)-\d\d-\d\d""") to "2026-04-10",
        Regex("""\d+ bytes""") to "1 bytes",
        Regex("""\b\d{13}\b""") to "1775000000000",
        Regex("""^\d{6}$""") to "123456",
        Regex("""[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}""") to "ABCD-EFGH-JKMN",
        Regex("""[0-9a-f]{16,}""") to "0123456789abcdef",
        Regex("""([0-9a-f]{4} ){7,}[0-9a-f]{4}""") to "0123 4567 89ab cdef",
        Regex("""[\d.]+ [kM]?B""") to "1 kB",
        Regex("""第 \d+ 条""") to "第 1 条",
        Regex("""Entry \d+""") to "Entry 1",
        Regex("""127\.0\.0\.1:\d+""") to "127.0.0.1:8443",
    )

    /** Draws the screen as it is every time. */
    fun picture(hand: Hand): Bitmap {
        val before = mutableListOf<Pair<TextView, CharSequence>>()
        val hidden = hand.views().filter { it.tag == "varies" }.toList()
        hand.views().filterIsInstance<TextView>().filter { it !is EditText }.toList().forEach { view ->
            val said = view.text.toString()
            val same = varies.fold(said) { text, (what, by) -> what.replace(text, by) }
            if (same != said) {
                before += view to view.text
                view.text = same
            }
        }
        hidden.forEach { it.visibility = View.INVISIBLE }
        hand.settle()
        val whole = Shots.of(hand.decor)
        val picture = Bitmap.createScaledBitmap(whole, whole.width / 2, whole.height / 2, true)
        before.forEach { (view, text) -> view.text = text }
        hidden.forEach { it.visibility = View.VISIBLE }
        hand.settle()
        return picture
    }

    /** What is not as it was; none where it is, or where it is written anew. */
    fun compare(name: String, picture: Bitmap): String? {
        val (now, file) = coarse(picture) to File(dir, "$name.png")
        if (renew) {
            write(now, file)
            return null
        }
        val seen = File(System.getProperty("shots.dir"), "golden/$name.png")
        if (!file.exists()) {
            write(now, seen)
            return "$name: there is no golden picture"
        }
        val differing = differing(ImageIO.read(file), now)
        if (differing == 0) return null
        write(now, seen)
        return "$name: $differing pixels are not as they were; see target/shots/golden"
    }

    /** Sixteen steps of each colour: enough to see every fault, and files that a repository bears. */
    private fun coarse(bitmap: Bitmap): BufferedImage {
        val pixels = IntArray(bitmap.width * bitmap.height)
        bitmap.getPixels(pixels, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
        for (at in pixels.indices) {
            val step = (pixels[at] shr 4) and 0x0f0f0f
            pixels[at] = step or (step shl 4)
        }
        val colours = pixels.toSortedSet().toIntArray()
        check(colours.size <= 256) { "${colours.size} colours" }
        val model = IndexColorModel(8, colours.size, colours, 0, false, -1, DataBuffer.TYPE_BYTE)
        val image = BufferedImage(bitmap.width, bitmap.height, BufferedImage.TYPE_BYTE_INDEXED, model)
        val indices = pixels.map { colours.binarySearch(it) }.toIntArray()
        image.raster.setPixels(0, 0, bitmap.width, bitmap.height, indices)
        return image
    }

    private fun write(image: BufferedImage, file: File) {
        file.parentFile!!.mkdirs()
        ImageIO.write(image, "png", file)
    }

    private fun differing(one: BufferedImage, other: BufferedImage): Int {
        if (one.width != other.width || one.height != other.height) return Int.MAX_VALUE
        return (0 until one.height).sumOf { y -> (0 until one.width).count { x -> one.getRGB(x, y) != other.getRGB(x, y) } }
    }
}
