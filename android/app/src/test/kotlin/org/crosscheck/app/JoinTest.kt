package org.crosscheck.app

import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
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
}
