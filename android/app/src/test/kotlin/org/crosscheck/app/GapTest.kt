package org.crosscheck.app

import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.lost
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A member's phone is lost, and with it something that nobody else has: what it did bring waits until the leader decides. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class GapTest {
    @get:Rule
    val office = Office()

    /** What is noted at the one site there is, looked at from the tasks and back. */
    private fun Hand.noted(third: Boolean) {
        tab("点位")
        tapFirst("石家庄市正定县")
        tap("记录和方法")
        assertTrue(words(), sees("第一条，到了（生成）"))
        assertEquals(words(), third, sees("第三条，到了（生成）"))
        assertEquals(emptyList<String>(), Accessible.findings(this))
        assertFalse(words(), sees("第二条"))
        repeat(2) { back() }
        tab("任务")
    }

    private fun Hand.hasNoGap() {
        assertTrue(words(), sees("M02 · 组员"))
        assertFalse(words(), sees("没有算数") || sees("让它算数"))
    }

    @Test
    fun `what waits behind a gap counts when a leader admits it, and stays so`() {
        office.hub.start()
        val hand = Hand().open().join(office.hub.invite("leader"))
        lost(office.hub.invite("member"))
        hand.tap("去同步")
        hand.tap("立即同步")
        office.hub.stop()
        hand.back()
        hand.noted(third = false)
        hand.tap("全组")
        assertTrue(hand.words(), hand.sees("1 条待处理，没有算数"))
        assertTrue(hand.words(), hand.sees("M02 · 石家庄市正定县：有 1 条排在缺口后面，没有算数"))
        repeat(2) { hand.scrollOn() }
        Shots.look(hand, "gap")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.tap("让它算数")
        assertEquals("", hand.notice())
        hand.hasNoGap()
        Shots.look(hand, "gap-admitted")
        hand.kill()
        hand.hasNoGap()
        hand.back()
        hand.noted(third = true)
        hand.kill()
        hand.noted(third = true)
        hand.close()
    }
}
