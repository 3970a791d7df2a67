package org.crosscheck

import java.math.BigInteger
import java.nio.file.Files
import java.nio.file.Path
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import kotlinx.coroutines.runBlocking
import org.crosscheck.core.AnswerGiven
import org.crosscheck.core.Boot
import org.crosscheck.core.BootClock
import org.crosscheck.core.Chosen
import org.crosscheck.core.Connectivity
import org.crosscheck.core.HostException
import org.crosscheck.core.HostKey
import org.crosscheck.core.HostKeys
import org.crosscheck.core.KeyKind
import org.crosscheck.core.Network
import org.crosscheck.core.Opening
import org.crosscheck.core.Place
import org.crosscheck.core.Said
import org.crosscheck.core.Value
import org.crosscheck.ffi.Campaign
import org.crosscheck.ffi.Crosscheck
import org.crosscheck.ffi.Errand
import org.crosscheck.ffi.ErrandOutcome

const val KIND = "禁毒办"

/** A key store of this test: P-256 and AES of the JVM, kept in memory. */
class MemoryKeys : HostKeys {
    private val pairs = ConcurrentHashMap<String, KeyPair>()
    private val secrets = ConcurrentHashMap<String, SecretKey>()
    private val random = SecureRandom()

    /** Fails as long as it is set. */
    @Volatile
    var failing: HostException? = null

    private fun fixed(number: BigInteger): ByteArray =
        number.toByteArray().let { bytes -> ByteArray(32) { bytes.getOrElse(bytes.size - 32 + it) { 0 } } }

    override fun make(name: String): HostKey {
        failing?.let { throw it }
        val pair = pairs.getOrPut(name) {
            KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        }
        secrets.getOrPut(name) { KeyGenerator.getInstance("AES").apply { init(256) }.generateKey() }
        val point = (pair.public as ECPublicKey).w
        return HostKey(byteArrayOf(4) + fixed(point.affineX) + fixed(point.affineY), KeyKind.GUARDED)
    }

    override fun sign(name: String, message: ByteArray): ByteArray {
        failing?.let { throw it }
        val pair = pairs[name] ?: throw HostException.KeyGone()
        return Signature.getInstance("SHA256withECDSA").run {
            initSign(pair.private)
            update(message)
            sign()
        }
    }

    private fun cipher(name: String, mode: Int, nonce: ByteArray): Cipher {
        failing?.let { throw it }
        val secret = secrets[name] ?: throw HostException.KeyGone()
        return Cipher.getInstance("AES/GCM/NoPadding").apply { init(mode, secret, GCMParameterSpec(128, nonce)) }
    }

    override fun wrap(name: String, secret: ByteArray): ByteArray {
        val nonce = ByteArray(12).also(random::nextBytes)
        return nonce + cipher(name, Cipher.ENCRYPT_MODE, nonce).doFinal(secret)
    }

    override fun unwrap(name: String, wrapped: ByteArray): ByteArray =
        cipher(name, Cipher.DECRYPT_MODE, wrapped.copyOf(12)).doFinal(wrapped, 12, wrapped.size - 12)

    override fun forget(name: String) {
        pairs.remove(name)
        secrets.remove(name)
    }
}

/** The system's clocks: since it started, and as it is set. */
object Started : BootClock {
    override fun now() = Boot("a boot of the test", (System.nanoTime() / 1_000_000).toULong(), System.currentTimeMillis())
}

/** A network that costs nothing. */
object Wire : Connectivity {
    override fun network() = Network.FREE
}

/** An app's folder. */
class Phone(val keys: MemoryKeys = MemoryKeys(), val folder: Path = Files.createTempDirectory("crosscheck-phone-")) :
    AutoCloseable {
    val app: Crosscheck = Crosscheck.open(folder.toString(), keys, Started, Wire)

    fun join(link: String): Campaign = runBlocking { app.join(link) }

    override fun close() {
        app.suspend()
        app.close()
        folder.toFile().deleteRecursively()
    }
}

fun Errand.come(): ErrandOutcome = use { runBlocking { it.outcome() } }

/** Everybody brings and fetches until all have all. */
fun exchange(vararg campaigns: Campaign) = repeat(2) { campaigns.forEach { it.syncNow().come() } }

fun yesNo(yes: Boolean) = Said(AnswerGiven(Value.YesNo(yes), false, ""), null, false)

fun opening(unit: String) = Opening(Place.Listed(unit), KIND, Chosen.Main, listOf(1UL), 1U)
