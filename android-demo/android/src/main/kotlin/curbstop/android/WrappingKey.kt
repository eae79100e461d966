package curbstop.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import curbstop.app.keys.WrappedKeys
import java.security.KeyStore
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/** The key of Android's keystore that wraps those of the phone's store: made once, and never read. */
object WrappingKey : () -> SecretKey {
    private const val KEYSTORE = "AndroidKeyStore"
    private const val ALIAS = "curbstop.database"

    override fun invoke(): SecretKey {
        val keystore = KeyStore.getInstance(KEYSTORE).apply { load(null) }
        return keystore.getKey(ALIAS, null) as SecretKey? ?: made()
    }

    private fun made(): SecretKey {
        val how = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(Byte.SIZE_BITS * WrappedKeys.KEY_BYTES)
        val maker = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, KEYSTORE)
        return maker.apply { init(how.build()) }.generateKey()
    }
}
