package org.crosscheck.app

import java.util.TimeZone
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.core.Asks
import org.crosscheck.core.Boot
import org.crosscheck.core.Filter
import org.crosscheck.core.Row
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/**
 * Both clocks of the system jump between taps, the one since it started and the one that people and networks set, forward,
 * back, over a restart and before 1970, and the time zone with them: what was said last stands.
 */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class ClockTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val hub by lazy { Hub(folder.newFolder("office")) }
    private val zone = TimeZone.getDefault()
    private val app get() = RuntimeEnvironment.getApplication() as TestApp

    @After
    fun stop() {
        TimeZone.setDefault(zone)
        hub.stop()
    }

    /** Where everything begins: 2026-11-30 08:00 UTC. */
    private val start = 1_796_025_600_000L

    private val clocks = listOf(
        Boot("boot 7", 5_000_000uL, start) to "Asia/Shanghai",
        // Somebody sets the clock forward by years, and back before what was said last.
        Boot("boot 7", 5_000_010uL, start + 20 * YEAR) to "Asia/Shanghai",
        Boot("boot 7", 5_000_020uL, start - DAY) to "Asia/Shanghai",
        // The first clock jumps by itself, as where a phone slept.
        Boot("boot 7", 9_000_000_000uL, start + DAY) to "Asia/Shanghai",
        // The battery was out: the phone thinks it is 1970, or does not even know that.
        Boot("boot 7", 40uL, 0L) to "America/Los_Angeles",
        Boot("boot 8", 0uL, -DAY) to "Pacific/Kiritimati",
        Boot("boot 8", 10uL, Long.MIN_VALUE) to "Asia/Shanghai",
        // The network sets it right.
        Boot("boot 8", 20uL, start + 2 * DAY) to "Asia/Shanghai",
        Boot("boot 6", 7uL, start + 2 * DAY) to "America/Los_Angeles",
        Boot("boot 6", 7uL, start - 3 * YEAR) to "Asia/Shanghai",
    )

    private fun rows(hand: Hand): List<Row> {
        var came: List<Row>? = null
        app.core.ask({ desk -> desk.campaign.visit(desk.campaign.tasks().visits.single().visit, Filter.ALL).rows }) {
            came = (it as Came.Well).value
        }
        hand.settle()
        return came!!
    }

    @Test
    fun `an answer that is changed at every jump of the clock is the last one, here and on another phone`() {
        hub.start()
        app.boot = clocks.first().first
        val hand = Hand().open().join(hub.invite("leader"))
        hand.openSite()
        val asked = rows(hand).first { it.entry.asks == Asks.YES_NO && it.entry.buttons.size == 2 }
        for ((at, clock) in clocks.withIndex()) {
            app.boot = clock.first
            TimeZone.setDefault(TimeZone.getTimeZone(clock.second))
            val button = at % 2
            hand.tap("${asked.indicator}：${asked.entry.buttons[button].word}")
            assertEquals("", hand.notice())
            val answer = rows(hand).first { it.indicator == asked.indicator }.answers.single()
            assertEquals("after ${clock.first}", button.toULong(), answer.button)
            if (at % 2 == 1) hand.kill()
        }
        val before = rows(hand).first { it.indicator == asked.indicator }.answers.single().button
        hand.back()
        hand.tap("去同步")
        hand.tap("立即同步")
        assertTrue(hand.words(), hand.sees("全部已到服务器"))
        OtherPhone(folder.newFolder("other"), hub.invite("member")).use { other ->
            other.sync()
            val visit = other.campaign.tasks().visits.single().visit
            val there = other.campaign.visit(visit, Filter.ALL).rows.first { it.indicator == asked.indicator }
            assertEquals(before, there.answers.single().button)
            assertEquals("nothing waits", 0uL, other.campaign.tasks().visits.single().progress.differing)
        }
        hand.close()
    }

    @Test
    fun `a draw that was committed before a restart is revealed after it`() {
        hub.start()
        app.boot = clocks.first().first
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        hand.tap("抽取")
        hand.tap("开始抽取：河北省")
        for ((at, digits) in listOf("314159265358", "979323846264").withIndex()) {
            app.boot = clocks[at + 2].first
            hand.kill()
            if (at > 0) hand.tap("再加一家")
            hand.type("digits $at", digits)
        }
        hand.tap("核对数字")
        app.boot = clocks.last().first
        hand.kill()
        hand.tap("数字无误，抽取")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("seed 314159265358979323846264"))
        hand.close()
    }

    private companion object {
        const val DAY = 86_400_000L
        const val YEAR = 365 * DAY
    }
}
