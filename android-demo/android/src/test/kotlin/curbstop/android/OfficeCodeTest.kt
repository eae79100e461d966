package curbstop.android

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Radio
import curbstop.testing.Site
import curbstop.testing.Town
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** The office's code, opened from a camera app: `curbstop://enrol?…`. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "zh-w400dp-h880dp-xhdpi")
class OfficeCodeTest {
    @get:Rule val compose = createEmptyComposeRule()
    private val screen = Screen(compose)

    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `the platform brings it to the app`() {
        val opens = app.packageManager.queryIntentActivities(link("curbstop://enrol?code=K7"), 0)
        assertEquals(listOf(MainActivity::class.java.name), opens.map { it.activityInfo.name })
    }

    @Test fun `a new phone shows its server, and is enrolled when the worker says so`() = onRadio { radio ->
        opened(link(site.office.enrolment(radio.address, Town.READER))).use { window ->
            screen.sees(plain(radio.address))
            assertFalse(screen.isThere(said("app.enrol.already")))
            assertNull(device())
            screen.tap(said("app.enrol.go"))
            screen.until { screen.app(window).navigator.here == Place.SignIn }
            assertNotNull(device())
        }
    }

    @Test fun `it is there again after the process died before the worker said anything`() = onRadio { radio ->
        val window = opened(link(site.office.enrolment(radio.address, Town.READER)))
        // The window is gone before the phone is open: what was opened is not forgotten by that.
        opened(saved = window.dies()).use {
            screen.sees(plain(radio.address))
            assertNull(device())
        }
    }

    @Test fun `a phone that is enrolled says so, stays what it is, and leads back to the work`() = onRadio { radio ->
        atWork(site, radio)
        val before = device()
        opened().use { window ->
            screen.app(window).navigator.open(Place.Entry("P01"))
            window.newIntent(link(site.office.enrolment(radio.address, Town.READER)))
            screen.sees(said("app.enrol.already"))
            window.get().onBackPressedDispatcher.onBackPressed()
            window.get().onBackPressedDispatcher.onBackPressed()
            assertEquals(Place.Entry("P01"), screen.app(window).navigator.here)
            assertEquals(before, device())
        }
    }

    @Test fun `one that is opened from the recent apps is not opened once more`() = onRadio { radio ->
        val again = link(site.office.enrolment(radio.address, Town.READER))
            .addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY)
        opened(again).use {
            screen.sees(said("app.enrol.how"))
            assertFalse(screen.isThere(plain(radio.address)))
        }
    }

    private fun onRadio(test: (Radio) -> Unit) = Radio(site.address).use(test)

    private fun link(code: String) = Intent(Intent.ACTION_VIEW, Uri.parse(code)).addCategory(Intent.CATEGORY_BROWSABLE)

    private fun device() = runBlocking { app.phone().status().device }

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
