package curbstop.ui.cover

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.CoverCondition
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
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** A missing cover: found, made safe, reported up, replaced (3.2.4). */
class CoverTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `a missing cover is made safe and replaced in Chinese`() = Hand(rule, site, Lang.ZH, Town.READER).use {
        it.mends("G1")
    }

    @Test
    fun `a missing cover is made safe and replaced in English`() = Hand(rule, site, Lang.EN, Town.READER).use {
        it.mends("G2")
    }

    private fun Hand.mends(cover: String) {
        findsIt(cover)
        makesItSafe()
        reportsIt()
        replacesIt()
        val card = runBlocking { phone.cover(cover) }
        assertNull(card.defect)
        assertEquals(CoverCondition.SOUND, card.condition)
        assertNotNull(card.reportedUpAt)
        runBlocking { phone.sync() }
        val status = runBlocking { phone.status() }
        assertEquals(0uL, status.refused)
        assertEquals(status.saved, status.delivered)
    }

    private fun Hand.findsIt(cover: String) {
        open(Place.Covers)
        host.code = cover
        tapSign(said("app.covers.scan"))
        tap(said("app.cover.task.inspect"))
        tap(said("cover_condition.missing"))
        tap(said("cover_owner.ours"))
        tap(said("app.part.save"))
    }

    /** A danger that was just found leads straight to its barrier. */
    private fun Hand.makesItSafe() {
        see(saved("inspect"))
        tap(said("barrier.barrier_and_sign"))
        tap(said("app.cover.barrier_photo"))
        tap(said("app.part.save"))
        see(saved("make_safe"))
        see(said("barrier.barrier_and_sign"))
    }

    private fun Hand.reportsIt() {
        tap(said("app.cover.others", "count" to 3))
        tap(said("app.cover.task.report_up"))
        tap(said("app.cover.report_now"))
        see(saved("report_up"))
    }

    private fun Hand.replacesIt() {
        tap(said("app.cover.task.replace"))
        tap(said("app.cover.before_photo"))
        tap(said("app.cover.after_photo"))
        tap(said("app.part.save"))
        see(saved("replace"))
        see(said("app.cover.no_defect"))
    }

    private fun saved(task: String) = said("app.part.saved", "what" to said("app.cover.saved.$task"))

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
