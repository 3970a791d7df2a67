package org.crosscheck.app.host

import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.UserNotAuthenticatedException
import java.io.File
import java.io.IOException
import java.math.BigInteger
import java.security.GeneralSecurityException
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.ProviderException
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.crosscheck.app.ui.Newer
import org.crosscheck.core.HostException
import org.crosscheck.core.HostKey
import org.crosscheck.core.HostKeys
import org.crosscheck.core.KeyKind

/**
 * Keys in the system's key store: in a chip of their own where there is one, in the processor's guarded part elsewhere.
 * A name stands for a P-256 key that signs and an AES key that wraps. Where the key store cannot make them, or what it
 * made does not work, [software] makes them and says so; which of the two keeps a name never changes afterwards, so that a
 * key store that fails later is not answered with another key.
 */
class Keys(private val context: Context, private val folder: File, private val software: HostKeys) : HostKeys {
    private fun mark(name: String) = File(folder, "$name.store")

    private fun isInStore(name: String) = mark(name).exists()

    override fun make(name: String): HostKey {
        if (isInStore(name)) return kept(name)
        if (File(folder, "$name.key").exists()) return software.make(name)
        return guarded { inStore(name) } ?: software.make(name)
    }

    override fun sign(name: String, message: ByteArray): ByteArray {
        if (!isInStore(name)) return software.sign(name, message)
        return told { signed(key(name), message) }
    }

    override fun wrap(name: String, secret: ByteArray): ByteArray {
        if (!isInStore(name)) return software.wrap(name, secret)
        return told { wrapped(name, secret) }
    }

    override fun unwrap(name: String, wrapped: ByteArray): ByteArray {
        if (!isInStore(name)) return software.unwrap(name, wrapped)
        return told { unwrapped(name, wrapped) }
    }

    override fun forget(name: String) {
        if (!isInStore(name)) return software.forget(name)
        told { dropped(name) }
        mark(name).delete()
    }

    // The system's key store.

    private fun store(): KeyStore = KeyStore.getInstance(STORE).apply { load(null) }

    private fun key(name: String): PrivateKey = store().getKey(signer(name), null) as? PrivateKey ?: throw Gone()

    private fun secret(name: String): SecretKey = store().getKey(wrapper(name), null) as? SecretKey ?: throw Gone()

    private fun kept(name: String): HostKey = told {
        val public = store().getCertificate(signer(name))?.publicKey as? ECPublicKey ?: throw Gone()
        HostKey(point(public), kind(key(name)))
    }

    /** Makes both keys and tries them: some makers' key stores make keys that fail at their first use. */
    private fun inStore(name: String): HostKey {
        try {
            if (!generated(name, chip = true)) generated(name, chip = false)
            val public = store().getCertificate(signer(name)).publicKey as ECPublicKey
            check(verifies(public, signed(key(name), TRIAL)) && unwrapped(name, wrapped(name, TRIAL)).contentEquals(TRIAL))
            // On the disk before anybody hears of the key.
            folder.mkdirs()
            check(mark(name).createNewFile())
            return HostKey(point(public), kind(key(name)))
        } catch (thrown: Exception) {
            mark(name).delete()
            guarded { dropped(name) }
            throw thrown
        }
    }

    /** False where there is no chip for keys alone, or it takes none of this kind. */
    private fun generated(name: String, chip: Boolean): Boolean {
        if (chip && !hasChip()) return false
        try {
            val signs = KeyGenParameterSpec.Builder(signer(name), KeyProperties.PURPOSE_SIGN)
                .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1")).setDigests(KeyProperties.DIGEST_SHA256)
            val wraps = KeyGenParameterSpec.Builder(wrapper(name), KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM).setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE).setKeySize(WRAP_BITS)
            if (chip) listOf(signs, wraps).forEach(::intoChip)
            KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, STORE).apply { initialize(signs.build()) }.generateKeyPair()
            KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(wraps.build()) }.generateKey()
            return true
        } catch (thrown: ProviderException) {
            // StrongBoxUnavailableException is one of these; older systems say it in other words.
            if (chip) return false
            throw thrown
        }
    }

    @Newer
    private fun hasChip() = Build.VERSION.SDK_INT >= 28 && context.packageManager.hasSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE)

    @Newer
    private fun intoChip(builder: KeyGenParameterSpec.Builder) {
        if (Build.VERSION.SDK_INT >= 28) builder.setIsStrongBoxBacked(true)
    }

    private fun kind(key: PrivateKey): KeyKind = try {
        kind(KeyFactory.getInstance(key.algorithm, STORE).getKeySpec(key, KeyInfo::class.java))
    } catch (_: GeneralSecurityException) {
        // A key store that does not say where its keys lie is believed the least.
        KeyKind.SOFTWARE
    }

    @Newer
    @Suppress("DEPRECATION")
    private fun kind(info: KeyInfo): KeyKind = when {
        Build.VERSION.SDK_INT >= 31 && info.securityLevel == KeyProperties.SECURITY_LEVEL_STRONGBOX -> KeyKind.CHIP
        info.isInsideSecureHardware -> KeyKind.GUARDED
        else -> KeyKind.SOFTWARE
    }

    private fun signed(key: PrivateKey, message: ByteArray): ByteArray =
        Signature.getInstance(SIGNATURE).run { initSign(key); update(message); sign() }

    private fun verifies(key: ECPublicKey, signature: ByteArray): Boolean =
        Signature.getInstance(SIGNATURE).run { initVerify(key); update(TRIAL); verify(signature) }

    private fun wrapped(name: String, secret: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, secret(name)) }
        val sealed = cipher.doFinal(secret)
        return byteArrayOf(cipher.iv.size.toByte()) + cipher.iv + sealed
    }

    private fun unwrapped(name: String, wrapped: ByteArray): ByteArray {
        val length = wrapped.firstOrNull()?.toInt() ?: 0
        if (length !in 1 until wrapped.size) throw GeneralSecurityException("not wrapped here")
        val (iv, sealed) = wrapped.copyOfRange(1, 1 + length) to wrapped.copyOfRange(1 + length, wrapped.size)
        return Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, secret(name), GCMParameterSpec(TAG_BITS, iv)) }.doFinal(sealed)
    }

    private fun dropped(name: String) = store().run {
        listOf(signer(name), wrapper(name)).filter { containsAlias(it) }.forEach { deleteEntry(it) }
    }

    private class Gone : Exception()

    /** What the key store comes to; none where it fails in any of its ways. */
    private fun <T> guarded(work: () -> T): T? = try {
        work()
    } catch (_: Exception) {
        null
    }

    /** The same, where nothing else can stand in: core hears in which way. */
    private fun <T> told(work: () -> T): T = try {
        work()
    } catch (_: Gone) {
        throw HostException.KeyGone()
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw HostException.KeyGone()
    } catch (_: UserNotAuthenticatedException) {
        throw HostException.Locked()
    } catch (_: GeneralSecurityException) {
        throw HostException.Broken()
    } catch (_: IOException) {
        throw HostException.Broken()
    } catch (_: ProviderException) {
        throw HostException.Broken()
    }

    private fun signer(name: String) = "sign-$name"

    private fun wrapper(name: String) = "wrap-$name"

    companion object {
        const val STORE = "AndroidKeyStore"
        private const val SIGNATURE = "SHA256withECDSA"
        private const val CIPHER = "AES/GCM/NoPadding"
        private const val TAG_BITS = 128
        private const val WRAP_BITS = 256
        private const val SIDE = 32
        private val TRIAL = ByteArray(SIDE) { it.toByte() }

        /** The point of a key as SEC1 writes it, uncompressed. */
        fun point(key: ECPublicKey): ByteArray = byteArrayOf(4) + side(key.w.affineX) + side(key.w.affineY)

        private fun side(number: BigInteger): ByteArray {
            val bytes = number.toByteArray().dropWhile { it == 0.toByte() }.toByteArray()
            return ByteArray(SIDE - bytes.size) + bytes
        }
    }
}
