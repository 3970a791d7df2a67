package org.crosscheck.app.driver

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.RandomAccessFile
import java.nio.file.Files
import org.junit.AssumptionViolatedException
import org.junit.rules.ExternalResource
import org.robolectric.RuntimeEnvironment

/**
 * The phone's disk is small and nobody else's: everything this app writes lies there, and it can be filled until the kernel
 * itself refuses. `android/test` makes one; where it cannot, the test is skipped and says why.
 */
class SmallDisk : ExternalResource() {
    private val disk = File(System.getProperty("small.disk").orEmpty())
    private val ballast = File(disk, "ballast")
    private var given = 0L

    override fun before() {
        if (!disk.isDirectory) {
            val why = System.getenv("NO_SMALL_DISK") ?: "run by android/test they have one"
            println("SKIPPED: tests of a full disk: $why")
            throw AssumptionViolatedException(why)
        }
        check(disk.totalSpace in 1..MOST) { "somebody else may need this disk" }
        // What the system has laid out already goes along; the app finds its folders by the same names.
        val data = File(RuntimeEnvironment.getApplication().applicationInfo.dataDir)
        val own = File(disk, "data")
        check(data.copyRecursively(own) && data.deleteRecursively())
        Files.createSymbolicLink(data.toPath(), own.toPath())
    }

    override fun after() {
        disk.listFiles().orEmpty().forEach { it.deleteRecursively() }
    }

    /** Takes all the room there is, to the last byte: within a block there is room for a row. */
    fun fill() {
        FileOutputStream(ballast).use { file -> PIECES.forEach { fill(file, ByteArray(it)) } }
        check(disk.usableSpace == 0L)
    }

    private fun fill(file: FileOutputStream, piece: ByteArray) {
        try {
            while (true) file.write(piece)
        } catch (_: IOException) {
            // The kernel takes no more of this size.
        }
    }

    /** There is room for a little more; a few megabytes in all are room for anything a person does. */
    fun give(bytes: Long) = RandomAccessFile(ballast, "rw").use {
        given += bytes
        check(given < ENOUGH) { "it is not done with all the room it needs" }
        it.setLength(it.length() - bytes)
    }

    /** There is room again. */
    fun free() = check(ballast.delete())

    private companion object {
        const val MOST = 64L shl 20
        const val ENOUGH = 6L shl 20
        val PIECES = listOf(1 shl 16, 1 shl 9, 1)
    }
}
