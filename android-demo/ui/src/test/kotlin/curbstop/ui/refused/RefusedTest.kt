package curbstop.ui.refused

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.CoverCondition
import curbstop.CoverInspected
import curbstop.Lang
import curbstop.app.Place
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

/** An entry that the server could not apply: nothing is lost, and it is repaired from the phone. */
class RefusedTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `an entry about a cover that the books did not have yet is sent again in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use { it.sendsAgain("N1") }

    @Test
    fun `an entry about a cover that the books did not have yet is sent again in English`() =
        Hand(rule, site, Lang.EN, Town.READER).use { it.sendsAgain("N2") }

    @Test
    fun `an entry that nobody can mend is left to the office in Chinese`() =
        Hand(rule, site, Lang.ZH, Town.READER).use {
            it.leaves("N3")
        }

    @Test
    fun `an entry that nobody can mend is left to the office in English`() =
        Hand(rule, site, Lang.EN, Town.READER).use {
            it.leaves("N4")
        }

    private fun Hand.sendsAgain(cover: String) {
        isRefused(cover)
        site.office.importCovers(Town.AREA, feature(cover))
        tap(said("app.refused.send_again"))
        see(said("app.refused.sent_again"))
        see(said("app.refused.none"))
        runBlocking { phone.sync() }
        assertEquals(emptyList(), runBlocking { phone.refused() })
        assertEquals(CoverCondition.LOOSE, runBlocking { phone.cover(cover) }.condition)
    }

    private fun Hand.leaves(cover: String) {
        isRefused(cover)
        tap(said("app.refused.leave"))
        see(said("app.refused.leave_says"))
        tap(said("app.refused.leave_yes"))
        see(said("app.refused.left"))
        assertEquals(emptyList(), runBlocking { phone.refused() })
    }

    private fun Hand.isRefused(cover: String) {
        runBlocking {
            phone.inspectCover(cover, CoverInspected(CoverCondition.LOOSE, null, emptyList(), ""), null)
            phone.sync()
        }
        open(Place.Refused)
        see(said("app.refused.nothing_lost"))
        see(said("app.subject.cover", "id" to cover))
        see(said("refusal.event.subject_unknown"))
    }

    private fun feature(cover: String) =
        """{"type":"FeatureCollection","features":[{"type":"Feature","id":"$cover",""" +
            """"properties":{"Type":"manhole","place":"新路"},""" +
            """"geometry":{"type":"Point","coordinates":[114.295${cover.last()},35.7471]}}]}"""

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
