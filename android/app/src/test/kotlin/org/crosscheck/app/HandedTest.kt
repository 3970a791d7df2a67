package org.crosscheck.app

import android.content.Intent
import android.net.Uri
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException
import java.nio.file.Files
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.host.Handed
import org.crosscheck.app.host.Shots
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What other apps get of this app's files: the one they were handed, and nothing beside it. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class)
class HandedTest {
    private val app get() = RuntimeEnvironment.getApplication()
    private val base = "content://org.crosscheck.app.handed"

    private fun read(uri: Uri): String = app.contentResolver.openInputStream(uri)!!.use { String(it.readBytes()) }

    @Test
    fun `a document is read by whoever was handed it, under the name somebody gave it`() {
        val file = Handed.out(app, "检查报告（生成）.docx").apply { writeText("words") }
        val uri = Handed.uri(file, Handed.OUT)
        assertEquals("words", read(uri))
        assertEquals("application/vnd.openxmlformats-officedocument.wordprocessingml.document", app.contentResolver.getType(uri))
        app.contentResolver.query(uri, null, null, null, null)!!.use { row ->
            assertTrue(row.moveToFirst())
            assertEquals("检查报告（生成）.docx", row.getString(row.getColumnIndexOrThrow(OpenableColumns.DISPLAY_NAME)))
            assertEquals(5L, row.getLong(row.getColumnIndexOrThrow(OpenableColumns.SIZE)))
        }
        listOf("w", "rw", "rwt", "wa").forEach { mode ->
            assertThrows(mode, FileNotFoundException::class.java) { app.contentResolver.openFileDescriptor(uri, mode) }
        }
        assertThrows(UnsupportedOperationException::class.java) { app.contentResolver.delete(uri, null, null) }
        assertTrue(file.exists())
    }

    @Test
    fun `no name leads out of the two folders`() {
        val secret = File(app.filesDir, "secret.txt").apply { writeText("secret") }
        File(app.cacheDir, "shared").mkdirs()
        File(app.cacheDir, "beside.txt").writeText("beside")
        val odd = listOf(
            "out/..%2Fbeside.txt", "out/../beside.txt", "out/%2E%2E%2Fbeside.txt", "out/..", "out/.", "out/", "out", "",
            "out/a/b", "in/..%2Fsecret.txt", "in/../secret.txt", "files/secret.txt", "out/%2Fetc%2Fpasswd", "out//etc/passwd",
            "out/..%5Cbeside.txt", "out/a%00.txt", "out/.hidden", "in/" + "x".repeat(500), "out/not-there.txt", "in/not-there.jpg",
        )
        odd.forEach { name ->
            assertThrows(name, FileNotFoundException::class.java) { read(Uri.parse("$base/$name")) }
            assertThrows(name, FileNotFoundException::class.java) { app.contentResolver.openFileDescriptor(Uri.parse("$base/$name"), "w") }
        }
        val link = File(app.cacheDir, "shared/link.txt").toPath()
        Files.createSymbolicLink(link, secret.toPath())
        assertThrows("a link", FileNotFoundException::class.java) { read(Uri.parse("$base/out/link.txt")) }
        assertEquals("secret", secret.readText())
    }

    @Test
    fun `a name is made plain before a file has it`() {
        assertEquals("a_b_c.docx", Handed.out(app, "a/b\\c.docx").name)
        assertEquals("_", Handed.out(app, "..").name)
        assertEquals("__x", Handed.out(app, "../x").name)
        assertEquals("x", Handed.out(app, ".x").name)
        assertEquals(File(app.cacheDir, "shared"), Handed.out(app, "../../x").parentFile)
    }

    @Test
    fun `a file is handed over with leave to read it, and is gone at the next start, while a photo on its way stays`() {
        val hand = Hand().open()
        val file = Handed.out(app, "report.docx").apply { writeText("words") }
        hand.activity.share(file, "application/x")
        val chooser = shadowOf(hand.activity).nextStartedActivity
        @Suppress("DEPRECATION")
        val sent = chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!
        assertEquals(Intent.ACTION_SEND, sent.action)
        assertTrue(sent.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
        assertFalse(sent.flags and Intent.FLAG_GRANT_WRITE_URI_PERMISSION != 0)
        assertEquals("words", read(sent.clipData!!.getItemAt(0).uri))
        assertThrows(IllegalStateException::class.java) { hand.activity.share(File(app.filesDir, "keys"), "x/y") }
        val shots = Shots(app)
        val (name, part) = shots.name() to File(app.filesDir, "shots/part-x")
        shots.opened(name)
        part.writeText("half")
        hand.killWithState()
        assertTrue("the window comes back: whoever reads goes on", file.exists())
        hand.kill()
        assertFalse(file.exists() || part.exists())
        assertTrue(shots.file(name).exists())
        hand.close()
    }
}
