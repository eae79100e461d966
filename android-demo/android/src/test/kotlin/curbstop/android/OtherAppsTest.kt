package curbstop.android

import android.app.Activity.RESULT_CANCELED
import android.app.Activity.RESULT_OK
import android.content.Intent
import android.content.pm.PackageManager.PERMISSION_DENIED
import android.net.Uri
import android.provider.MediaStore
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import androidx.core.content.FileProvider
import curbstop.NoReadReason
import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Radio
import curbstop.testing.Site
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowActivity.IntentForResult
import org.robolectric.util.ReflectionHelpers.getStaticField
import java.io.File
import kotlin.test.BeforeTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** What the worker sees when other apps, or the system, answer: camera, scanner, share sheet, permissions. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "zh-w400dp-h880dp-xhdpi")
class OtherAppsTest {
    @get:Rule val compose = createEmptyComposeRule()
    private val screen = Screen(compose)

    @BeforeTest fun keystore() = SoftKeystore.install()

    /** Android's library keeps for ever where the first test's files lie. */
    @BeforeTest fun files() = getStaticField<MutableMap<*, *>>(FileProvider::class.java, "sCache").clear()

    @Test fun `a photo of the camera is in the form`() = at(NO_READ) { window ->
        screen.tap(PHOTO)
        answered(window, window.asked().also(::photograph), RESULT_OK)
        screen.sees(ONE_PHOTO)
    }

    @Test fun `who gives up the camera is where they were, and can take a photo after all`() = at(NO_READ) { window ->
        screen.tap(PHOTO)
        answered(window, window.asked(), RESULT_CANCELED)
        screen.tap(PHOTO)
        answered(window, window.asked().also(::photograph), RESULT_OK)
        screen.sees(ONE_PHOTO)
    }

    @Test fun `a phone without a camera or scanner goes on without`() {
        shadowOf(app).checkActivities(true)
        at(NO_READ) { window ->
            screen.tap(PHOTO)
            screen.tap(said("no_read_reason.${NoReadReason.entries.first().name.lowercase()}"))
            screen.app(window).navigator.open(Place.Search)
            screen.tap(said("app.search.scan"))
            screen.sees(said("app.search.what"))
        }
    }

    @Test fun `a photo is in the form of a window that was turned while the camera was open`() = at(NO_READ) { window ->
        screen.tap(PHOTO)
        val asked = window.asked().also(::photograph)
        window.recreate()
        shadowOf(window.get()).callOnActivityResult(asked.requestCode, RESULT_OK, null)
        screen.sees(ONE_PHOTO)
    }

    @Test fun `a photo is in the form of a process that died while the camera was open`() = at(NO_READ) { window ->
        screen.tap(PHOTO)
        val asked = window.asked().also(::photograph)
        opened(saved = window.dies()).use {
            shadowOf(it.get()).callOnActivityResult(asked.requestCode, RESULT_OK, null)
            screen.sees(ONE_PHOTO)
            assertEquals(NO_READ, screen.app(it).navigator.here)
        }
    }

    @Test fun `what was given up in the camera stays given up when the process died`() = at(NO_READ) { window ->
        screen.tap(PHOTO)
        val asked = window.asked().also(::photograph)
        opened(saved = window.dies()).use {
            shadowOf(it.get()).callOnActivityResult(asked.requestCode, RESULT_CANCELED, null)
            screen.sees(PHOTO)
            assertFalse(screen.isThere(ONE_PHOTO))
        }
    }

    @Test fun `a scanned code is looked for`() = at(Place.Search) { window ->
        screen.tap(said("app.search.scan"))
        val asked = window.asked()
        assertEquals("com.google.zxing.client.android.SCAN", asked.intent.action)
        answered(window, asked, RESULT_OK, Intent().putExtra("SCAN_RESULT", " 查无此表 \n"))
        screen.sees(said("app.search.nothing", "text" to "查无此表"))
    }

    @Test fun `who gives up the scanner has looked for nothing`() = at(Place.Search) { window ->
        screen.tap(said("app.search.scan"))
        answered(window, window.asked(), RESULT_CANCELED)
        screen.sees(said("app.search.what"))
    }

    @Test fun `the black box goes to the app that the worker picks, which may read it`() = at(Place.Settings) {
        screen.tap(said("app.settings.export"))
        var chooser: Intent? = null
        screen.until { shadowOf(app).nextStartedActivity.also { chooser = it } != null }
        assertEquals(Intent.ACTION_CHOOSER, chooser?.action)
        val send = assertNotNull(chooser?.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java))
        assertEquals(Intent.ACTION_SEND, send.action)
        assertNotEquals(0, send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION)
        val file = assertNotNull(send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java))
        assertTrue(lent(file).length() > 0)
        screen.sees(said("app.settings.export"))
    }

    @Test fun `who does not tell where they are saves all the same`() = at(NO_READ) { window ->
        screen.tap(said("no_read_reason.${NoReadReason.entries.first().name.lowercase()}"))
        screen.tap(said("app.noread.save"))
        screen.until { shadowOf(window.get()).lastRequestedPermission != null }
        val asked = shadowOf(window.get()).lastRequestedPermission
        assertEquals(Positions.PERMISSIONS.toList(), asked.requestedPermissions.toList())
        val denied = IntArray(asked.requestedPermissions.size) { PERMISSION_DENIED }
        window.get().onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, denied)
        val address = runBlocking { app.phone().meter("P01").address }
        screen.sees(said("app.noread.saved", "address" to plain(address)))
        assertEquals(1uL, runBlocking { app.phone().status().saved })
    }

    /** 李娜 is at work, at this [place]. */
    private fun at(place: Place, then: (Window) -> Unit) = Radio(site.address).use { radio ->
        atWork(site, radio)
        val window = opened()
        screen.app(window).navigator.open(place)
        then(window)
    }

    private fun Window.asked(): IntentForResult {
        screen.until { shadowOf(get()).peekNextStartedActivityForResult() != null }
        return shadowOf(get()).nextStartedActivityForResult
    }

    private fun answered(window: Window, asked: IntentForResult, result: Int, data: Intent? = null) =
        shadowOf(window.get()).receiveResult(asked.intent, result, data)

    /** The camera writes where it was told to. */
    private fun photograph(asked: IntentForResult) {
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, asked.intent.action)
        val file = assertNotNull(asked.intent.getParcelableExtra(MediaStore.EXTRA_OUTPUT, Uri::class.java))
        lent(file).writeBytes(JPEG_BEGIN + "photo".toByteArray())
    }

    /** The file behind a name that other apps were given, as res/xml/lent_files.xml has it. */
    private fun lent(file: Uri): File {
        assertEquals("content://curbstop.android.files", "${file.scheme}://${file.authority}")
        return app.cacheDir.resolve(checkNotNull(file.path).removePrefix("/"))
    }

    companion object {
        private val NO_READ = Place.NoRead("P01")
        private val PHOTO = said("app.noread.photo")
        private val ONE_PHOTO = said("app.part.photos", "count" to 1)

        /** What every JPEG file begins with. */
        private val JPEG_BEGIN = byteArrayOf(0xFF.toByte(), 0xD8.toByte(), 0xFF.toByte(), 0xE0.toByte())
        private lateinit var site: Site

        @BeforeClass @JvmStatic
        fun town() {
            site = Site.open()
        }

        @AfterClass @JvmStatic
        fun closed() = site.close()
    }
}
