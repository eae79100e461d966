package curbstop.ui.delivery

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.CustomerReported
import curbstop.Fix
import curbstop.FixProvider
import curbstop.Lang
import curbstop.Position
import curbstop.app.Place
import curbstop.app.said
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import java.math.BigDecimal
import kotlin.test.Test

/** What a worker can see of their own work: saved, delivered, stored about them; and whether the phone can be relied on. */
class DeliveryTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `what waits is delivered, and shown to the worker, in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use { it.delivers() }

    @Test
    fun `what waits is delivered, and shown to the worker, in English`() =
        Hand(rule, site, Lang.EN, Town.READER).use { it.delivers() }

    @Test
    fun `the phone tests itself without and with a server, in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use { it.testsItself() }

    @Test
    fun `the phone tests itself without and with a server, in English`() =
        Hand(rule, site, Lang.EN, Town.READER).use { it.testsItself() }

    private fun Hand.delivers() {
        radio.on = false
        val fix = Fix(Position(Town.BEGIN.first, Town.BEGIN.second), ACCURACY_M, FixProvider.GNSS, mock = false)
        runBlocking { phone.recordCustomerReading("P02", CustomerReported(BigDecimal.TEN, false), fix) }
        isStoredAboutMe("app.aboutme.only_here")
        open(Place.Delivery)
        see(said("app.delivery.waiting", "count" to 1))
        tap(said("app.delivery.sync_now"))
        see(said("error.sync.no_answer"))
        radio.on = true
        tap(said("app.delivery.sync_now"))
        see(said("app.delivery.all_delivered"))
        isStoredAboutMe("app.aboutme.delivered")
    }

    private fun Hand.isStoredAboutMe(standing: String) {
        open(Place.AboutMe)
        see(said("app.aboutme.purpose"))
        see(said("fact.customer_reported"))
        see(said("app.subject.point", "id" to "P02"))
        see(said("app.aboutme.by.gnss"))
        see(said(standing))
        back()
    }

    private fun Hand.testsItself() {
        open(Place.SelfTest)
        see(said("app.selftest.about"))
        radio.on = false
        tap(said("app.selftest.begin"))
        see(said("self_test.server_silent"))
        see(said("self_test.storage_works"))
        radio.on = true
        tap(said("app.selftest.again"))
        see(said("app.selftest.some", "count" to 1))
        see(said("self_test.encryption_off"))
    }

    companion object {
        private const val ACCURACY_M: UShort = 6u
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
