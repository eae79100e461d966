package curbstop.android

import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import curbstop.app.Place
import curbstop.testing.Radio
import curbstop.testing.Site
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
import kotlin.test.assertTrue

/** The real activity with the real screens on the real phone; Robolectric plays Android. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "zh-w400dp-h880dp-xhdpi")
class MainActivityTest {
    @get:Rule val compose = createEmptyComposeRule()
    private val screen = Screen(compose)

    @BeforeTest fun keystore() = SoftKeystore.install()

    @Test fun `a new phone begins with enrolling`() {
        opened().use { assertEquals(Place.Enrol, screen.app(it).navigator.here) }
    }

    @Test fun `a half-typed reading is there again after the phone was turned`() {
        halfTyped { window ->
            window.recreate()
            screen.sees(hasContentDescription("127"))
        }
    }

    @Test fun `a half-typed reading is there again after the process died`() {
        halfTyped { window ->
            opened(saved = window.dies()).use {
                screen.sees(hasContentDescription("127"))
                assertEquals(Place.Entry("P01"), screen.app(it).navigator.here)
            }
        }
    }

    @Test fun `back leads to the place before, and out of the app at the first one`() {
        halfTyped { window ->
            window.get().onBackPressedDispatcher.onBackPressed()
            assertEquals(Place.Today, screen.app(window).navigator.here)
            assertFalse(window.get().isFinishing)
            window.get().onBackPressedDispatcher.onBackPressed()
            assertTrue(window.get().isFinishing)
        }
    }

    /** 李娜 typed three digits of the first meter, and does something with the phone. */
    private fun halfTyped(then: (Window) -> Unit) = Radio(site.address).use { radio ->
        atWork(site, radio)
        val window = opened()
        screen.app(window).navigator.open(Place.Entry("P01"))
        for (digit in "127") screen.tap(hasText(digit.toString()))
        screen.sees(hasContentDescription("127"))
        then(window)
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
