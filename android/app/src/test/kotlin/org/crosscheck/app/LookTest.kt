package org.crosscheck.app

import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.junit.After
import org.junit.Test
import org.junit.Rule
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class LookTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val hub by lazy { Hub(folder.newFolder("office")) }

    @After
    fun stop() = hub.stop()

    @Test
    fun look() {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        Shots.look(hand, "tasks")
        hand.tap("打开点位")
        Shots.look(hand, "open")
        hand.back()
        hand.openSite()
        Shots.look(hand, "visit")
        hand.tap("S0-1a：有")
        Shots.look(hand, "indicator-document")
        hand.back()
        println(hand.words())
        hand.back()
        hand.tap("点位")
        Shots.look(hand, "sites")
        hand.tap("问题")
        Shots.look(hand, "findings")
        hand.tap("我的")
        Shots.look(hand, "me")
        hand.close()
    }
}
