package org.crosscheck.app.screens

import java.io.File
import java.security.MessageDigest
import org.crosscheck.app.Desk
import org.crosscheck.app.Draft
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Shots
import org.crosscheck.core.Fix
import org.crosscheck.core.IndicatorRef
import org.crosscheck.ffi.PhotoShot

/**
 * A photo that was taken and is not kept yet. Its file's name stands in the draft from before the camera writes it until
 * core has it, so that whoever is killed meanwhile finds it again.
 */
class Pending(
    private val stage: Stage,
    private val shots: Shots,
    private val visit: String,
    private val indicator: IndicatorRef?,
    private val draft: () -> Draft,
) {
    /** Keeping was tried by this very screen: somebody says whether it is tried again. */
    var isTried = false
        private set

    private val name: String get() = draft()[NAME]

    /** Of another app's camera, and recorded as such. */
    private val isForeign: Boolean get() = draft()[FROM] == FOREIGN

    /** The photo, where there is one; an empty file is none. */
    val file: File? get() = name.takeIf { it.isNotEmpty() }?.let(shots::file)?.takeIf { it.length() > 0 }

    fun begin(name: String, foreign: Boolean) {
        draft()[NAME] = name
        draft()[FROM] = if (foreign) FOREIGN else ""
    }

    /** Nothing is on its way any more. */
    fun drop() {
        if (name.isNotEmpty()) shots.file(name).delete()
        listOf(NAME, FROM).forEach { draft()[it] = "" }
        isTried = false
    }

    /** What keeping came to: the photo; none where the disk did not take its file. */
    class Kept(val photo: String?)

    /**
     * Keeps it. [write] puts it into its file first, on the thread that keeps it; false where the disk is full. [then] gets
     * what it came to, or core's sentence.
     */
    fun keep(fix: Fix?, write: () -> Boolean, then: (Kept?, String) -> Unit) {
        val (file, foreign) = shots.file(name) to isForeign
        val shot = PhotoShot(file.path, null, foreign, fix.takeIf { !foreign }, "", indicator)
        isTried = true
        stage.look({ desk ->
            if (write()) Kept(desk.already(file, foreign) ?: desk.keep(shots, visit, shot).photo).also { file.delete() } else Kept(null)
        }, then)
    }

    /**
     * The photo that core finished by itself after this app was killed in the middle of it. Core removes the file of this
     * app's camera then, and leaves alone what came from elsewhere: that would be kept twice.
     */
    private fun Desk.already(file: File, foreign: Boolean): String? {
        if (!foreign) return null
        val imported = campaign.photos(visit).rows.filter { it.capture?.imported == true }
        if (imported.isEmpty()) return null
        val digest = MessageDigest.getInstance("SHA-256")
        file.inputStream().use { input ->
            val piece = ByteArray(PIECE)
            while (true) {
                val read = input.read(piece)
                if (read < 0) break
                digest.update(piece, 0, read)
            }
        }
        val hash = digest.digest().joinToString("") { "%02x".format(it) }
        return imported.map { it.photo }.find { campaign.photo(visit, it)?.original?.blob?.hash == hash }
    }

    private companion object {
        const val NAME = "pending"
        const val FROM = "from"
        const val FOREIGN = "system"
        const val PIECE = 64 shl 10
    }
}
