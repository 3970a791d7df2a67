package org.crosscheck.app

import android.content.Intent
import android.widget.Button
import java.io.File
import java.net.ServerSocket
import kotlin.concurrent.thread
import kotlinx.coroutines.runBlocking
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.gives
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.driver.shared
import org.crosscheck.ffi.BundleFiles
import org.crosscheck.core.Chosen
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What one phone wrote reaches another as a file alone. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class BundleTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    @Test
    fun `a bundle goes there and back between two phones without a hub`() {
        val (hand, other) = office.met()
        hand.openSite()
        hand.tap("S0-1a：无")
        hand.back()
        hand.tap("去同步")
        hand.tap("写数据包")
        assertTrue(hand.notice(), "数据包已写好" in hand.notice())
        Shots.look(hand, "bundle-written")
        val bundle = hand.shared().first
        runBlocking { other.campaign.openBundle(bundle.path).outcome() }
        val visit = other.campaign.tasks().visits.single()
        assertEquals(1uL, visit.progress.answered)

        other.campaign.noteSite(visit.visit, "没有信号时写的（生成）")
        val back = File(folder.root, "back.bundle")
        runBlocking { other.campaign.writeBundle(back.path, BundleFiles.NOTHING).outcome() }
        hand.tap("打开数据包")
        hand.gives(back)
        assertTrue(hand.notice(), "收下" in hand.notice())
        hand.back()
        hand.tap("去这个点位")
        hand.tap("记录和方法")
        assertTrue(hand.words(), hand.sees("没有信号时写的（生成）"))
        other.close()
        hand.close()
    }

    @Test
    fun `a bundle that is chosen while the system ended the app is taken in all the same`() {
        val (hand, other) = office.met()
        hand.tap("去同步")
        val place = Place.Unlisted("130123", "禁毒办（生成）")
        other.campaign.openVisit(Opening(place, "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u))
        val bundle = File(folder.root, "other.bundle")
        runBlocking { other.campaign.writeBundle(bundle.path, BundleFiles.NOTHING).outcome() }
        hand.tap("打开数据包")
        val code = shadowOf(hand.activity).nextStartedActivityForResult.requestCode
        hand.killWithState()
        hand.gives(bundle, code)
        assertTrue(hand.notice(), "收下" in hand.notice())
        hand.back()
        hand.tab("点位")
        assertTrue(hand.words(), hand.sees("禁毒办（生成）"))
        other.close()
        hand.close()
    }

    @Test
    fun `what takes long is broken off by a touch, and the next touch goes on`() {
        val hand = office.joined()
        hand.openSite()
        hand.back()
        hand.tap("去同步")
        // In the hub's place something takes the call and never answers; then somebody touches what stops it.
        ServerSocket(hub.port).use { silent ->
            val called = thread {
                val call = silent.accept()
                hand.activity.runOnUiThread { hand.views().filterIsInstance<Button>().first { it.text == "停下" }.performClick() }
                hand.activity.runOnUiThread { call.close() }
            }
            hand.tap("立即同步")
            called.join()
        }
        assertEquals("✕ 已中断。", hand.notice())
        assertFalse(hand.words(), hand.sees("停下"))
        hub.start()
        hand.tap("立即同步")
        assertTrue(hand.words(), hand.sees("全部已到服务器"))
        hand.close()
    }

    @Test
    fun `what is no bundle is refused in words, and whoever chooses nothing loses nothing`() {
        val hand = office.joined()
        hand.tap("去同步")
        hand.tap("打开数据包")
        hand.gives(File(folder.root, "letter.txt").apply { writeText("不是数据包（生成）") })
        assertTrue(hand.notice(), hand.notice().startsWith("✕"))
        hand.tap("打开数据包")
        val asked = shadowOf(hand.activity).nextStartedActivityForResult
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, asked.intent.action)
        shadowOf(hand.activity).receiveResult(asked.intent, android.app.Activity.RESULT_CANCELED, null)
        hand.settle()
        assertEquals("", hand.notice())
        hand.close()
    }
}
