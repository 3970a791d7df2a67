package org.crosscheck.app.host

import android.content.Context
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.ImageDecoder
import android.net.Uri
import android.os.Build
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.InputStream
import java.util.UUID
import org.crosscheck.app.ui.Newer

/** What became of a picture that was to be brought in. */
sealed class Brought {
    class Here(val file: File) : Brought()

    /** Larger than is taken. */
    object Large : Brought()

    /** The other app does not give it, or gives nothing. */
    object Unread : Brought()

    /** This phone's disk does not take it. */
    object Full : Brought()
}

/** Files of photos on their way into the campaign, in the app's own folder: no other app reads them. */
class Shots(private val context: Context) {
    /** A name for a photo to be taken. Its file stays until the photo is kept or somebody drops it. */
    fun name(): String = "$OWN${UUID.randomUUID()}.jpg"

    fun file(name: String): File = Handed.shot(context, name)

    /** Lets a camera app write into a file of this name; none where the disk is full. */
    fun opened(name: String): Uri? = try {
        val file = file(name)
        file.createNewFile()
        Handed.uri(file, Handed.IN)
    } catch (_: IOException) {
        null
    }

    /** A photo is whole under its name or not there: it is written beside and moved. False where the disk is full. */
    fun write(name: String, bytes: ByteArray): Boolean {
        val part = file("$PART$name")
        return try {
            FileOutputStream(part).use {
                it.write(bytes)
                it.fd.sync()
            }
            part.renameTo(file(name))
        } catch (_: IOException) {
            part.delete()
            false
        }
    }

    /** Copies what another app holds, [most] bytes at the most. Off the main thread. */
    fun bring(from: Uri, most: Long = MOST): Brought {
        val file = file("$PART${UUID.randomUUID()}")
        val came = try {
            context.contentResolver.openInputStream(from)?.use { copy(it, file, most) } ?: Brought.Unread
        } catch (_: IOException) {
            Brought.Unread
        } catch (_: SecurityException) {
            // The grant is over, or the other app takes it back.
            Brought.Unread
        }
        if (came !is Brought.Here) file.delete()
        return came
    }

    private fun copy(input: InputStream, file: File, most: Long): Brought {
        var came = 0L
        val piece = ByteArray(PIECE)
        val out = try {
            FileOutputStream(file)
        } catch (_: IOException) {
            return Brought.Full
        }
        out.use {
            while (true) {
                val read = input.read(piece)
                if (read < 0) break
                came += read
                if (came > most) return Brought.Large
                try {
                    out.write(piece, 0, read)
                } catch (_: IOException) {
                    return Brought.Full
                }
            }
        }
        return if (came == 0L) Brought.Unread else Brought.Here(file)
    }

    /** The JPEG the system makes of a HEIC, turned as it says, no side longer than [side]; none where it cannot. */
    fun shown(of: File, side: Int): File? {
        val picture = decode(of, side) ?: return null
        val file = file("$PART${UUID.randomUUID()}.jpg")
        return try {
            FileOutputStream(file).use { picture.compress(Bitmap.CompressFormat.JPEG, QUALITY, it) }
            file
        } catch (_: IOException) {
            file.delete()
            null
        }
    }

    /** By its own first bytes; names are not asked. */
    fun isHeic(file: File): Boolean {
        val head = ByteArray(HEAD)
        val read = try {
            file.inputStream().use { it.read(head) }
        } catch (_: IOException) {
            0
        }
        val brand = String(head, Charsets.ISO_8859_1)
        return read == HEAD && brand.substring(4, 8) == "ftyp" && brand.substring(8) in HEICS
    }

    private fun decode(file: File, side: Int): Bitmap? = when {
        Build.VERSION.SDK_INT >= 28 -> decoded(file, side)
        // Before that the system knows no HEIC, but another form may call itself so.
        else -> BitmapFactory.decodeFile(file.path)
    }

    @Newer
    private fun decoded(file: File, side: Int): Bitmap? = try {
        ImageDecoder.decodeBitmap(ImageDecoder.createSource(file)) { decoder, info, _ ->
            decoder.allocator = ImageDecoder.ALLOCATOR_SOFTWARE
            val over = maxOf(info.size.width, info.size.height).toFloat() / side
            if (over > 1f) decoder.setTargetSize((info.size.width / over).toInt(), (info.size.height / over).toInt())
        }
    } catch (_: IOException) {
        null
    }

    companion object {
        /** What a photo's file that must not be lost begins with. */
        const val OWN = "shot-"

        /** What comes in by parts. Never left from one start to the next. */
        private const val PART = "part-"

        /** What core takes at the most. */
        const val MOST = 256L shl 20
        private const val PIECE = 64 shl 10
        private const val QUALITY = 92
        private const val HEAD = 12
        private val HEICS = setOf("heic", "heix", "heim", "heis", "mif1", "msf1")
    }
}
