package curbstop.ui.estimate

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.Position
import curbstop.ReadingStage
import curbstop.app.Place
import curbstop.app.said
import curbstop.testing.Decision
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import kotlin.test.Test
import kotlin.test.assertEquals

/**
 * An estimate over the limit goes to the supervisor, and the answer comes back to the phone (3.2.2 EST-LIMIT, EST-
 * ESCALATE).
 */
class ThirdEstimateTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `a third estimate escalates and is answered in Chinese`() =
        Site.open().use { site -> Hand(rule, site, Lang.ZH, Town.READER).use { it.escalates(site) } }

    @Test
    fun `a third estimate escalates and is answered in English`() =
        Site.open().use { site -> Hand(rule, site, Lang.EN, Town.READER).use { it.escalates(site) } }

    private fun Hand.escalates(site: Site) {
        host.standsAt = Position(Town.BEGIN.first, Town.BEGIN.second)
        oneMoreIsPossible()
        estimatesBeyondTheLimit()
        runBlocking { phone.sync() }
        assertEquals(listOf(Town.ESTIMATED_TWICE), site.office.escalated())
        site.office.decide(Town.ESTIMATED_TWICE, Decision.CLEAR_PIT, REASON)
        runBlocking { phone.sync() }
        hearsTheAnswer()
    }

    /** The limit is shown before the estimate is made; leaving makes none. */
    private fun Hand.oneMoreIsPossible() {
        open(Place.Estimate(Town.ESTIMATED_ONCE))
        see(said("app.estimate.row.one"))
        see(said("app.estimate.left.one"))
        back()
    }

    private fun Hand.estimatesBeyondTheLimit() {
        open(Place.Entry(Town.ESTIMATED_TWICE))
        tapSign(said("app.part.more"))
        tap(said("app.estimate.title"))
        see(said("app.estimate.row.many", "count" to 2))
        tap(said("estimate_reason.sewage_in_pit"))
        tap(said("app.estimate.photo"))
        val use = runBlocking { phone.meter(Town.ESTIMATED_TWICE) }.proposal.consumption
        tap(said("app.estimate.save", "use" to use))
        tap(said("app.estimate.save_so", "use" to use))
        see(said("follow_up.escalated", "nth" to 3, "limit" to 2))
        assertEquals(ReadingStage.ESCALATED, runBlocking { phone.meter(Town.ESTIMATED_TWICE) }.reading.stage)
    }

    private fun Hand.hearsTheAnswer() {
        open(Place.Today)
        see(said("app.today.answer", "answer" to said("escalation_decision.clear_pit")))
        tap(said("app.today.answer", "answer" to said("escalation_decision.clear_pit")))
        tap(said("app.meter.read"))
        see(said("app.entry.previous"))
    }

    private companion object {
        const val REASON = "先清井再抄"
    }
}
