package curbstop.android

import android.Manifest
import android.annotation.SuppressLint
import android.content.Context
import android.content.Intent
import android.content.SharedPreferences
import android.graphics.BitmapFactory
import android.net.Uri
import android.os.Build
import android.os.PowerManager
import android.provider.Settings
import androidx.compose.ui.graphics.asImageBitmap
import androidx.core.app.NotificationManagerCompat
import androidx.core.content.FileProvider
import androidx.core.content.edit
import curbstop.Fix
import curbstop.HostFacts
import curbstop.app.Host
import curbstop.app.Network
import curbstop.app.Preferences
import curbstop.ui.parts.KeptPictures
import kotlinx.coroutines.flow.StateFlow
import java.io.File
import java.util.UUID

/** What Android lends to the app. Lives as long as the process; activities come and go through [apps]. */
class AndroidHost(private val context: Context) : Host {
    private val positions = Positions(context)
    private val power = context.getSystemService(PowerManager::class.java)
    private val notices = NotificationManagerCompat.from(context)

    /** Where an activity lends its way to other apps. */
    val apps = OtherApps()

    /** The photos on the screens: a camera's, an eighth of its size. */
    val pictures = KeptPictures {
        BitmapFactory.decodeFile(it, BitmapFactory.Options().apply { inSampleSize = 8 })?.asImageBitmap()
    }
    override val network: StateFlow<Network> = Connectivity(context).network
    override val preferences: Preferences = Kept(context.getSharedPreferences("preferences", Context.MODE_PRIVATE))
    override val model: String = "${Build.MANUFACTURER} ${Build.MODEL}"

    override fun facts() = HostFacts(
        freeBytes = context.noBackupFilesDir.usableSpace.toULong(),
        batteryExempt = power?.isIgnoringBatteryOptimizations(context.packageName),
        notificationsAllowed = notices.areNotificationsEnabled(),
        lastFix = positions.last,
    )

    @SuppressLint("BatteryLife") // an order has to reach a crew that carries the phone in a pocket
    override fun askToKeepAwake() {
        val self = Uri.parse("package:${context.packageName}")
        val ask = Intent(Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS, self)
        context.startActivity(ask.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
    }

    /** Asks the worker to let the app tell of orders. */
    suspend fun askForNotices() {
        if (!notices.areNotificationsEnabled()) apps.permit(arrayOf(Manifest.permission.POST_NOTIFICATIONS))
    }

    override fun photoFile(): String = lent("photos", "${UUID.randomUUID()}.jpg").path

    override suspend fun takePhoto(file: String): Boolean = apps.takePhoto(shown(file))

    override suspend fun scan(): String? = apps.scan()

    override suspend fun position(): Fix? {
        if (!positions.permitted) apps.permit(Positions.PERMISSIONS)
        return positions.now()
    }

    override fun fileToShare(name: String): String = lent("export", name).path

    override suspend fun share(path: String) =
        hand(Intent(Intent.ACTION_SEND).setType("application/octet-stream").putExtra(Intent.EXTRA_STREAM, shown(path)))

    override suspend fun shareText(words: String) =
        hand(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, words))

    private fun hand(what: Intent) {
        what.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        context.startActivity(Intent.createChooser(what, null).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
    }

    /** A file as other apps may name it. */
    private fun shown(path: String): Uri = FileProvider.getUriForFile(context, AUTHORITY, File(path))

    private fun lent(folder: String, name: String) = File(context.cacheDir, folder).also { it.mkdirs() }.resolve(name)

    private class Kept(private val kept: SharedPreferences) : Preferences {
        override fun get(name: String): String? = kept.getString(name, null)

        override fun set(name: String, value: String) = kept.edit { putString(name, value) }
    }

    private companion object {
        /** As res/xml/lent_files.xml and the manifest have it. */
        const val AUTHORITY = "curbstop.android.files"
    }
}
