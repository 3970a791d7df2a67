package org.crosscheck.app.host

import android.content.ClipData
import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.content.Intent
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException

/**
 * The files that other apps may touch while they hold a grant for one of them: documents handed to somebody ([OUT], read
 * only), and the one file a camera app writes its photo into ([IN]). Nobody lists them, and no name leads out of the two
 * folders.
 */
class Handed : ContentProvider() {
    override fun onCreate() = true

    private fun file(uri: Uri): File {
        val path = uri.pathSegments
        val room = path.firstOrNull()?.let { folder(context!!, it) }
        if (path.size != 2 || room == null || !isPlain(path[1])) throw FileNotFoundException("no such file")
        val file = File(room, path[1])
        // A link laid into the folder would lead out of it.
        if (file.canonicalFile.parentFile != room.canonicalFile) throw FileNotFoundException("no such file")
        return file
    }

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val file = file(uri)
        if (mode != "r" && uri.pathSegments[0] != IN) throw FileNotFoundException("read only")
        // Files are made by this app alone: a name that is not there stays so.
        if (!file.isFile) throw FileNotFoundException("no such file")
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.parseMode(mode))
    }

    override fun getType(uri: Uri): String = TYPES[uri.lastPathSegment.orEmpty().substringAfterLast('.')] ?: ANY

    override fun query(uri: Uri, columns: Array<out String>?, which: String?, with: Array<out String>?, order: String?): Cursor {
        val file = file(uri)
        val names = columns ?: arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)
        val row = names.map { name ->
            when (name) {
                OpenableColumns.DISPLAY_NAME -> file.name
                OpenableColumns.SIZE -> file.length()
                else -> null
            }
        }
        return MatrixCursor(names, 1).apply { addRow(row) }
    }

    override fun insert(uri: Uri, values: ContentValues?): Uri? = throw UnsupportedOperationException()

    override fun update(uri: Uri, values: ContentValues?, which: String?, with: Array<out String>?): Int =
        throw UnsupportedOperationException()

    override fun delete(uri: Uri, which: String?, with: Array<out String>?): Int = throw UnsupportedOperationException()

    companion object {
        const val OUT = "out"
        const val IN = "in"
        private const val AUTHORITY = "org.crosscheck.app.handed"
        private const val ANY = "application/octet-stream"
        private const val LONGEST = 120
        private val TYPES = mapOf(
            "docx" to "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx" to "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html" to "text/html",
            "json" to "application/json",
            "txt" to "text/plain",
            "jpg" to "image/jpeg",
        )

        private fun folder(context: Context, room: String): File? = when (room) {
            OUT -> File(context.cacheDir, "shared")
            IN -> File(context.filesDir, "shots")
            else -> null
        }

        private fun isPlain(name: String): Boolean = name.length in 1..LONGEST && !name.startsWith(".") && ".." !in name &&
            name.none { it == '/' || it == '\\' || it.isISOControl() }

        /** A name that somebody may read, made into one that a file may have. */
        fun plain(name: String): String {
            val mild = name.map { if (it == '/' || it == '\\' || it == ':' || it.isISOControl()) '_' else it }.joinToString("")
            return mild.replace("..", "_").trimStart('.').takeLast(LONGEST).ifEmpty { "_" }
        }

        /** The file to write what is handed to somebody else. */
        fun out(context: Context, name: String): File {
            val folder = folder(context, OUT)!!
            folder.mkdirs()
            return File(folder, plain(name))
        }

        /** The file a photo is written into. */
        fun shot(context: Context, name: String): File {
            val folder = folder(context, IN)!!
            folder.mkdirs()
            return File(folder, plain(name))
        }

        fun uri(file: File, room: String): Uri =
            Uri.Builder().scheme("content").authority(AUTHORITY).appendPath(room).appendPath(file.name).build()

        /** Asks the system to whom a file of [out] is handed. */
        fun sending(context: Context, file: File, mime: String, title: String): Intent {
            check(file.canonicalFile.parentFile == folder(context, OUT)!!.canonicalFile)
            val uri = uri(file, OUT)
            val send = Intent(Intent.ACTION_SEND).apply {
                type = mime
                putExtra(Intent.EXTRA_STREAM, uri)
                // The grant goes with the clip, through the chooser to whichever app is chosen.
                clipData = ClipData.newRawUri(null, uri)
                addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
            }
            return Intent.createChooser(send, title).apply { addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION) }
        }

        /** At a start of the app: what was handed over is gone again, and what was on its way in and never came whole. */
        fun tidy(context: Context) {
            folder(context, OUT)!!.listFiles()?.forEach { it.delete() }
            folder(context, IN)!!.listFiles()?.filter { !it.name.startsWith(Shots.OWN) }?.forEach { it.delete() }
        }
    }
}
