package curbstop.ui.job

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import kotlin.test.Test
import kotlin.test.assertEquals

/** A conversion of three households from its survey to its closing, with the radio off in the middle. */
class ConversionTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `three households are converted in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.INSTALLER).use { it.converts("和平小区 1 号楼") }

    @Test
    fun `three households are converted in English`() =
        Hand(rule, site, Lang.EN, Town.INSTALLER).use { it.converts("和平小区 2 号楼") }

    private fun Hand.converts(address: String) {
        val job = site.office.conversion(address, HOUSEHOLDS)
        site.office.assign(job, Town.INSTALLATION_CREW)
        runBlocking { phone.sync() }
        open(Place.Today)
        see(said("app.job.is_provisional"))
        tap(plain(address))
        step("survey") { tap(said("app.job.step_photo")) }
        step("draw")
        step("budget") { type(said("app.job.budget"), "80000.50") }
        step("finish_work")
        radio.on = false
        for (household in HOUSEHOLDS) proves(household)
        see(said("app.job.proven", "proven" to HOUSEHOLDS.size, "all" to HOUSEHOLDS.size))
        assertEquals("survey", site.office.missing(job).first(), "without signal the office hears nothing")
        closes()
        radio.on = true
        runBlocking { phone.sync() }
        assertEquals(emptyList(), site.office.missing(job))
        assertEquals("closed", site.office.closeJob(job))
        assertEquals(0uL, runBlocking { phone.status() }.refused)
    }

    /** HOUSEHOLD-CHECK (3.4.3): its tap turns its meter, serial, photo. The step leads to the next household by itself. */
    private fun Hand.proves(household: String) {
        host.code = "S-$household"
        step("check_households") {
            tap(said("app.job.turns_own"))
            tap(said("app.job.scan"))
            tap(said("app.job.household_photo"))
        }
    }

    /** HOUSE-CLOSING (3.5.3): what was typed outlives the process. */
    private fun Hand.closes() = step("close_house") {
        tap(said("app.job.holes_yes"))
        tap(said("app.job.tidy_yes"))
        processDies()
        tap(said("app.job.signature_photo"))
    }

    private fun Hand.step(step: String, fill: Hand.() -> Unit = {}) {
        tap(said("job_step.$step"))
        fill()
        tap(said("app.part.save"))
        see(said("app.part.saved", "what" to said("job_step.$step")))
    }

    companion object {
        private val HOUSEHOLDS = listOf("101", "102", "201")
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
