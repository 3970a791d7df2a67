package org.crosscheck.app

import android.Manifest
import java.io.File
import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Released
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.SmallDisk
import org.crosscheck.app.driver.Stills
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.TestCamera
import org.crosscheck.app.driver.answer
import org.crosscheck.app.driver.exposed
import org.crosscheck.app.driver.jpeg
import org.crosscheck.app.driver.openSite
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A phone whose disk is really full: the kernel says so in the middle of what is written. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi", shadows = [Stills::class, Released::class])
class FullDiskTest {
    @get:Rule(order = 0)
    val disk = SmallDisk()

    @get:Rule(order = 1)
    val office = Office()
    private val app get() = RuntimeEnvironment.getApplication()
    private val shots get() = File(app.filesDir, "shots").list().orEmpty().toList()

    /** In these words alone: no name of a file that nobody on a phone knows. */
    private fun Hand.says(words: String) = assertEquals("✕ $words", notice())

    private fun Hand.isIn(vararg words: String) = words.forEach { assertTrue(words(), sees(it)) }

    /** What somebody does at a site, from there and back; [then] looks at what it came to. */
    private fun Hand.answers(then: Hand.() -> Unit) {
        tap("S0-31b：无")
        then()
        top()
    }

    private fun Hand.notes(then: Hand.() -> Unit) {
        tap("记录和方法")
        tap("记实地记录")
        type("words", "大厅没有宣传栏（生成）")
        tap("保存")
        then()
        while (!sees("离开前")) back()
    }

    private fun Hand.photographs(then: Hand.() -> Unit) {
        tap("记录和方法")
        tap("0 张照片")
        tap("拍照")
        TestCamera.lights(this)
        tap("拍")
        then()
        while (!sees("离开前")) back()
    }

    /** At a site with one answer and one note. What is written from here on needs room that nothing has yet. */
    private fun site(): Hand {
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val hand = office.joined()
        hand.openSite()
        hand.tap("S0-1a：无")
        hand.tap("记录和方法")
        hand.tap("记实地记录")
        hand.type("words", "来时就有的（生成）")
        hand.tap("保存")
        hand.back()
        // The journal of a file that was just opened is empty; a long one is written over from its beginning.
        hand.kill()
        return hand
    }

    /** Nothing is there but what was before. */
    private fun Hand.isAsBefore() {
        isIn("已答 1/34")
        tap("记录和方法")
        isIn("来时就有的（生成）", "0 张照片")
        assertFalse(words(), sees("大厅没有宣传栏"))
        back()
        assertEquals(emptyList<String>(), shots)
    }

    private fun Hand.isAllThere() {
        isIn("已答 2/34")
        tap("记录和方法")
        isIn("来时就有的（生成）", "大厅没有宣传栏（生成）", "1 张照片")
        back()
        assertEquals(emptyList<String>(), shots)
    }

    @Test
    fun `what meets a full disk is refused in words where it happened, and the same touches do when there is room`() {
        TestCamera.there()
        val hand = site()
        disk.fill()
        hand.answers {
            says(FULL)
            Shots.look(this, "full-answer")
            assertEquals(emptyList<String>(), Accessible.findings(this))
        }
        hand.isAsBefore()
        hand.notes {
            says(FULL)
            isIn("大厅没有宣传栏（生成）")
            Shots.look(this, "full-note")
        }
        hand.photographs {
            says("本机存不下这张照片，没有保存。请腾出空间再拍。")
            Shots.look(this, "full-photo")
        }
        hand.isAsBefore()
        hand.kill()
        assertEquals("it opens on a full disk too", "", hand.notice())
        hand.isAsBefore()
        disk.free()
        listOf<Hand.(Hand.() -> Unit) -> Unit>({ answers(it) }, { notes(it) }, { photographs(it) }).forEach { does ->
            hand.does { assertEquals("", notice()) }
        }
        hand.isAllThere()
        hand.kill()
        hand.isAllThere()
        office.hub.start()
        hand.back()
        hand.tap("去同步")
        hand.tap("立即同步")
        assertTrue(Regex("禁毒办 .*2/34 ").containsMatchIn(office.hub.run("visit", "list", "--dir", "camp")))
        hand.close()
    }

    /** A photo of the system's camera, which wrote it before the disk was full. */
    private fun waiting(): Hand {
        val hand = site()
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        hand.tap("拍照")
        hand.exposed(jpeg())
        disk.fill()
        hand.answer(null)
        hand.isWaiting()
        return hand
    }

    private fun Hand.isWaiting() {
        says(FULL)
        isIn("还没有存进这次检查")
        assertEquals(1, shots.size)
    }

    /** The photo is kept, once, and stays so at the next start. */
    private fun Hand.isKept() {
        assertEquals("", notice())
        isIn("（系统相机拍摄）")
        assertEquals(emptyList<String>(), shots)
        kill()
        isIn("（系统相机拍摄）")
        back()
        assertEquals(1, Regex("（系统相机拍摄）").findAll(words()).count())
    }

    @Test
    fun `a photo that was taken before the disk is full waits in its file until there is room`() {
        val hand = waiting()
        Shots.look(hand, "full-waiting")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        disk.free()
        hand.tap("保存照片")
        hand.isKept()
        hand.close()
    }

    @Test
    fun `an app that is opened first on a full disk says so, and no invitation is spent by it`() {
        disk.fill()
        office.hub.start()
        val hand = Hand().open()
        hand.type("link", office.hub.invite("leader"))
        hand.tap("加入")
        hand.says(FULL)
        Shots.look(hand, "full-join")
        disk.free()
        hand.tap("加入")
        assertEquals("", hand.notice())
        hand.tap("数字相同，已阅读")
        hand.kill()
        hand.isIn("打开点位")
        hand.close()
    }

    /** The disk is full at another place each time: in the middle of the record, of the original, of its small pictures. */
    @Test
    fun `a photo that the disk refuses halfway, wherever that is, is kept once`() {
        val hand = waiting()
        hand.kill()
        while (hand.sees("还没有存进这次检查")) {
            hand.isWaiting()
            disk.give(BLOCK)
            hand.tap("保存照片")
        }
        hand.isKept()
        hand.close()
    }

    /** The hub has said yes in some of these, and the phone could not write down all of it. */
    @Test
    fun `an invitation that the disk lets be taken up halfway is taken up in the end`() {
        disk.fill()
        office.hub.start()
        val hand = Hand().open()
        hand.type("link", office.hub.invite("leader"))
        hand.tap("加入")
        while (!hand.sees("数字相同，已阅读")) {
            hand.says(FULL)
            disk.give(8 * BLOCK)
            hand.tap("加入")
        }
        disk.free()
        hand.tap("数字相同，已阅读")
        hand.kill()
        hand.isIn("打开点位")
        hand.close()
    }

    private companion object {
        /** Of core: what happened, and what to do. */
        const val FULL = "存储空间已满，这一步没有保存。请腾出空间后再保存一次。"
        const val BLOCK = 8192L
    }
}
