package org.crosscheck.app

import android.Manifest
import android.graphics.Bitmap
import android.os.Looper
import java.io.ByteArrayOutputStream
import java.util.concurrent.TimeUnit
import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Released
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.Sights
import org.crosscheck.app.driver.Stills
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.TestCamera
import org.crosscheck.app.driver.choose
import org.crosscheck.app.driver.elsewhere
import org.crosscheck.app.driver.jpeg
import org.crosscheck.app.driver.permit
import org.crosscheck.app.ui.Qr
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** An invitation is read from its code: by the camera, from a picture, or pasted where neither can be had. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(
    application = TestApp::class,
    qualifiers = "zh-rCN-w360dp-h640dp-xhdpi",
    shadows = [Stills::class, Released::class, Sights::class],
)
class ScanTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private fun invitation(): String {
        hub.start()
        return hub.invite("leader")
    }

    /** As large as a screen shows it. */
    private fun code(text: String): Bitmap = Qr.draw(text)!!.let { Bitmap.createScaledBitmap(it, it.width * 8, it.height * 8, false) }

    private fun Hand.joins(link: String) {
        assertEquals(link, field("link").text.toString())
        tap("加入")
        assertEquals("", notice())
        tap("数字相同，已阅读")
        assertTrue(words(), sees("下一步：打开一个点位开始检查"))
    }

    @Test
    fun `the camera sees the code, and the invitation stands where it is taken up`() {
        val link = invitation()
        TestCamera.there()
        val hand = Hand().open()
        hand.tap("扫二维码")
        assertTrue(hand.words(), hand.sees("不保存画面"))
        Shots.look(hand, "scan-unasked")
        hand.tap("允许使用相机")
        hand.permit(true)
        TestCamera.lights(hand)
        TestCamera.view = code("x").copy(Bitmap.Config.ARGB_8888, true).apply { eraseColor(0xff888888.toInt()) }
        shadowOf(Looper.getMainLooper()).idleFor(1, TimeUnit.SECONDS)
        hand.settle()
        assertTrue("nothing is read from a wall", hand.sees("对准二维码"))
        Shots.look(hand, "scan")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        TestCamera.view = code(link)
        shadowOf(Looper.getMainLooper()).idleFor(1, TimeUnit.SECONDS)
        hand.settle()
        hand.joins(link)
        hand.close()
    }

    @Test
    fun `without a camera the code is read from a picture`() {
        val link = invitation()
        val hand = Hand().open()
        hand.tap("扫二维码")
        hand.tap("允许使用相机")
        hand.permit(false)
        assertTrue(hand.words(), hand.sees("没有允许使用相机。可以粘贴内容"))
        hand.tap("选图片")
        hand.choose(elsewhere(jpeg()))
        assertTrue(hand.notice(), "没有读出二维码" in hand.notice())
        hand.tap("选图片")
        val png = ByteArrayOutputStream().also { code(link).compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray()
        hand.choose(elsewhere(png, "2"))
        hand.joins(link)
        hand.close()
    }

    @Test
    fun `a camera that fails says so, and the text is pasted`() {
        val link = invitation()
        shadowOf(RuntimeEnvironment.getApplication()).grantPermissions(Manifest.permission.CAMERA)
        val hand = Hand().open()
        hand.tap("扫二维码")
        assertTrue(hand.words(), hand.sees("相机打不开"))
        hand.tap("粘贴内容")
        hand.tap("继续")
        assertTrue(hand.notice(), "还没有粘贴" in hand.notice())
        hand.type("text", " $link\n")
        Shots.look(hand, "scan-paste")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.kill()
        hand.tap("继续")
        hand.joins(link)
        hand.close()
    }
}
