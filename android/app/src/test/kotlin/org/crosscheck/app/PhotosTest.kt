package org.crosscheck.app

import android.app.Activity
import android.content.Intent
import android.graphics.BitmapFactory
import android.graphics.drawable.BitmapDrawable
import android.view.MotionEvent
import android.widget.ImageView
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.choose
import org.crosscheck.app.driver.elsewhere
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.jpeg
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.ui.Marks
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

/** Photos that come from elsewhere: brought in, captioned, masked, withdrawn, gone. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class PhotosTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    /** At the photos of a site of a kind. */
    private fun photos(kind: String, name: String): Hand {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        hand.openSite(kind, name)
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        return hand
    }

    private fun Hand.bring(bytes: ByteArray, name: String = "1") {
        tap("导入")
        choose(elsewhere(bytes, name))
    }

    private fun Hand.draw(from: Pair<Float, Float>, to: Pair<Float, Float>) {
        val marks = views().filterIsInstance<Marks>().single()
        val at = IntArray(2).also(marks::getLocationInWindow)
        fun touch(action: Int, part: Pair<Float, Float>) {
            val (x, y) = at[0] + marks.width * part.first to at[1] + marks.height * part.second
            val event = MotionEvent.obtain(0, 0, action, x, y, 0)
            decor.dispatchTouchEvent(event)
            event.recycle()
        }
        touch(MotionEvent.ACTION_DOWN, from)
        touch(MotionEvent.ACTION_MOVE, to)
        touch(MotionEvent.ACTION_UP, to)
        settle()
    }

    @Test
    fun `a photo is brought in, captioned, given to an indicator, withdrawn and brought back, and deleted only when asked twice`() {
        val hand = photos("禁毒办", "禁毒办（生成）")
        assertTrue(hand.words(), hand.sees("先拍一张，或从系统导入"))
        hand.bring(jpeg())
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("导入于") && hand.sees("1600 × 1200 像素") && hand.sees("不需遮挡"))
        Shots.look(hand, "photo")
        hand.type("caption", "联系人：生成甲，13912345678")
        assertTrue("what must not stand there is said while it is typed", hand.sees("手机"))
        hand.tap("保存说明")
        assertTrue(hand.notice(), hand.notice().startsWith("✕"))
        hand.type("caption", "宣传栏（生成）")
        hand.tap("保存说明")
        assertEquals("已保存", hand.notice())
        assertFalse(hand.words(), hand.sees("手机"))
        hand.tap("所属指标：没有")
        hand.tap("所属指标：S0-1a")
        assertTrue(hand.words(), hand.sees("所属指标：S0-1a"))
        hand.tap("撤回")
        assertTrue(hand.words(), hand.sees("已撤回"))
        hand.tap("取消撤回")
        assertFalse(hand.words(), hand.sees("已撤回"))
        hand.back()
        assertTrue(hand.words(), hand.sees("宣传栏（生成）") && hand.sees("S0-1a · 不需遮挡 · 仅本机"))
        Shots.look(hand, "photos")
        val thumbs = hand.views().filterIsInstance<ImageView>().mapNotNull { it.drawable as? BitmapDrawable }.toList()
        assertEquals("one thumbnail is shown", 1, thumbs.size)
        hand.tap("宣传栏（生成）")
        hand.tap("彻底删除")
        Shots.look(hand, "photo-redact")
        hand.tap("不删")
        assertTrue(hand.sees("保存说明"))
        hand.tap("彻底删除")
        hand.tap("确实删除")
        assertTrue(hand.words(), hand.sees("已删除") && !hand.sees("保存说明"))
        hand.close()
    }

    @Test
    fun `at a school a photo waits until it is masked by finger, or said to show no face`() {
        val hand = photos("学校", "示例学校（生成）")
        hand.bring(jpeg())
        assertTrue(hand.words(), hand.sees("待遮挡"))
        assertFalse("what waits is not handed to others", hand.sees("分享带标记的副本"))
        hand.tap("照片里无人脸")
        assertTrue(hand.words(), hand.sees("无人脸 ·"))
        hand.tap("照片里无人脸")
        assertTrue(hand.words(), hand.sees("待遮挡"))
        hand.back()
        assertTrue(hand.words(), hand.sees("1 张待遮挡"))
        Shots.look(hand, "photos-waiting")
        hand.tap("没有说明")
        hand.tap("遮挡")
        assertFalse(hand.views().first { it.contentDescription == "保存遮挡" || (it as? android.widget.TextView)?.text == "保存遮挡" }.isEnabled)
        hand.draw(.2f to .45f, .4f to .55f)
        hand.draw(.6f to .45f, .8f to .55f)
        hand.kill()
        assertTrue("what was drawn is kept: ${descriptions(hand)}", descriptions(hand).any { "已画 2 处" in it })
        hand.tap("退一步")
        assertTrue(descriptions(hand).any { "已画 1 处" in it })
        Shots.look(hand, "mask")
        hand.tap("保存遮挡")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("已遮挡"))
        Shots.look(hand, "photo-masked")
        val preview = hand.views().filterIsInstance<ImageView>().firstNotNullOf { (it.drawable as? BitmapDrawable)?.bitmap }
        assertEquals("what was marked is black", 0, preview.getPixel(preview.width * 3 / 10, preview.height / 2) and 0xf0f0f0)
        assertFalse("what was not marked is as it was", preview.getPixel(preview.width * 7 / 10, preview.height / 2) and 0xf0f0f0 == 0)
        hand.tap("分享带标记的副本")
        @Suppress("DEPRECATION")
        val sent = shadowOf(hand.activity).nextStartedActivity.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!
        assertEquals("image/jpeg", sent.type)
        hand.close()
    }

    private fun descriptions(hand: Hand) = hand.views().mapNotNull { it.contentDescription?.toString() }.toList()

    @Test
    fun `the process dies while somebody chooses a picture, and the picture is brought in`() {
        val hand = photos("禁毒办", "禁毒办（生成）")
        hand.tap("导入")
        val asked = shadowOf(hand.activity).nextStartedActivityForResult
        hand.killWithState { window ->
            shadowOf(window).callOnActivityResult(asked.requestCode, Activity.RESULT_OK, Intent().setData(elsewhere(jpeg())))
        }
        assertTrue(hand.words(), hand.sees("导入于"))
        hand.close()
    }

    @Test
    fun `a photo that is begun at an indicator belongs to it`() {
        val hand = photos("禁毒办", "禁毒办（生成）")
        hand.bring(jpeg())
        repeat(3) { hand.back() }
        hand.tap("S0-2：填写")
        hand.tap("照片")
        assertTrue(hand.words(), hand.sees("照片 · S0-2") && hand.sees("先拍一张"))
        hand.bring(jpeg(quality = 70), "2")
        assertTrue(hand.words(), hand.sees("所属指标：S0-2"))
        hand.back()
        assertEquals("of this indicator alone", 1, Regex("导入于").findAll(hand.words()).count())
        hand.tap("看这个点位的全部照片")
        assertEquals(2, Regex("导入于").findAll(hand.words()).count())
        hand.close()
    }

    @Test
    fun `no picture on the screen has more pixels than the screen`() {
        val hand = photos("禁毒办", "禁毒办（生成）")
        hand.bring(jpeg(4000, 3000))
        val screen = hand.activity.resources.displayMetrics
        fun check() {
            val shown = hand.views().filterIsInstance<ImageView>().mapNotNull { (it.drawable as? BitmapDrawable)?.bitmap }.toList()
            assertTrue("a picture is shown", shown.isNotEmpty())
            shown.forEach { assertTrue("${it.width}x${it.height}", it.width <= screen.widthPixels && it.height <= screen.heightPixels) }
        }
        check()
        hand.tap("遮挡")
        val drawn = hand.views().filterIsInstance<Marks>().single().picture!!
        assertTrue(drawn.width <= screen.widthPixels && drawn.height <= screen.heightPixels)
        hand.back()
        hand.back()
        check()
        hand.close()
    }

    @Test
    fun `what is no photo is refused where it happened, and nothing of it stays`() {
        val hand = photos("禁毒办", "禁毒办（生成）")
        hand.bring("no photo".toByteArray())
        assertTrue(hand.notice(), "不是 JPEG" in hand.notice())
        hand.bring(jpeg().copyOf(4_000), "2")
        assertTrue(hand.notice(), "不完整" in hand.notice())
        hand.bring(ByteArray(0), "3")
        assertTrue(hand.notice(), "读不到这张照片" in hand.notice())
        hand.bring(java.io.File("../../tests/fixtures/photos/generated.heic").readBytes(), "4")
        assertTrue("a HEIC this system cannot show: ${hand.notice()}", "HEIC" in hand.notice())
        assertTrue(hand.words(), hand.sees("先拍一张，或从系统导入"))
        assertEquals(emptyList<String>(), java.io.File(hand.activity.filesDir, "shots").list().orEmpty().toList())
        hand.close()
    }

    /** This system reads no HEIC: what it does with one that it reads is the same with any picture. */
    @Test
    fun `the picture that is made for a HEIC has no more pixels than the screen`() {
        val app = org.robolectric.RuntimeEnvironment.getApplication()
        val shots = org.crosscheck.app.host.Shots(app)
        val file = folder.newFile("x").apply { writeBytes(jpeg(4000, 3000)) }
        assertFalse(shots.isHeic(file))
        assertTrue(shots.isHeic(java.io.File("../../tests/fixtures/photos/generated.heic")))
        val shown = BitmapFactory.decodeFile(shots.shown(file)!!.path)
        assertTrue("${shown.width}x${shown.height}", shown.width * shown.height <= 720 * 1280)
        assertEquals(4.0 / 3, shown.width.toDouble() / shown.height, .01)
        assertEquals(null, shots.shown(java.io.File("../../tests/fixtures/photos/generated.heic")))
    }

    @Test
    fun `a picture larger than is taken is not copied whole`() {
        val shots = org.crosscheck.app.host.Shots(org.robolectric.RuntimeEnvironment.getApplication())
        val came = shots.bring(elsewhere(ByteArray(5_000)), most = 4_999)
        assertTrue(came is org.crosscheck.app.host.Brought.Large)
        assertTrue(shots.bring(elsewhere(ByteArray(5_000)), most = 5_000) is org.crosscheck.app.host.Brought.Here)
    }
}
