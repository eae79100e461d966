package curbstop.app.keys

import curbstop.DatabaseKeys
import curbstop.KeysException
import java.io.File
import java.io.FileOutputStream
import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The keys of the phone's store: 32 random bytes each, kept in [folder], wrapped by a key of the platform's keystore.
 * The keystore's own key cannot be the database's: it cannot be read. [wrapping] gives it, and makes it at the first call.
 */
class WrappedKeys(private val folder: File, private val wrapping: () -> SecretKey) : DatabaseKeys {
    private val current get() = File(folder, "database.key")
    private val next get() = File(folder, "database.next.key")

    override fun current(): ByteArray = told { unwrapped(current) ?: made(current) }

    override fun next(): ByteArray = told { unwrapped(next) ?: made(next) }

    override fun nextIsCurrent(): Unit = told {
        // One rename: whatever happens, one of the two names holds the new key. Without `next` it was told twice.
        if (next.exists() && !next.renameTo(current)) error("${next.name} could not be renamed")
    }

    private fun unwrapped(file: File): ByteArray? {
        if (!file.exists()) return null
        val wrapped = file.readBytes()
        val cipher = Cipher.getInstance(TRANSFORMATION)
        cipher.init(Cipher.DECRYPT_MODE, wrapping(), GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE_BYTES))
        return cipher.doFinal(wrapped, NONCE_BYTES, wrapped.size - NONCE_BYTES)
    }

    private fun made(file: File): ByteArray {
        val key = ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes)
        // The nonce is the keystore's to choose.
        val cipher = Cipher.getInstance(TRANSFORMATION).apply { init(Cipher.ENCRYPT_MODE, wrapping()) }
        keep(file, cipher.iv + cipher.doFinal(key))
        return key
    }

    /** Whole or not at all, and on the disk before the key is used for anything. */
    private fun keep(file: File, wrapped: ByteArray) {
        folder.mkdirs()
        val half = File(folder, "${file.name}.half")
        FileOutputStream(half).use {
            it.write(wrapped)
            it.fd.sync()
        }
        if (!half.renameTo(file)) error("${half.name} could not be renamed")
    }

    /** What the keystore or the disk says crosses as the one error that the phone knows for it. */
    private fun <T> told(work: () -> T): T = synchronized(this) {
        runCatching(work).getOrElse { throw KeysException.Unavailable(it.toString()) }
    }

    companion object {
        /** How long a database's key is, and the one that wraps it. */
        const val KEY_BYTES = 32
        private const val TRANSFORMATION = "AES/GCM/NoPadding"
        private const val NONCE_BYTES = 12
        private const val TAG_BITS = 128
    }
}
