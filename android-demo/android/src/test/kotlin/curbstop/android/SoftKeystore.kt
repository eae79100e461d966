package curbstop.android

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/**
 * Android's keystore in the memory of the test: Robolectric brings none, since the real one is a chip. Only where the key
 * lies is feigned; what is done with it is Java's own AES.
 */
object SoftKeystore {
    private val keys = ConcurrentHashMap<String, SecretKey>()

    /** Puts it where Android's is. The process may have asked before the test began: what is in it stays. */
    fun install() {
        // Each of Robolectric's class loaders has a provider of its own.
        if (Security.getProvider(NAME) is SoftProvider) return
        Security.removeProvider(NAME)
        Security.addProvider(SoftProvider())
    }

    /** As after a change of the phone's lock, on phones that forget their keys by it. */
    fun forget() = keys.clear()

    private const val NAME = "AndroidKeyStore"

    private class SoftProvider : Provider(NAME, "1", "in memory") {
        init {
            put("KeyStore.$NAME", Store::class.java.name)
            put("KeyGenerator.AES", Generator::class.java.name)
        }
    }

    /** Makes keys under the alias that they are asked for. */
    class Generator : KeyGeneratorSpi() {
        private lateinit var how: KeyGenParameterSpec

        override fun engineInit(params: AlgorithmParameterSpec, random: SecureRandom?) {
            how = params as KeyGenParameterSpec
        }

        override fun engineInit(random: SecureRandom?) = error("no alias")

        override fun engineInit(keysize: Int, random: SecureRandom?) = error("no alias")

        override fun engineGenerateKey(): SecretKey =
            KeyGenerator.getInstance("AES", "SunJCE").apply { init(how.keySize) }.generateKey()
                .also { keys[how.keystoreAlias] = it }
    }

    /** Gives keys by their alias. */
    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = keys[alias]

        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

        override fun engineContainsAlias(alias: String): Boolean = keys.containsKey(alias)

        override fun engineIsKeyEntry(alias: String): Boolean = keys.containsKey(alias)

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)

        override fun engineSize(): Int = keys.size

        override fun engineDeleteEntry(alias: String) {
            keys.remove(alias)
        }

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineIsCertificateEntry(alias: String): Boolean = false

        override fun engineGetCertificateAlias(cert: Certificate?): String? = null

        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) =
            error("made here only")

        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) =
            error("made here only")

        override fun engineSetCertificateEntry(alias: String, cert: Certificate?) = error("keys only")

        override fun engineStore(stream: OutputStream?, password: CharArray?) = error("in memory only")
    }
}
