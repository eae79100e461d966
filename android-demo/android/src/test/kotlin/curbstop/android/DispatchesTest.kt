package curbstop.android

import android.app.Notification
import android.app.NotificationManager
import curbstop.testing.OrderKind
import curbstop.testing.Radio
import curbstop.testing.Site
import curbstop.testing.Town
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals

/** An order of the real office on the real phone; Robolectric keeps the notices. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "zh")
class DispatchesTest {
    private val notices = shadowOf(checkNotNull(app.getSystemService(NotificationManager::class.java)))

    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `a new order is told once, in the worker's language, and taken away when somebody acknowledged it`() {
        Radio(site.address).use { radio ->
            val phone = atWork(site, radio, Town.FITTER)
            val order = site.office.order(OrderKind.MAIN, "路面冒水", "朝阳路 3 号", Town.BEGIN, Town.AREA)
            site.office.dispatch(order, Town.CREW)
            runBlocking {
                phone.sync()
                val dispatches = Dispatches(app, phone, this)
                repeat(2) { dispatches.tell() }
                val shown = notices.allNotifications.single()
                assertEquals("新派单，点开即接单", shown.extras.getString(Notification.EXTRA_TITLE))
                assertEquals("朝阳路 3 号 路面冒水", shown.extras.getString(Notification.EXTRA_TEXT))
                assertEquals(order, shadowOf(shown.contentIntent).savedIntent.getStringExtra(Dispatches.ORDER))

                phone.acknowledge(order)
                dispatches.tell()
                assertEquals(emptyList(), notices.allNotifications)
            }
        }
    }

    companion object {
        private lateinit var site: Site

        @BeforeClass @JvmStatic
        fun town() {
            site = Site.open()
        }

        @AfterClass @JvmStatic
        fun closed() = site.close()
    }
}
