package org.crosscheck.app

import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.pasted
import org.crosscheck.app.driver.shared
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What helps where something does not work, and what is handed on: nothing of what was recorded is in it. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class HelpTest {
    @get:Rule
    val office = Office()

    @Test
    fun `diagnostics are read, copied and shared, and name no campaign, place or person`() {
        val hand = office.joined()
        hand.tab("我的")
        hand.tap("诊断信息（不含内容）")
        assertTrue(hand.words(), hand.sees("version "))
        hand.tap("复制")
        assertEquals("已复制。", hand.notice())
        val text = pasted()
        listOf("生成", "M01", "G01", "130123", "127.0.0.1").forEach { assertFalse(it, it in text) }
        hand.tap("交给别的应用")
        val (file, type) = hand.shared()
        assertEquals("text/plain" to text, type to file.readText())
        hand.close()
    }

    @Test
    fun `what the app is made of stands under its licences`() {
        val hand = office.joined()
        hand.tab("我的")
        hand.tap("许可证")
        assertTrue(hand.words(), hand.sees("JNA — Apache-2.0") && Regex("""\w+ \d+\.\d+\.\d+ — """).containsMatchIn(hand.words()))
        hand.back()
        assertTrue(hand.words(), hand.sees("M01"))
        hand.close()
    }

    @Test
    fun `originals are freed and wanted again with words for what came of it`() {
        val hand = office.joined()
        hand.tab("我的")
        hand.tap("腾出已备份的照片原件（7 天以前的）")
        assertTrue(hand.notice(), "还有 0 张没有备份" in hand.notice())
        hand.tap("取回照片原件")
        assertTrue(hand.notice(), "要取回 0 个文件" in hand.notice())
        hand.close()
    }

    @Test
    fun `blank sheets of a kind of site are written and handed on, by a leader and a member alike`() {
        val hand = office.joined()
        hand.tap("看工作计划")
        hand.tap("点位类别：学校")
        hand.tap("导出空白表")
        val (page, html) = hand.shared()
        assertEquals("text/html", html)
        val text = page.readText()
        assertTrue(page.name, page.name.endsWith("-学校.html") && "指标编号" in text && "A4" in text)
        hand.tap("格式：表格 XLSX")
        hand.tap("导出空白表")
        java.util.zip.ZipFile(hand.shared().first).use { assertTrue(it.getEntry("xl/workbook.xml") != null) }
        hand.close()
    }
}
