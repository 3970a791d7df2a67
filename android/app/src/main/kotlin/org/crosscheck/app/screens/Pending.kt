package org.crosscheck.app.screens

import java.io.File
import org.crosscheck.app.Draft
import org.crosscheck.app.Stage
import org.crosscheck.app.host.Shots
import org.crosscheck.core.CameFrom
import org.crosscheck.core.Fix
import org.crosscheck.core.IndicatorRef
import org.crosscheck.ffi.PhotoShot
import org.json.JSONObject

/**
 * A photo that was taken and is not kept yet. Its file's name and place stand in the draft from before the camera writes it
 * until core has it, so that whoever is killed meanwhile finds it again.
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

    private val from: CameFrom get() = if (draft()[FROM] == SYSTEM) CameFrom.SYSTEM_CAMERA else CameFrom.CAMERA

    /** The photo, where there is one; an empty file is none. */
    val file: File? get() = fileOf(shots, draft())

    /** A photo is to be written under [name]; [fix] is where this phone was when it was asked for. */
    fun begin(name: String, from: CameFrom, fix: Fix?) {
        draft()[NAME] = name
        draft()[FROM] = if (from == CameFrom.SYSTEM_CAMERA) SYSTEM else ""
        draft()[PLACE] = fix?.written(shots.file(name).lastModified()).orEmpty()
    }

    /** Nothing is on its way any more. */
    fun drop() {
        if (name.isNotEmpty()) shots.file(name).delete()
        listOf(NAME, FROM, PLACE).forEach { draft()[it] = "" }
        isTried = false
    }

    /** What keeping came to: the photo; none where the disk did not take its file. */
    class Kept(val photo: String?)

    /**
     * Keeps it. [write] puts it into its file first, on the thread that keeps it; false where the disk is full. [then] gets
     * what it came to, or core's sentence.
     */
    fun keep(write: () -> Boolean, then: (Kept?, String) -> Unit) {
        val (file, place) = shots.file(name) to draft()[PLACE]
        val shot = PhotoShot(file.path, null, from, place(place, file), "", indicator)
        isTried = true
        stage.look({ desk ->
            if (write()) Kept(desk.keep(shots, visit, shot).photo).also { file.delete() } else Kept(null)
        }, then)
    }

    /** @param begun when the file was made that another app was to write the photo into; 0 where there was none yet */
    private fun Fix.written(begun: Long): String = JSONObject()
        .put(LATITUDE, latitude).put(LONGITUDE, longitude).put(PROVIDER, provider)
        .put(ACCURACY, accuracy.toLong()).put(AGE, age.toLong()).put(MOCK, mock).put(BEGUN, begun).toString()

    /** The place is as much older as the other app took to write the photo. */
    private fun place(written: String, file: File): Fix? {
        if (written.isEmpty()) return null
        return with(JSONObject(written)) {
            val begun = getLong(BEGUN)
            val since = if (begun == 0L) 0 else (file.lastModified() - begun).coerceAtLeast(0)
            Fix(
                getLong(LATITUDE), getLong(LONGITUDE), getString(PROVIDER),
                getLong(ACCURACY).toULong(), (getLong(AGE) + since).toULong(), getBoolean(MOCK),
            )
        }
    }

    companion object {
        private const val NAME = "pending"
        private const val FROM = "from"
        private const val SYSTEM = "system"
        private const val PLACE = "place"
        private const val LATITUDE = "latitude"
        private const val LONGITUDE = "longitude"
        private const val PROVIDER = "provider"
        private const val ACCURACY = "accuracy"
        private const val AGE = "age"
        private const val MOCK = "mock"
        private const val BEGUN = "begun"

        private fun fileOf(shots: Shots, draft: Draft): File? =
            draft[NAME].takeIf { it.isNotEmpty() }?.let(shots::file)?.takeIf { it.length() > 0 }

        /** Whether the draft of a camera names a photo that is still on its way. */
        fun isThere(shots: Shots, draft: Draft): Boolean = fileOf(shots, draft) != null
    }
}
