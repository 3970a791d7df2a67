package org.crosscheck.app

import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.openSite
import org.crosscheck.core.Answer
import org.crosscheck.core.Chosen
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.crosscheck.core.Said
import org.crosscheck.core.Value
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A visit from its opening to its code on the paper, by touches alone. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class VisitTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    /** What is done at a visit, step by step; each is one touch or one field. */
    private val steps: List<Pair<String, Hand.() -> Unit>> = listOf(
        "打开点位" to { tap("打开点位") },
        "怎样选的" to { tap("怎样选的：未经抽取") },
        "编号" to { type("unit", "130123") },
        "名称" to { type("name", "禁毒办（生成）") },
        "理由" to { type("reason", "路上遇到的（生成）") },
        "类别" to { tap("点位类别：禁毒办") },
        "打开" to { tap("打开") },
        "一触即答" to { tap("S0-1a：无") },
        "填数" to { tap("S0-2：填写") },
        "分子 4" to { tap("4") },
        "分子 45" to { tap("5") },
        "到分母" to { tap(empty()) },
        "分母 3" to { tap("3") },
        "分母 30" to { tap("0") },
        "分母 300" to { tap("0") },
        "保存" to { tap("保存") },
        "记问题" to { tap("问题") },
        "查到了什么" to { type("fact", "宣传栏两年没有更新（生成）") },
        "应为" to { type("should", "每季度更新一次（生成）") },
        "程度" to { tap("程度：一般") },
        "保存问题" to { tap("保存") },
        "回到点位" to { back() },
        "离开前" to { tap("离开前") },
        "意见" to { tap("被检单位的意见：认可") },
        "记下意见" to { tap("记下意见") },
        "签字" to { tap("签字，结束检查") },
        "写在纸上" to { tap("已写在纸上") },
    )

    /** The number that is not filled in yet. */
    private fun Hand.empty() = views().mapNotNull { it.contentDescription?.toString() }.first { it.endsWith("：没有填") }

    @Test
    fun `a whole visit without a network, then everything lies on the hub`() {
        val hand = office.joined()
        for ((name, step) in steps) {
            hand.step()
            assertTrue("$name: ${hand.notice()}", hand.notice().isEmpty())
        }
        Shots.look(hand, "leaving")
        assertTrue(hand.words(), hand.sees("核验码"))
        hand.back()
        assertTrue(hand.words(), hand.sees("已签字：M01"))
        Shots.look(hand, "visit-signed")
        hand.back()
        hand.tap("去同步")
        assertFalse(hand.words(), hand.sees("全部已到服务器"))
        hub.start()
        hand.tap("立即同步")
        assertTrue(hand.words(), hand.sees("全部已到服务器"))
        Shots.look(hand, "sync")
        val visits = hub.run("visit", "list", "--dir", "camp")
        assertTrue(visits, Regex("禁毒办 .*2/34 .*signed").containsMatchIn(visits))
        hand.close()
    }

    @Test
    fun `the process dies between any two touches and the same screen comes back with nothing lost`() {
        val hand = office.joined()
        for ((name, step) in steps) {
            hand.step()
            val before = hand.words()
            hand.kill()
            assertEquals("after “$name” and a kill", before, hand.words())
            hand.killWithState()
            assertEquals("after “$name” and a restart by the system", before, hand.words())
        }
        hand.close()
    }


    @Test
    fun `two phones answer differently, both stand side by side, and the leader decides with a reason`() {
        val hand = office.joined()
        hand.openSite()
        hand.tap("S0-1a：无")
        hub.start()
        val other = OtherPhone(folder.newFolder("other"), hub.invite("member"))
        other.sync()
        val place = Place.Unlisted("130123", "禁毒办（生成）")
        val visit = other.campaign.openVisit(Opening(place, "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u))
        val seen = org.crosscheck.core.Document.Seen("无文号", "2016-05-01")
        other.campaign.answer(visit, 1uL, "S0-1a", Said(Answer(Value.Document(seen), false, ""), null, false), "")
        other.sync()
        other.close()
        hand.back()
        hand.tap("去同步")
        hand.tap("立即同步")
        hand.back()
        assertTrue(hand.words(), hand.sees("有指标出现两个答案，请核对"))
        hand.tap("去这个点位")
        assertTrue(hand.words(), hand.sees("⇄ 两个答案"))
        Shots.look(hand, "visit-differing")
        hand.tap("S0-1a：看两个答案")
        Shots.look(hand, "two-answers")
        hand.tap("认定这个答案：有 · 无文号 · 2016-05-01")
        assertTrue("a decision needs a reason", hand.notice().isNotEmpty())
        hand.type("decide", "当场看了文件（生成）")
        hand.tap("认定这个答案：有 · 无文号 · 2016-05-01")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("由组长认定"))
        Shots.look(hand, "decided")
        hand.close()
    }
}
