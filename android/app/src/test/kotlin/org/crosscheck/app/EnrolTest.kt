package org.crosscheck.app

import android.graphics.Bitmap
import android.graphics.drawable.BitmapDrawable
import android.widget.ImageView
import java.io.ByteArrayOutputStream
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.NewPhone
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.choose
import org.crosscheck.app.driver.elsewhere
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.pasted
import org.crosscheck.app.driver.permit
import org.crosscheck.app.ui.Qr
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A phone is let in by another where there is no network. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class EnrolTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    @Test
    fun `a leader lets a phone in by its card once the digits agree`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader", "--enrol", "1"))
        hub.stop()
        val other = NewPhone(folder.newFolder("other"))
        val card = other.app.card()
        hand.tap("全组")
        hand.tap("登记手机")
        hand.tap("登记")
        assertTrue("something is missing", hand.notice().isNotEmpty())
        hand.type("card", card.text)
        hand.tapFirst("是谁的手机：M02")
        hand.type("digits", if (card.digits == "000000") "111111" else "000000")
        hand.tap("登记")
        assertTrue("other digits let nobody in", "六位数字" in hand.notice())
        hand.type("digits", card.digits)
        hand.tap("登记")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("请对方扫这个码") && hand.sees("已登记 1 部，可登记 1 部"))
        Shots.look(hand, "enrolled")
        val before = hand.words()
        hand.kill()
        assertEquals("the code is there again", before, hand.words())
        hand.tap("复制为文字")
        val member = other.app.accept(pasted())
        assertEquals("M02", member.me().me.member)
        member.close()
        hand.tap("对方已加入")
        hand.tap("登记手机")
        Shots.look(hand, "enrol")
        other.close()
        hand.close()
    }

    /** Somebody holds the other phone's code before this one, which has no camera: a picture of it is chosen. */
    private fun Hand.scans(text: String, asks: Boolean = true) {
        tap("扫二维码")
        if (asks) {
            tap("允许使用相机")
            permit(false)
        }
        tap("选图片")
        val code = Qr.draw(text)!!.let { Bitmap.createScaledBitmap(it, it.width * 8, it.height * 8, false) }
        val png = ByteArrayOutputStream().also { code.compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray()
        choose(elsewhere(png, text.takeLast(8)))
    }

    @Test
    fun `both codes are read by the other phone as they are drawn`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader", "--enrol", "1"))
        hub.stop()
        val other = NewPhone(folder.newFolder("other"))
        val card = other.app.card()
        hand.tap("全组")
        hand.tap("登记手机")
        hand.scans(card.text)
        assertEquals(card.text, hand.field("card").text.toString())
        hand.tapFirst("是谁的手机：M02")
        hand.type("digits", card.digits)
        hand.tap("登记")
        assertEquals("", hand.notice())
        val drawn = hand.views().filterIsInstance<ImageView>().first { it.contentDescription == "二维码：登记凭据" }
        val read = Qr.read((drawn.drawable as BitmapDrawable).bitmap.let { Bitmap.createScaledBitmap(it, it.width * 4, it.height * 4, false) })
        other.app.accept(read!!).close()
        assertEquals(1, other.app.campaigns().size)
        other.close()
        hand.close()
    }

    @Test
    fun `a newcomer shows his card and is in with what the leader gives`() {
        hub.start()
        val leader = OtherPhone(folder.newFolder("leader"), hub.invite("leader", "--enrol", "1"))
        leader.sync()
        hub.stop()
        val hand = Hand().open()
        hand.tap("出示本机名片")
        Shots.look(hand, "card")
        hand.tap("复制为文字")
        val digits = hand.words().lines().first { Regex("""\d{6}""").matches(it) }
        val shown = leader.campaign.enrol(pasted(), digits, "M02")
        hand.kill()
        hand.tap("粘贴组长给的文字")
        hand.type("link", shown.text)
        hand.tap("加入")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("不得录入涉密信息"))
        hand.tap("数字相同，已阅读")
        hand.tab("我的")
        assertTrue(hand.words(), hand.sees("M02"))
        // The hub learns of it with the next sync; until then everything is written on this phone.
        hub.start()
        leader.sync()
        hand.tap("同步")
        hand.tap("立即同步")
        assertTrue(hand.words(), hand.sees("全部已到服务器"))
        leader.close()
        hand.close()
    }
}
