package curbstop.ui.settings

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.CustomerReported
import curbstop.Lang
import curbstop.app.Place
import curbstop.app.Words
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import java.io.File
import java.math.BigDecimal
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** How the worker wants the app to be: it changes under the open screen, and work that waits is said before leaving. */
class SettingsTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `the language changes under the open screen, from Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use { it.changesTo(Lang.EN) }

    @Test
    fun `the language changes under the open screen, from English`() =
        Hand(rule, site, Lang.EN, Town.READER).use { it.changesTo(Lang.ZH) }

    @Test
    fun `leaving with work that waits says so, in Chinese`() = Hand(rule, site, Lang.ZH, Town.READER).use {
        it.leaves()
    }

    @Test
    fun `leaving with work that waits says so, in English`() = Hand(rule, site, Lang.EN, Town.READER).use {
        it.leaves()
    }

    private fun Hand.changesTo(other: Lang) {
        open(Place.Settings)
        see(said("app.settings.title"))
        tap(said("app.lang.${other.name.lowercase()}"))
        for (key in listOf("app.settings.title", "app.settings.text_size")) see(plain(Words(other).say(said(key))))
        processDies()
        see(plain(Words(other).say(said("app.settings.title"))))
    }

    private fun Hand.leaves() {
        open(Place.Settings)
        tap(said("app.settings.export"))
        see(said("app.settings.export"))
        assertTrue(File(host.shared.single()).length() > 0)
        radio.on = false
        runBlocking { phone.recordCustomerReading("P01", CustomerReported(BigDecimal.TEN, false), null) }
        tap(said("app.settings.sign_out"))
        see(said("app.settings.leaving", "count" to 1))
        tap(said("app.settings.sign_out_anyway"))
        see(said("app.signin.title"))
        assertEquals(1uL, runBlocking { phone.status() }.waiting)
    }

    companion object {
        private lateinit var site: Site

        @JvmStatic
        @BeforeClass
        fun open() {
            site = Site.open()
        }

        @JvmStatic
        @AfterClass
        fun close() = site.close()
    }
}
