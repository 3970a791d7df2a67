package org.crosscheck.app

import org.crosscheck.app.driver.Accessible
import org.crosscheck.app.driver.Golden
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Office
import org.crosscheck.app.driver.OtherPhone
import org.crosscheck.app.driver.Shots
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.Walk
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Every screen is drawn: as it was looked at once, readable by everybody, and whole at every size of text. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class)
class ScreensTest {
    @get:Rule
    val office = Office()
    private val hub get() = office.hub
    private val folder get() = office.folder
    private fun walk(look: (String, Hand) -> List<String>) {
        hub.start()
        val hand = Hand().open()
        hand.type("link", hub.invite("leader"))
        hand.tap(hand.activity.getString(R.string.join_go))
        hand.tap(hand.activity.getString(R.string.join_acknowledge))
        val walk = Walk(hand, hub)
        OtherPhone(folder.newFolder("other"), hub.invite("member")).use { walk.record(it) }
        val found = walk.spots().flatMap { (name, spot) ->
            walk.to(spot)
            look(name, hand)
        }
        hand.close()
        assertEquals("", found.joinToString("\n"))
    }

    private fun golden(folder: String) = walk { name, hand ->
        val picture = Golden.picture(hand)
        listOfNotNull(Golden.compare("$folder/$name", picture)) + Accessible.findings(hand).map { "$name: $it" }
    }

    private fun scaled(scale: Float, large: Boolean, shots: String) {
        RuntimeEnvironment.setFontScale(scale)
        (RuntimeEnvironment.getApplication() as App).chosen.large = large
        walk { name, hand ->
            Shots.look(hand, "$shots/$name")
            Accessible.findings(hand).map { "$name: $it" }
        }
    }

    @Test
    @Config(qualifiers = "zh-rCN-w360dp-h800dp-notnight-xhdpi")
    fun `in Chinese by day`() = golden("zh")

    @Test
    @Config(qualifiers = "zh-rCN-w360dp-h800dp-night-xhdpi")
    fun `in Chinese by night`() = golden("zh-night")

    @Test
    @Config(qualifiers = "en-w360dp-h800dp-notnight-xhdpi")
    fun `in English by day`() = golden("en")

    @Test
    @Config(qualifiers = "en-w360dp-h800dp-night-xhdpi")
    fun `in English by night`() = golden("en-night")

    @Test
    @Config(qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
    fun `text at 1_4`() = scaled(1.4f, false, "scale-14")

    @Test
    @Config(qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
    fun `text at 1_75`() = scaled(1.75f, false, "scale-175")

    @Test
    @Config(qualifiers = "en-w360dp-h640dp-xhdpi")
    fun `text at 1_75 in English`() = scaled(1.75f, false, "scale-175-en")

    @Test
    @Config(qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
    fun `large mode`() = scaled(1f, true, "large")
}
