package curbstop.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.annotation.SuppressLint
import android.content.Context
import android.content.pm.PackageManager.PERMISSION_GRANTED
import android.location.Location
import android.location.LocationManager
import android.os.SystemClock
import androidx.core.content.ContextCompat
import androidx.core.location.LocationCompat
import androidx.core.location.LocationManagerCompat
import androidx.core.os.CancellationSignal
import curbstop.Fix
import curbstop.FixProvider
import curbstop.LastFix
import curbstop.Position
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Duration
import java.util.concurrent.Executor
import kotlin.coroutines.resume
import kotlin.math.ceil
import kotlin.time.Duration.Companion.seconds

/** Where the phone is, asked once at a time: nothing follows the worker between two jobs. */
class Positions(private val context: Context) {
    private val manager = checkNotNull(context.getSystemService(LocationManager::class.java))

    private var takenAt: Long? = null

    /** How long ago a position was known; for the self-test. */
    val last: LastFix
        get() = takenAt?.let { LastFix.Ago(Duration.ofMillis(SystemClock.elapsedRealtime() - it)) } ?: LastFix.Never

    /** Whether the worker let the app ask. */
    val permitted: Boolean
        get() = PERMISSIONS.any { ContextCompat.checkSelfPermission(context, it) == PERMISSION_GRANTED }

    /** A position taken now; nothing where none comes in time: work does not wait for satellites. */
    suspend fun now(): Fix? {
        if (!permitted) return null
        val provider = PROVIDERS.keys.firstOrNull(manager.getProviders(true)::contains) ?: return null
        val taken = withTimeoutOrNull(WAIT) { single(provider) } ?: return null
        takenAt = SystemClock.elapsedRealtime()
        return taken.fix()
    }

    @SuppressLint("MissingPermission") // asked for just before
    private suspend fun single(provider: String): Location? = suspendCancellableCoroutine { waiting ->
        val given = CancellationSignal()
        waiting.invokeOnCancellation { given.cancel() }
        val here = Executor { it.run() }
        LocationManagerCompat.getCurrentLocation(manager, provider, given, here) {
            if (waiting.isActive) waiting.resume(it)
        }
    }

    companion object {
        /** What is asked of the worker at the first job event. */
        val PERMISSIONS = arrayOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        private const val FUSED = "fused" // LocationManager.FUSED_PROVIDER, since Android 12
        private val PROVIDERS = mapOf(
            FUSED to FixProvider.FUSED,
            LocationManager.GPS_PROVIDER to FixProvider.GNSS,
            LocationManager.NETWORK_PROVIDER to FixProvider.NETWORK,
        )
        private val WAIT = 10.seconds

        private fun Location.fix() = Fix(
            position = Position(latitude, longitude),
            // Rounded up: an accuracy is never told better than it is.
            accuracyM = ceil(accuracy).toInt().coerceIn(0, UShort.MAX_VALUE.toInt()).toUShort(),
            provider = PROVIDERS[provider] ?: FixProvider.FUSED,
            mock = LocationCompat.isMock(this),
        )
    }
}
