package curbstop.ui.entry

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.MeterCard
import curbstop.Position
import curbstop.ReadingStage
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.volume
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import java.math.BigDecimal
import java.math.RoundingMode
import kotlin.test.Test
import kotlin.test.assertEquals

/** The walk of a day: ten meters, one of them flagged, one over zero, no signal from the third on (3.2.3). */
class RouteOfTenTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `a route of ten is read in Chinese`() = Site.open().use { site ->
        Hand(rule, site, Lang.ZH, Town.READER).use { it.reads(site) }
    }

    @Test
    fun `a route of ten is read in English`() = Site.open().use { site ->
        Hand(rule, site, Lang.EN, Town.READER).use { it.reads(site) }
    }

    private fun Hand.reads(site: Site) {
        host.standsAt = Position(Town.BEGIN.first, Town.BEGIN.second)
        tap(said("app.today.next"))
        for (place in 1..METERS) readOne("P%02d".format(place))
        see(said("app.today.all_done"))
        radio.on = true
        runBlocking { phone.sync() }
        val status = runBlocking { phone.status() }
        assertEquals(METERS.toULong(), status.delivered)
        assertEquals(0uL, status.refused)
        assertEquals(METERS, site.office.readOn(Town.ROUTE))
    }

    /** The digits, then at most three taps; the next meter opens by itself and says what was saved. */
    private fun Hand.readOne(point: String) {
        val card = runBlocking { phone.meter(point) }
        see(plain(card.address))
        if (card.note.isNotEmpty()) see(plain(card.note))
        if (point == WITHOUT_SIGNAL_FROM) radio.on = false
        when (point) {
            FLAGGED -> readsFlagged(card)
            Town.NEAR_ROLLOVER -> readsOverZero()
            else -> readsUsual(card)
        }
        val seen = runBlocking { phone.meter(point) }
        assertEquals(ReadingStage.ACTUAL, seen.reading.stage, point)
    }

    private fun Hand.readsUsual(card: MeterCard) {
        press(volume(usual(card)))
        tap(said(NEXT))
        see(saved(card, usual(card)))
    }

    /**
     * Far above the usual: a second entry without the first in view, kept over the death of the process, and a photo.
     */
    private fun Hand.readsFlagged(card: MeterCard) {
        val value = usual(card) + BigDecimal(FAR_OFF)
        press(volume(value))
        tap(said(NEXT))
        see(said("ask.second_entry"))
        processDies()
        see(said("ask.second_entry"))
        press(volume(value))
        tap(said("app.entry.compare"))
        see(said("ask.photo"))
        tap(said("app.entry.take_and_save"))
        see(saved(card, value))
    }

    private fun Hand.readsOverZero() {
        press("12")
        tap(said(NEXT))
        see(said("ask.rollover"))
        tap(said("app.entry.over_zero"))
        see(said("app.part.saved", "what" to plain("")))
    }

    /** What the register shows if nothing is odd. */
    private fun usual(card: MeterCard): BigDecimal {
        val use = card.expected?.consumption ?: BigDecimal(FIRST_USE)
        val last = card.lastActual?.value ?: BigDecimal.ZERO
        return (last + use).setScale(card.meter.decimals.toInt(), RoundingMode.DOWN)
    }

    /** Said only after the durable commit. */
    private fun saved(card: MeterCard, value: BigDecimal): Said =
        said("app.entry.saved", "address" to card.address, "stand" to value)

    private companion object {
        const val METERS = 10
        const val NEXT = "app.entry.next"
        const val FLAGGED = "P02"
        const val WITHOUT_SIGNAL_FROM = "P03"
        const val FAR_OFF = 700
        const val FIRST_USE = 7
    }
}
