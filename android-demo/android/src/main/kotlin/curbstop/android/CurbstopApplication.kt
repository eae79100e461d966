package curbstop.android

import android.app.Application
import android.provider.Settings
import androidx.work.Configuration
import curbstop.Phone
import curbstop.PhoneSettings
import curbstop.app.Network
import curbstop.app.background.networkIsBack
import curbstop.app.keys.WrappedKeys
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.io.File

/** The process: opens the phone once, for the screens and for the work in the background, and watches the network. */
open class CurbstopApplication :
    Application(),
    Configuration.Provider {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val opening = Mutex()
    private var opened: Phone? = null

    /** What Android lends to the app. */
    val host: AndroidHost by lazy { AndroidHost(this) }

    override val workManagerConfiguration: Configuration get() = Configuration.Builder().build()

    override fun onCreate() {
        super.onCreate()
        SyncWorker.schedule(this)
        scope.launch {
            host.network.drop(1).filter { it != Network.NONE }.collect {
                networkIsBack(::phone)
                SyncWorker.soon(this@CurbstopApplication)
            }
        }
    }

    /** The phone. One that would not open is tried again when it is asked for again. */
    suspend fun phone(): Phone = opening.withLock {
        opened ?: Phone.open(settings(), WrappedKeys(File(noBackupFilesDir, "keys"), WrappingKey)).also {
            opened = it
            it.subscribe(Dispatches(this, it, scope))
        }
    }

    private fun settings() = PhoneSettings(
        // Not `filesDir`: a backup would carry the store to a phone that has no key for it.
        folder = File(noBackupFilesDir, "phone").apply { mkdirs() }.path,
        boot = Settings.Global.getString(contentResolver, Settings.Global.BOOT_COUNT),
    )
}
