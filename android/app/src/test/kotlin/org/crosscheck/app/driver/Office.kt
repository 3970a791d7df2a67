package org.crosscheck.app.driver

import org.junit.rules.ExternalResource
import org.junit.rules.TemporaryFolder

/** The office of a test: a folder, and a generated campaign's hub in it that ends with the test. */
class Office : ExternalResource() {
    val folder = TemporaryFolder()
    val hub by lazy { Hub(folder.newFolder("office")) }

    override fun before() = folder.create()

    override fun after() {
        hub.stop()
        folder.delete()
    }

    /** A phone in the hand that has joined; the hub is down again. */
    fun joined(role: String = "leader"): Hand {
        hub.start()
        val hand = Hand().open().join(hub.invite(role))
        hub.stop()
        return hand
    }

    /** A leader's phone in the hand that knows of a member's; both have joined, and the hub is down again. */
    fun met(): Pair<Hand, OtherPhone> {
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        val other = OtherPhone(folder.newFolder("other"), hub.invite("member"))
        other.sync()
        hand.tap("去同步")
        hand.tap("立即同步")
        hub.stop()
        hand.back()
        return hand to other
    }
}
