package curbstop.android

import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.location.Location
import android.location.LocationManager
import android.os.SystemClock
import curbstop.Fix
import curbstop.FixProvider
import curbstop.Position
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.test.runTest
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

@RunWith(RobolectricTestRunner::class)
class PositionsTest {
    private val positions = Positions(app)
    private val satellites = shadowOf(checkNotNull(app.getSystemService(LocationManager::class.java)))

    @BeforeTest fun satellitesOnly() {
        satellites.setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        satellites.setProviderEnabled(LocationManager.FUSED_PROVIDER, false)
    }

    @Test fun `a position comes with its accuracy, with what found it, and says that an app set it`() = runTest {
        shadowOf(app).grantPermissions(ACCESS_FINE_LOCATION)
        val asked = async(start = CoroutineStart.UNDISPATCHED) { positions.now() }
        satellites.simulateLocation(here(mock = true))
        assertEquals(Fix(Position(35.7471, 114.2951), 5u, FixProvider.GNSS, mock = true), asked.await())
    }

    @Test fun `without a position in time work goes on`() = runTest {
        shadowOf(app).grantPermissions(ACCESS_FINE_LOCATION)
        // The clock of the test passes by itself.
        assertNull(positions.now())
        assertEquals(emptyList(), satellites.getLocationRequests(LocationManager.GPS_PROVIDER))
    }

    @Test fun `who does not let the app ask is not asked`() = runTest {
        assertNull(positions.now())
    }

    private fun here(mock: Boolean) = Location(LocationManager.GPS_PROVIDER).apply {
        latitude = 35.7471
        longitude = 114.2951
        accuracy = 4.2f
        isMock = mock
        time = System.currentTimeMillis()
        elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos()
    }
}
