package org.crosscheck.app

import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.core.Chosen
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What a visit asks of the place, notes that may be the same, and what is found again. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class PlaceTest {
    @get:Rule
    val folder = TemporaryFolder()

    private var serving: Hub? = null

    @After
    fun stop() {
        serving?.stop()
    }

    private fun hub(vararg packs: String) = Hub(folder.newFolder("office"), packs = packs.toList()).also {
        serving = it
        it.start()
    }

    @Test
    fun `a choice about the place is saved by a touch, and two that differ both stand`() {
        val hub = hub("s0")
        val hand = Hand().open().join(hub.invite("leader"))
        hand.openSite("学校", "示例中学（生成）")
        assertTrue(hand.words(), hand.sees("还有 1 项没有填"))
        hand.tap("这个地方的情况，还有 1 项没有填")
        hand.tap("学校类型：高校")
        assertEquals("", hand.notice())
        assertFalse(hand.words(), hand.sees("没有填"))
        Shots.look(hand, "facts")
        val other = OtherPhone(folder.newFolder("other"), hub.invite("member"))
        other.sync()
        val place = Place.Unlisted("130123", "示例中学（生成）")
        val visit = other.campaign.openVisit(Opening(place, "学校", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u))
        other.campaign.stateFact(visit, "学校类型", "中职", "")
        other.sync()
        other.close()
        hand.back()
        hand.tap("去同步")
        hand.tap("立即同步")
        hand.back()
        hand.tap("去这个点位")
        assertTrue(hand.words(), hand.sees("⇄ 两个答案 · 学校类型：") && hand.sees("中职") && hand.sees("还有 1 项没有填"))
        Shots.look(hand, "facts-differing")
        hand.tap("学校类型：中职")
        assertFalse(hand.words(), hand.sees("⇄ 两个答案 · 学校类型："))
        hand.close()
    }

    @Test
    fun `a number about the place is typed and saved`() {
        val hub = hub("s2")
        val hand = Hand().open().join(hub.invite("leader"))
        hand.openSite("社区(村居)", "示例社区（生成）")
        hand.tapFirst("这个地方的情况")
        hand.tap("保存：社区戒毒社区康复人员")
        assertTrue("nothing was typed", hand.notice().isNotEmpty())
        hand.type("fact 社区戒毒社区康复人员", "42")
        hand.tap("保存：社区戒毒社区康复人员")
        assertEquals("", hand.notice())
        Shots.look(hand, "facts-number")
        hand.kill()
        hand.tapFirst("这个地方的情况")
        assertTrue(hand.words(), hand.sees("社区戒毒社区康复人员：42"))
        hand.close()
    }

    private fun Hand.finding(fact: String) {
        tap("记录和方法")
        tap("记问题")
        type("fact", fact)
        tap("保存")
        back()
    }

    @Test
    fun `two notes that may be the same stand beside each other, and one alone is kept`() {
        val hub = hub("s0")
        val hand = Hand().open().join(hub.invite("leader"))
        hand.openSite()
        hand.finding("宣传栏两年没有更新（生成）")
        hand.finding("宣传栏已经两年没有更新（生成）")
        hand.back()
        hand.tab("问题")
        assertTrue(hand.words(), hand.sees("同一件事？"))
        Shots.look(hand, "alike")
        hand.tap("打开：宣传栏已经两年没有更新（生成）")
        assertEquals("宣传栏已经两年没有更新（生成）", hand.field("fact").text.toString())
        assertTrue(hand.words(), hand.sees("同一件事？"))
        hand.tap("只留这一条：宣传栏已经两年没有更新（生成）")
        assertEquals("", hand.notice())
        hand.back()
        assertFalse(hand.words(), hand.sees("同一件事？") || hand.sees("宣传栏两年没有更新（生成）"))
        hand.close()
    }

    @Test
    fun `words are found in notes and in checklists, and lead to where they stand`() {
        val hub = hub("s0")
        val hand = Hand().open().join(hub.invite("leader"))
        hand.openSite()
        hand.finding("宣传栏两年没有更新（生成）")
        hand.back()
        hand.tab("点位")
        hand.tap("搜索")
        hand.type("words", "宣传栏 两年")
        hand.tap("查找")
        assertTrue(hand.words(), hand.sees("宣传栏两年没有更新（生成）"))
        hand.type("words", "S0-1a")
        hand.tap("查找")
        hand.tapFirst("S0-1a，")
        Shots.look(hand, "search")
        hand.tap("石家庄市正定县禁毒办（生成）")
        assertTrue(hand.words(), hand.sees("S0-1a"))
        hand.close()
    }
}
