package org.crosscheck.app

import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.core.Answer
import org.crosscheck.core.Document
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

/** What stands beside an answer: the words of each person, and what the place says of itself. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class IndicatorTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub

    private fun Hand.note() = field("note").text.toString()

    private fun said(value: Value, self: Boolean = false) = Said(Answer(value, self, ""), null, false)

    /** A phone in the hand at a site that another phone knows too; the hub is up. */
    private fun beside(here: String, there: String): Pair<Hand, OtherPhone> {
        hub.start()
        val hand = Hand().open().join(hub.invite(here))
        val other = OtherPhone(office.folder.newFolder("other"), hub.invite(there))
        hand.openSite()
        return hand to other
    }

    private val OtherPhone.visit get() = campaign.tasks().visits.single().visit

    /** From the list of a site and back to it. */
    private fun Hand.exchange() {
        back()
        tap("去同步")
        tap("立即同步")
        back()
        tap("去这个点位")
    }

    @Test
    fun `a note beside an answer is there again whenever somebody comes back to it`() {
        val hand = office.joined()
        hand.openSite()
        hand.tapFirst("S0-1a，")
        hand.tap("有")
        hand.type("note", "文件在办公室（生成）")
        hand.tap("保存")
        assertEquals("文件在办公室（生成）", hand.note())
        hand.back()
        hand.tapFirst("S0-1a，")
        assertEquals("文件在办公室（生成）", hand.note())
        hand.kill()
        assertEquals("文件在办公室（生成）", hand.note())
        assertTrue(hand.words(), hand.sees("文件在办公室（生成）"))
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        Shots.look(hand, "indicator-note")
        // The other button keeps it: it is in the form.
        hand.tap("无")
        hand.tap("保存")
        assertEquals("文件在办公室（生成）", hand.note())
        // And so does why it does not apply.
        hand.tap("不适用")
        hand.type("reason", "本级不发文（生成）")
        hand.type("note", "")
        hand.tap("保存")
        assertEquals("", hand.notice())
        hand.back()
        hand.tapFirst("S0-1a，")
        assertEquals("本级不发文（生成）", hand.field("reason").text.toString())
        hand.close()
    }

    @Test
    fun `whoever takes over that it does not apply takes the reason along`() {
        val (hand, other) = beside("member", "leader")
        hand.tap("S0-1a：无")
        hand.exchange()
        other.sync()
        other.campaign.answer(other.visit, 1uL, "S0-1a", said(Value.NotApplicable("本级不发文（生成）")), "")
        other.sync()
        hand.exchange()
        hand.tap("S0-1a：看两个答案")
        assertTrue(hand.words(), hand.sees("本级不发文（生成）"))
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        Shots.look(hand, "indicator-take-over")
        hand.tap("改用这个答案")
        assertEquals("", hand.notice())
        assertEquals("本级不发文（生成）", hand.field("reason").text.toString())
        hand.back()
        hand.exchange()
        other.sync()
        val there = other.campaign.indicator(other.visit, 1uL, "S0-1a", null)
        assertEquals(1, there.answers.size)
        assertEquals(2, there.notes.count { it.words == "本级不发文（生成）" })
        other.close()
        hand.close()
    }

    @Test
    fun `what the place says of itself on one phone takes the place of what it said on another`() {
        val (hand, other) = beside("leader", "member")
        hand.exchange()
        other.sync()
        val seen = Document.Seen("无文号", "2016-05-01")
        other.campaign.selfReport(other.visit, 1uL, "S0-1a", said(Value.Document(seen), self = true), "")
        other.sync()
        hand.exchange()
        hand.tapFirst("S0-1a，")
        assertTrue(hand.words(), hand.sees("有 · 无文号 · 2016-05-01"))
        hand.tap("无")
        hand.tap("把上面填的记为自报数")
        assertEquals("", hand.notice())
        assertFalse(hand.words(), hand.sees("有 · 无文号"))
        hand.kill()
        assertFalse(hand.words(), hand.sees("有 · 无文号"))
        Shots.look(hand, "indicator-self-reported")
        hand.back()
        hand.exchange()
        other.sync()
        val there = other.campaign.indicator(other.visit, 1uL, "S0-1a", null)
        assertEquals(listOf(Value.Document(Document.Absent)), there.selfReported.map { it.said!!.answer.value })
        other.close()
        hand.close()
    }
}
