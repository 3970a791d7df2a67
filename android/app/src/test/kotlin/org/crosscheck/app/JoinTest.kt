package org.crosscheck.app

import java.io.File
import kotlinx.coroutines.runBlocking
import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.gives
import org.crosscheck.app.driver.pasted
import org.crosscheck.core.Chosen
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.crosscheck.ffi.BundleFiles
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class JoinTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    @Test
    fun `an invitation is typed, the hub lets the phone in, and the tasks are shown`() {
        hub.start()
        val hand = Hand().open()
        assertTrue(hand.words(), hand.sees("加入一次检查活动"))
        Shots.look(hand, "join")
        hand.type("link", hub.invite("leader"))
        hand.tap("加入")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("交叉检查（生成）") && hand.sees("不得录入涉密信息"))
        Shots.look(hand, "notice")
        hand.tap("数字相同，已阅读")
        assertTrue(hand.words(), hand.sees("下一步：打开一个点位开始检查"))
        Shots.look(hand, "tasks")
        hand.close()
    }

    /** A card that is shown to a leader who is not there: its text, and the six digits that are read out. */
    private fun Hand.card(): Pair<String, String> {
        tap("出示本机名片")
        tap("复制为文字")
        return pasted() to words().lines().first { Regex("""\d{6}""").matches(it) }
    }

    private fun OtherPhone.bundle(name: String) = File(office.folder.root, name).also { file ->
        runBlocking { campaign.writeBundle(file.path, BundleFiles.SMALL).outcome() }
    }

    private fun OtherPhone.opens(name: String) =
        campaign.openVisit(Opening(Place.Unlisted("130123", name), "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u))

    /** A leader who has been at a site; there is no hub from here on. */
    private fun leader(): OtherPhone {
        hub.start()
        val leader = OtherPhone(office.folder.newFolder("leader"), hub.invite("leader", "--enrol", "1"))
        leader.sync()
        hub.stop()
        leader.opens("禁毒办（生成）")
        return leader
    }

    @Test
    fun `a newcomer shows his card and is in with the bundle that the leader then writes, and no hub anywhere`() {
        val leader = leader()
        val hand = Hand().open()
        val (card, digits) = hand.card()
        leader.campaign.enrol(card, digits, "M02")
        val bundle = leader.bundle("leader.bundle")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        Shots.look(hand, "card-bundle")
        hand.tap("打开数据包")
        hand.gives(bundle)
        assertTrue(hand.notice(), "收下" in hand.notice())
        assertTrue(hand.words(), hand.sees("交叉检查（生成）") && hand.sees("不得录入涉密信息") && hand.sees(digits))
        Shots.look(hand, "join-bundle-notice")
        hand.kill()
        hand.tap("数字相同，已阅读")
        hand.tab("点位")
        assertTrue(hand.words(), hand.sees("禁毒办（生成）"))
        hand.tab("我的")
        assertTrue(hand.words(), hand.sees("M02"))
        // Whoever is in already opens the next one in the same way, and goes to work.
        leader.opens("综合服务中心（生成）")
        hand.activity.go(Spot(Kind.JOIN))
        hand.settle()
        hand.tap("打开数据包")
        hand.gives(leader.bundle("later.bundle"))
        assertTrue(hand.words(), hand.sees("打开点位"))
        hand.tab("点位")
        assertTrue(hand.words(), hand.sees("综合服务中心（生成）"))
        assertEquals("no copy stays", emptyList<String>(), File(hand.activity.cacheDir, "taken").list().orEmpty().toList())
        leader.close()
        hand.close()
    }

    @Test
    fun `a bundle that lets nobody in is refused where it was chosen, and another is chosen, whenever the app ends`() {
        val leader = leader()
        val early = leader.bundle("early.bundle")
        val hand = Hand().open()
        hand.tap("打开数据包")
        hand.gives(early)
        assertTrue(hand.words(), hand.sees("✕ "))
        Shots.look(hand, "join-bundle-refused")
        assertEquals(emptyList<String>(), Accessible.findings(hand))
        val refused = hand.words()
        hand.kill()
        assertEquals("it stands there", refused, hand.words())
        hand.tap("再试一次")
        assertEquals(refused, hand.words())
        hand.tap("不打开了")
        assertTrue(hand.words(), hand.sees("加入一次检查活动"))
        val (card, digits) = hand.card()
        leader.campaign.enrol(card, digits, "M02")
        hand.tap("打开数据包")
        hand.gives(early)
        assertTrue("it was written before", hand.sees("✕ "))
        hand.tap("换一个数据包")
        val code = shadowOf(hand.activity).nextStartedActivityForResult.requestCode
        hand.killWithState()
        hand.gives(leader.bundle("later.bundle"), code)
        assertTrue(hand.words(), hand.sees("不得录入涉密信息"))
        hand.killWithState()
        assertTrue(hand.words(), hand.sees("不得录入涉密信息"))
        leader.close()
        hand.close()
    }

    /** The app ended after this phone was let in and before the bundle was taken in: what it stood at does the rest. */
    @Test
    fun `a bundle that was being opened when the app ended is taken in by the next start`() {
        val leader = leader()
        val hand = Hand().open()
        val (card, digits) = hand.card()
        leader.campaign.enrol(card, digits, "M02")
        val bundle = leader.bundle("leader.bundle")
        val app = RuntimeEnvironment.getApplication() as TestApp
        val copy = File(app.cacheDir, "taken/leader.bundle").apply { parentFile!!.mkdirs() }
        bundle.copyTo(copy)
        val there = Way(listOf(Spot(Kind.JOIN, "", copy.name, "in", "1"))).text()
        app.core.joinByBundle(copy.path) { check(it is Came.Well) }
        app.quiet()
        app.core.ask({ it.campaign.keepDraft("way", there) }) { check(it is Came.Well) }
        app.quiet()
        hand.kill()
        assertTrue(hand.words(), hand.sees("交叉检查（生成）") && hand.sees("不得录入涉密信息"))
        assertFalse(copy.exists())
        leader.close()
        hand.close()
    }
}
