package org.crosscheck.app

import android.content.pm.PackageManager
import java.io.File
import java.security.AlgorithmParameters
import java.security.KeyFactory
import java.security.Signature
import java.security.spec.ECFieldFp
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import java.math.BigInteger
import org.crosscheck.app.driver.Hand
import org.crosscheck.app.driver.Hub
import org.crosscheck.app.driver.TestApp
import org.crosscheck.app.driver.TestKeyStore
import org.crosscheck.app.driver.join
import org.crosscheck.app.driver.openSite
import org.crosscheck.app.host.phoneKeys
import org.crosscheck.core.HostException
import org.crosscheck.core.HostKeys
import org.crosscheck.core.KeyKind
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Keys lie where the phone keeps them best, and the app knows where that is. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = TestApp::class, qualifiers = "zh-rCN-w360dp-h640dp-xhdpi")
class KeysTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val app get() = RuntimeEnvironment.getApplication()
    private val place by lazy { File(folder.root, "keys") }

    /** The keys as a start of the app sees them. */
    private fun keys(): HostKeys = phoneKeys(app, place)

    @Before
    fun insert() = TestKeyStore.insert()

    @After
    fun remove() = TestKeyStore.remove()

    private fun verifies(point: ByteArray, message: ByteArray, signature: ByteArray): Boolean {
        val curve = AlgorithmParameters.getInstance("EC").apply { init(ECGenParameterSpec("secp256r1")) }.getParameterSpec(ECParameterSpec::class.java)
        val x = BigInteger(1, point.copyOfRange(1, 33))
        val y = if (point.size == 65) BigInteger(1, point.copyOfRange(33, 65)) else other(x, point[0] == 3.toByte(), curve)
        // The test's own store says where keys lie and makes none of points.
        val other = java.security.Security.getProviders("KeyFactory.EC").first { it.name != "AndroidKeyStore" }
        val key = KeyFactory.getInstance("EC", other).generatePublic(ECPublicKeySpec(ECPoint(x, y), curve))
        return Signature.getInstance("SHA256withECDSA").run { initVerify(key); update(message); verify(signature) }
    }

    /** The other side of a point that is written short (SEC1 2.3.4). */
    private fun other(x: BigInteger, isOdd: Boolean, curve: ECParameterSpec): BigInteger {
        val p = (curve.curve.field as ECFieldFp).p
        val square = x.pow(3).add(curve.curve.a.multiply(x)).add(curve.curve.b).mod(p)
        val root = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p)
        return if (root.testBit(0) == isOdd) root else p.subtract(root)
    }

    private fun works(keys: HostKeys, name: String) {
        val (message, secret) = "the message".toByteArray() to ByteArray(32) { 7 }
        assertTrue(verifies(keys.make(name).publicKey, message, keys.sign(name, message)))
        assertArrayEquals(secret, keys.unwrap(name, keys.wrap(name, secret)))
    }

    @Test
    fun `keys lie in the processor's guarded part, and are the same after a start`() {
        val made = keys().make("one")
        assertEquals(KeyKind.GUARDED, made.kind)
        works(keys(), "one")
        assertArrayEquals(made.publicKey, keys().make("one").publicKey)
        assertTrue("none of it is a file", File(place, "one.key").exists().not())
    }

    @Test
    fun `where there is a chip for keys they lie there, and elsewhere where it takes none`() {
        shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE, true)
        TestKeyStore.hasChip = true
        assertEquals(KeyKind.CHIP, keys().make("one").kind)
        works(keys(), "one")
        TestKeyStore.hasChip = false
        assertEquals("a chip that says it is there and is not", KeyKind.GUARDED, keys().make("two").kind)
        works(keys(), "two")
    }

    @Test
    fun `a key store that is missing, shut or lies is left, and it is said that the key is of software`() {
        TestKeyStore.fault = TestKeyStore.Fault.LIES
        assertEquals(KeyKind.SOFTWARE, keys().make("one").kind)
        assertEquals("nothing of the trial is left", emptySet<String>(), TestKeyStore.keys.keys)
        TestKeyStore.fault = TestKeyStore.Fault.SHUT
        assertEquals(KeyKind.SOFTWARE, keys().make("two").kind)
        TestKeyStore.remove()
        assertEquals(KeyKind.SOFTWARE, keys().make("three").kind)
        listOf("one", "two", "three").forEach { works(keys(), it) }
        TestKeyStore.insert()
        assertEquals("a key does not move", KeyKind.SOFTWARE, keys().make("one").kind)
    }

    @Test
    fun `a key store that fails later is not answered with another key`() {
        keys().make("one")
        val wrapped = keys().wrap("one", ByteArray(32))
        TestKeyStore.fault = TestKeyStore.Fault.SHUT
        assertThrows(HostException.Broken::class.java) { keys().make("one") }
        assertThrows(HostException.Broken::class.java) { keys().unwrap("one", wrapped) }
        TestKeyStore.fault = null
        assertArrayEquals(ByteArray(32), keys().unwrap("one", wrapped))
        TestKeyStore.keys.clear()
        assertThrows(HostException.KeyGone::class.java) { keys().sign("one", ByteArray(1)) }
        assertThrows(HostException.KeyGone::class.java) { keys().make("one") }
    }

    @Test
    fun `what was wrapped is opened by its own name alone, and nothing once that is forgotten`() {
        keys().make("one")
        keys().make("two")
        val wrapped = keys().wrap("one", ByteArray(32) { 3 })
        assertThrows(HostException.Broken::class.java) { keys().unwrap("two", wrapped) }
        assertThrows(HostException.Broken::class.java) { keys().unwrap("one", ByteArray(0)) }
        keys().forget("one")
        keys().forget("one")
        assertThrows(HostException.KeyGone::class.java) { keys().unwrap("one", wrapped) }
        assertEquals(setOf("sign-two", "wrap-two"), TestKeyStore.keys.keys)
    }

    @Test
    fun `a campaign is joined, written into and opened again with keys of the store`() {
        val hub = Hub(folder.newFolder("office"))
        hub.start()
        val hand = Hand().open().join(hub.invite("leader"))
        hub.stop()
        hand.openSite()
        hand.tap("S0-1a：无")
        hand.kill()
        assertEquals("", hand.notice())
        hand.back()
        hand.tab("我的")
        assertTrue(hand.words(), hand.sees("处理器保护区"))
        hand.close()
    }
}
