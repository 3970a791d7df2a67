package org.crosscheck.app

import java.util.zip.ZipFile
import kotlinx.coroutines.runBlocking
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.NewPhone
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.cloned
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.driver.shared
import org.crosscheck.core.Chosen
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A leader's evening by touches alone: the plan, the draw, a reserve, the group, the report. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class LeaderTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    /** The evening, step by step; each is one touch or one field. */
    private val steps: List<Pair<String, Hand.() -> Unit>> = listOf(
        "工作计划" to { tap("看工作计划") },
        "从" to { type("from", "2017-06-06") },
        "到" to { type("to", "2017-06-08") },
        "地方" to { type("area", "正定县") },
        "清单" to { tapFirst("用哪些检查清单：") },
        "加上" to { tap("加上这段行程") },
        "分给组员" to { tap(described { it.endsWith("：M02") }) },
        "改行程" to { tapFirst("改：正定县") },
        "改到" to { type("to", "2017-06-09") },
        "改好" to { tap("改这段行程") },
        "回任务" to { back() },
        "抽取" to { tap("抽取") },
        "河北省" to { tap("开始抽取：河北省") },
        "第一家" to { type("unit 0", "甲省禁毒办（生成）") },
        "第一家的数" to { type("digits 0", "314159265358") },
        "再加一家" to { tap("再加一家") },
        "第二家" to { type("unit 1", "河北省禁毒办（生成）") },
        "第二家的数" to { type("digits 1", "979323846264") },
        "核对" to { tap("核对数字") },
        "抽" to { tap("数字无误，抽取") },
        "递补" to { tapFirst("去不了，递补：") },
        "理由" to { tap("理由：道路") },
        "依据" to { type("evidence", "公路管理站通告（生成）") },
        "确认递补" to { tap("确认递补") },
        "回抽取" to { back() },
        "再回任务" to { back() },
        "打开点位" to { tap("打开点位") },
        "怎样选的" to { tap("怎样选的：未经抽取") },
        "编号" to { type("unit", "130123") },
        "名称" to { type("name", "禁毒办（生成）") },
        "为什么" to { type("reason", "路上遇到的（生成）") },
        "类别" to { tap("点位类别：禁毒办") },
        "打开" to { tap("打开") },
        "一触即答" to { tap("S0-1a：无") },
        "回" to { back() },
        "全组" to { tap("全组") },
        "报告" to { tap("报告") },
        "改写" to { tapFirst("改写第 ") },
        "自己的话" to { type("text", "本组走访99所学校（生成）。") },
        "保存" to { tap("保存") },
        "签字" to { tap("审过这一版，签字：组长") },
    )

    private fun Hand.described(test: (String) -> Boolean): String =
        views().mapNotNull { it.contentDescription?.toString() }.first(test)

    @Test
    fun `a leader's evening without a network ends with a file that an office program opens`() {
        val hand = office.joined()
        for ((name, step) in steps) {
            hand.step()
            assertEquals(name, "", hand.notice())
            Shots.look(hand, "evening/$name")
        }
        assertTrue(hand.words(), hand.sees("已签：M01"))
        hand.top()
        assertTrue(hand.words(), hand.sees("写的是 99，数据里没有"))
        Shots.look(hand, "report")
        hand.tap("导出并分享")
        val (file, type) = hand.shared()
        assertTrue(type, "wordprocessingml" in type)
        ZipFile(file).use { zip ->
            val text = zip.getInputStream(zip.getEntry("word/document.xml")).bufferedReader().readText()
            assertTrue(text.take(400), "本组走访" in text)
        }
        hand.close()
    }

    @Test
    fun `what the evening decided is there again on every screen`() {
        val hand = office.joined()
        steps.forEach { (_, step) -> hand.step() }
        hand.back()
        assertTrue(hand.words(), hand.sees("已签字 0 / 1") && hand.sees("已答 1 / 34"))
        hand.back()
        assertTrue(hand.words(), hand.sees("2017-06-06 至 2017-06-09"))
        hand.tap("抽取")
        assertTrue(hand.words(), hand.sees("抽中 2 个，备选 1 个"))
        hand.tap("看结果：河北省")
        assertTrue(hand.words(), hand.sees("递补：替 ") && hand.sees("已生效") && hand.sees("seed 314159265358979323846264"))
        hand.tap("导出笔录")
        ZipFile(hand.shared().first).use { assertTrue(it.getEntry("word/document.xml") != null) }
        hand.tap("导出凭证")
        val certificate = hand.shared().first.readText()
        assertTrue(certificate.take(200), "314159265358979323846264" in certificate)
        // Anybody repeats the draw from the certificate and the published list.
        val file = java.io.File(folder.root, "certificate.json").apply { writeText(certificate) }
        hub.run("draw", "verify", file.path, "--frame", "counties.csv")
        hand.tapFirst("收回递补：")
        hand.tap("确认收回")
        assertTrue("taking back needs a reason", hand.notice().isNotEmpty())
        hand.type("back why", "路通了（生成）")
        hand.tap("确认收回")
        assertEquals("", hand.notice())
        assertFalse(hand.words(), hand.sees("递补：替 "))
        hand.close()
    }

    @Test
    fun `digits that are too few are refused where they are typed, and nothing is rolled`() {
        val hand = office.joined()
        hand.tap("抽取")
        hand.tap("开始抽取：河北省")
        hand.tap("核对数字")
        assertTrue(hand.notice(), hand.notice().isNotEmpty())
        hand.type("digits 0", "12345")
        assertTrue(hand.words(), hand.sees("已有 5 位"))
        hand.tap("核对数字")
        hand.tap("数字无误，抽取")
        assertTrue(hand.notice(), hand.notice().isNotEmpty())
        Shots.look(hand, "roll-refused")
        hand.back()
        assertTrue(hand.words(), hand.sees("开始抽取"))
        hand.close()
    }

    @Test
    fun `the process dies between any two touches of the evening and nothing is lost`() {
        val hand = office.joined()
        for ((name, step) in steps) {
            hand.step()
            hand.top()
            val before = hand.words()
            hand.recreate()
            assertEquals("after “$name” and a turn", before, hand.words())
            hand.kill()
            assertEquals("after “$name” and a kill", before, hand.words())
        }
        hand.close()
    }

    @Test
    fun `a member reads the plan and the draw, and no button is a leader's`() {
        hub.start()
        val leader = OtherPhone(folder.newFolder("leader"), hub.invite("leader"))
        leader.sync()
        leader.campaign.planTrip(org.crosscheck.core.Trip("2017-06-06", "2017-06-08", "正定县", listOf(1uL)), "")
        leader.sync()
        val hand = Hand().open().join(hub.invite("member"))
        hub.stop()
        assertFalse(hand.words(), hand.sees("全组") || hand.sees("报告"))
        hand.tab("我的")
        assertFalse(hand.words(), hand.sees("登记手机"))
        hand.tab("任务")
        hand.tap("看工作计划")
        assertTrue(hand.words(), hand.sees("正定县"))
        assertFalse(hand.words(), hand.sees("加上这段行程") || hand.sees("删去") || hand.sees("☐"))
        for (kind in listOf(Kind.DRAW, Kind.GROUP, Kind.REPORT, Kind.ENROL)) {
            hand.activity.go(Spot(kind))
            hand.settle()
            val all = hand.words()
            listOf("开始抽取", "停用这部手机", "改写", "签字：", "审过这一版", "\n登记\n").forEach { assertFalse("$kind: $all", it in all) }
        }
        leader.close()
        hand.close()
    }

    @Test
    fun `a phone that was cloned is named, and ended`() {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        val (here, there) = folder.newFolder("one") to folder.newFolder("two")
        val campaign = OtherPhone(here, hub.invite("member")).use { phone ->
            phone.sync()
            phone.campaign.me().me.campaign
        }
        val phones = listOf(cloned(here, there, campaign), NewPhone(here))
        phones.forEachIndexed { at, phone ->
            phone.app.campaign(campaign).use { own ->
                own.openVisit(Opening(Place.Unlisted("13012$at", "（生成）"), "禁毒办", Chosen.Undrawn("路上遇到的（生成）"), listOf(1uL), 1u))
                runBlocking { own.syncNow().outcome() }
                own.keepExchanging(false)
            }
            phone.close()
        }
        hand.tap("去同步")
        hand.tap("立即同步")
        hand.back()
        hand.tap("全组")
        assertTrue(hand.words(), hand.sees("有人复制了它"))
        Shots.look(hand, "phone-cloned")
        hand.tap("停用这部手机：M02")
        hand.type("phone reason", "被复制（生成）")
        hand.tap("确认停用")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("已停用"))
        hand.close()
    }

    @Test
    fun `a report without names does not name a site, and a ledger of findings is a workbook`() {
        val hand = office.joined()
        hand.openSite()
        hand.tap("记录和方法")
        hand.tap("记问题")
        hand.type("fact", "宣传栏两年没有更新（生成）")
        hand.tap("保存")
        repeat(2) { hand.back() }
        hand.tap("报告")
        hand.tap("导出的格式、点名或不点名，已折叠")
        hand.tap("格式：网页 HTML，可打印")
        hand.tap("导出并分享")
        assertTrue("named", "正定县" in hand.shared().first.readText())
        hand.tap("点位：不点名")
        hand.tap("导出并分享")
        assertFalse("not named", "正定县" in hand.shared().first.readText())
        hand.tap("文稿：问题台账")
        hand.scrollOn()
        assertTrue(hand.words(), hand.sees("宣传栏两年没有更新（生成）"))
        Shots.look(hand, "report-findings")
        hand.tap("格式：表格 XLSX")
        hand.tap("导出并分享")
        ZipFile(hand.shared().first).use { assertTrue(it.getEntry("xl/workbook.xml") != null) }
        for (document in listOf("汇报提纲", "现场反馈")) {
            hand.tap("文稿：$document")
            assertEquals("", hand.notice())
            hand.top()
            Shots.look(hand, "report-$document")
        }
        hand.close()
    }

    @Test
    fun `a phone is ended with a reason, and says so`() {
        val (hand, other) = office.met()
        hand.tap("全组")
        hand.tap("停用这部手机：M02")
        hand.tap("确认停用")
        assertTrue("ending needs a reason", hand.notice().isNotEmpty())
        hand.type("phone reason", "手机丢了（生成）")
        hand.tap("确认停用")
        assertEquals("", hand.notice())
        assertTrue(hand.words(), hand.sees("已停用"))
        Shots.look(hand, "phone-ended")
        other.close()
        hand.close()
    }
}
