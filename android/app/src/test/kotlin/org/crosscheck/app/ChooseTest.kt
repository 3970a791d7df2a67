package org.crosscheck.app

import java.io.File
import kotlinx.coroutines.runBlocking
import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.elsewhere
import org.crosscheck.app.driver.gives
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.jpeg
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.driver.shared
import org.crosscheck.app.driver.choose
import org.crosscheck.core.CameFrom
import org.crosscheck.core.Chosen
import org.crosscheck.core.NoteKind
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.crosscheck.core.Side
import org.crosscheck.ffi.BundleFiles
import org.crosscheck.ffi.PhotoShot
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What of a group's work its report tells and shows: the leader chooses, and everybody reads it. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class ChooseTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub

    private val opening = Opening(Place.Unlisted("130123", "禁毒办（生成）"), "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u)

    private fun Hand.finding(fact: String) {
        tap("记录和方法")
        tap("记问题")
        type("fact", fact)
        tap("程度：一般")
        tap("保存")
        back()
    }

    /** The whole report, from top to bottom of its list. */
    private fun Hand.reads(words: String): Boolean {
        top()
        do if (sees(words)) return true while (scrollOn())
        return false
    }

    @Test
    fun `a leader chooses which findings the text tells, and gives the choice back to the draft`() {
        val hand = office.joined()
        hand.tap("报告")
        hand.tap("选择问题")
        assertTrue(hand.words(), hand.sees("先在点位里记下第一条"))
        Shots.look(hand, "choose-empty")
        repeat(2) { hand.back() }
        hand.openSite()
        hand.finding(FIRST)
        hand.finding(SECOND)
        hand.back()
        hand.tap("报告")
        hand.tap("选择问题")
        Shots.look(hand, "choose")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.tap("总结报告正文：写入正文，$FIRST")
        hand.tap("总结报告正文：不写入，$SECOND")
        assertEquals("", hand.notice())
        hand.kill()
        assertTrue(hand.words(), hand.sees("1 / 2 条") && hand.sees("✓ 现在写在正文里") && hand.sees("– 现在不在正文里"))
        Shots.look(hand, "choose-one")
        hand.back()
        assertTrue(hand.reads("$FIRST"))
        hand.top()
        hand.tap("选择问题")
        hand.tap("总结报告正文：写入正文，$SECOND")
        assertTrue(hand.words(), hand.sees("2 / 2 条") && !hand.sees("– 现在不在正文里"))
        hand.tap("总结报告正文：不写入，$SECOND")
        hand.tap("总结报告正文：按起草，$SECOND")
        assertEquals("", hand.notice())
        hand.back()
        // Only the summary is chosen for.
        hand.top()
        hand.tap("文稿：问题台账")
        assertFalse(hand.words(), hand.sees("选择问题"))
        assertTrue(hand.reads(SECOND))
        hand.close()
    }

    @Test
    fun `a member reads what is chosen and has no button for it`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("member"))
        hub.stop()
        hand.openSite()
        hand.finding(FIRST)
        hand.activity.go(Spot(Kind.CHOOSE))
        hand.settle()
        assertTrue(hand.words(), hand.sees(FIRST))
        assertFalse(hand.words(), hand.sees("按起草") || hand.sees("不写入"))
        repeat(2) { if (!hand.sees("记录和方法")) hand.back() }
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        hand.tap("导入")
        hand.choose(elsewhere(jpeg()))
        assertFalse(hand.words(), hand.sees("写入报告") || hand.sees("要原图"))
        hand.close()
    }

    @Test
    fun `a photo is printed with the report or not, as the leader last said`() {
        val hand = office.joined()
        hand.openSite()
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        hand.tap("导入")
        hand.choose(elsewhere(jpeg()))
        assertFalse("its original is here", hand.sees("要原图"))
        hand.tap("写入报告")
        assertEquals("", hand.notice())
        hand.kill()
        hand.tap("不写入报告")
        assertEquals("", hand.notice())
        hand.kill()
        assertTrue(hand.words(), hand.sees("写入报告") && !hand.sees("不写入报告"))
        hand.close()
    }

    @Test
    fun `a leader asks for an original from the group's list of sites, and no longer`() {
        val (hand, other) = office.met()
        val visit = other.campaign.openVisit(opening)
        val file = office.folder.newFile("theirs.jpg").apply { writeBytes(jpeg()) }
        val photo = other.campaign.takePhoto(visit, PhotoShot(file.path, null, CameFrom.CAMERA, null, "宣传栏（生成）", null)).photo
        other.campaign.note(visit, NoteKind.FINDING, listOf(Side.Fact(FIRST)))
        // What came as a bundle with small files alone is a photo without its original.
        val bundle = File(office.folder.root, "small.bundle")
        runBlocking { other.campaign.writeBundle(bundle.path, BundleFiles.SMALL).outcome() }
        hand.tap("去同步")
        hand.tap("打开数据包")
        hand.gives(bundle)
        hand.back()
        hand.tap("全组")
        repeat(3) { hand.scrollOn() }
        Shots.look(hand, "group-photos")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.tap("照片：石家庄市正定县禁毒办（生成）")
        hand.tap("宣传栏（生成）")
        hand.tap("要原图")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("组长要这张照片的原图") && hand.sees("不再要原图"))
        Shots.look(hand, "photo-asked")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        hand.kill()
        assertTrue(hand.words(), hand.sees("不再要原图"))
        hand.tap("不再要原图")
        assertFalse(hand.words(), hand.sees("组长要这张照片的原图"))
        hand.tap("要原图")
        // Whoever took it brings it, and it comes to the leader: nothing is on its way any more.
        hub.start()
        repeat(3) { hand.back() }
        hand.tap("去同步")
        hand.tap("立即同步")
        other.sync()
        assertFalse(other.campaign.photo(visit, photo)!!.asked)
        hand.tap("立即同步")
        hand.back()
        hand.tap("全组")
        repeat(3) { hand.scrollOn() }
        hand.tap("照片：石家庄市正定县禁毒办（生成）")
        hand.tap("宣传栏（生成）")
        assertTrue(hand.words(), !hand.sees("组长要这张照片的原图") && hand.sees("不再要原图"))
        other.close()
        hand.close()
    }

    @Test
    fun `whoever took a photo reads that the leader asks for its original, and has no button for it`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("member"))
        val leader = OtherPhone(office.folder.newFolder("leader"), hub.invite("leader"))
        leader.sync()
        hand.tap("去同步")
        hand.tap("立即同步")
        hub.stop()
        hand.back()
        hand.openSite()
        hand.tap("记录和方法")
        hand.tap("0 张照片")
        hand.tap("导入")
        hand.choose(elsewhere(jpeg()))
        repeat(4) { hand.back() }
        hand.tap("去同步")
        hand.tap("写数据包")
        val there = hand.shared().first
        runBlocking { leader.campaign.openBundle(there.path).outcome() }
        val visit = leader.campaign.tasks().visits.single().visit
        val photo = leader.campaign.photos(visit).rows.single().photo
        leader.campaign.askOriginal(visit, photo, true, leader.campaign.photo(visit, photo)!!.ask!!.seen)
        val back = File(office.folder.root, "asked.bundle")
        runBlocking { leader.campaign.writeBundle(back.path, BundleFiles.NOTHING).outcome() }
        hand.tap("打开数据包")
        hand.gives(back)
        hand.activity.go(Spot(Kind.PHOTO, visit, photo))
        hand.settle()
        assertTrue(hand.words(), hand.sees("组长要这张照片的原图，联网后即传，用流量也传。"))
        assertFalse(hand.words(), hand.sees("要原图\n"))
        leader.close()
        hand.close()
    }

    private companion object {
        const val FIRST = "宣传栏两年没有更新（生成）"
        const val SECOND = "咨询电话无人接听（生成）"
    }
}
