package org.crosscheck.app.driver

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyInfo
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyFactorySpi
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.PrivateKey
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.ECGenParameterSpec
import java.security.spec.KeySpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/**
 * A key store as a phone has one, where a JVM has none: keys in a map. It proves what the app makes of its answers, not
 * that any chip keeps a key.
 */
object TestKeyStore {
    /** How it fails. */
    enum class Fault {
        /** It makes keys that sign wrongly. */
        LIES,

        /** It does not open. */
        SHUT,
    }

    val keys: MutableMap<String, Any> = Collections.synchronizedMap(mutableMapOf())

    /** Names of keys that lie in a chip of their own. */
    val inChip: MutableSet<String> = Collections.synchronizedSet(mutableSetOf())

    /** Whether there is such a chip. */
    var hasChip = false
    var fault: Fault? = null

    fun insert() {
        keys.clear()
        inChip.clear()
        hasChip = false
        fault = null
        Security.insertProviderAt(TestKeyProvider(), 1)
    }

    /** Providers outlive a test: whoever inserted one takes it away. */
    fun remove() = Security.removeProvider(TestKeyProvider.NAME)
}

class TestKeyProvider : Provider(NAME, 1.0, "keys in a map") {
    init {
        put("KeyStore.$NAME", TestStore::class.java.name)
        put("KeyPairGenerator.EC", TestPairs::class.java.name)
        put("KeyGenerator.AES", TestSecrets::class.java.name)
        put("KeyFactory.EC", TestInfo::class.java.name)
    }

    companion object {
        const val NAME = "AndroidKeyStore"
    }
}

private fun begun(spec: KeyGenParameterSpec): String {
    if (spec.isStrongBoxBacked && !TestKeyStore.hasChip) throw StrongBoxUnavailableException()
    if (spec.isStrongBoxBacked) TestKeyStore.inChip += spec.keystoreAlias
    return spec.keystoreAlias
}

class TestPairs : KeyPairGeneratorSpi() {
    private lateinit var spec: KeyGenParameterSpec

    override fun initialize(size: Int, random: SecureRandom?) = throw ProviderException()

    override fun initialize(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
        spec = parameters as KeyGenParameterSpec
    }

    override fun generateKeyPair(): KeyPair {
        val name = begun(spec)
        val other = Security.getProviders("KeyPairGenerator.EC").first { it.name != TestKeyProvider.NAME }
        fun made() = KeyPairGenerator.getInstance("EC", other).apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair()
        val pair = made()
        TestKeyStore.keys[name] = if (TestKeyStore.fault == TestKeyStore.Fault.LIES) KeyPair(pair.public, made().private) else pair
        return pair
    }
}

class TestSecrets : KeyGeneratorSpi() {
    private lateinit var spec: KeyGenParameterSpec

    override fun engineInit(random: SecureRandom?) = throw ProviderException()

    override fun engineInit(size: Int, random: SecureRandom?) = throw ProviderException()

    override fun engineInit(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
        spec = parameters as KeyGenParameterSpec
    }

    override fun engineGenerateKey(): SecretKey {
        val name = begun(spec)
        val other = Security.getProviders("KeyGenerator.AES").first { it.name != TestKeyProvider.NAME }
        val key = KeyGenerator.getInstance("AES", other).apply { init(spec.keySize) }.generateKey()
        TestKeyStore.keys[name] = key
        return key
    }
}

/** Says where a key lies. */
class TestInfo : KeyFactorySpi() {
    override fun <T : KeySpec> engineGetKeySpec(key: Key, form: Class<T>): T {
        val name = TestKeyStore.keys.entries.first { (it.value as? KeyPair)?.private == key }.key
        val level = if (name in TestKeyStore.inChip) KeyProperties.SECURITY_LEVEL_STRONGBOX else KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT
        val none = emptyArray<String>()
        val info = KeyInfo(
            name, true, KeyProperties.ORIGIN_GENERATED, 256, null, null, null, KeyProperties.PURPOSE_SIGN,
            none, none, none, none, false, 0, 0, false, false, false, false, false, level, -1,
        )
        return form.cast(info)!!
    }

    override fun engineGeneratePublic(spec: KeySpec): PublicKey = throw ProviderException()

    override fun engineGeneratePrivate(spec: KeySpec): PrivateKey = throw ProviderException()

    override fun engineTranslateKey(key: Key): Key = throw ProviderException()
}

class TestStore : KeyStoreSpi() {
    override fun engineLoad(stream: InputStream?, password: CharArray?) {
        if (TestKeyStore.fault == TestKeyStore.Fault.SHUT) throw java.io.IOException("shut")
    }

    override fun engineGetKey(name: String, password: CharArray?): Key? = when (val key = TestKeyStore.keys[name]) {
        is KeyPair -> key.private
        else -> key as? Key
    }

    override fun engineGetCertificate(name: String): Certificate? = (TestKeyStore.keys[name] as? KeyPair)?.let { Bare(it.public) }

    override fun engineDeleteEntry(name: String) {
        TestKeyStore.keys.remove(name)
    }

    override fun engineContainsAlias(name: String) = name in TestKeyStore.keys

    override fun engineAliases(): Enumeration<String> = Collections.enumeration(TestKeyStore.keys.keys)

    override fun engineSize() = TestKeyStore.keys.size

    override fun engineIsKeyEntry(name: String) = name in TestKeyStore.keys

    override fun engineIsCertificateEntry(name: String) = false

    override fun engineGetCertificateChain(name: String): Array<Certificate>? = null

    override fun engineGetCreationDate(name: String): Date? = null

    override fun engineGetCertificateAlias(certificate: Certificate): String? = null

    override fun engineSetKeyEntry(name: String, key: Key, password: CharArray?, chain: Array<out Certificate>?) = throw ProviderException()

    override fun engineSetKeyEntry(name: String, key: ByteArray, chain: Array<out Certificate>?) = throw ProviderException()

    override fun engineSetCertificateEntry(name: String, certificate: Certificate) = throw ProviderException()

    override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
}

/** A certificate that says nothing but a key. */
private class Bare(private val key: PublicKey) : Certificate("bare") {
    override fun getPublicKey() = key

    override fun getEncoded(): ByteArray = key.encoded

    override fun verify(key: PublicKey) = Unit

    override fun verify(key: PublicKey, provider: String) = Unit

    override fun toString() = "bare"
}
