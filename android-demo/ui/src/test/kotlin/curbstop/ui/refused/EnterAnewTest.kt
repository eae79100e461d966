package curbstop.ui.refused

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.CoverCondition
import curbstop.CoverInspected
import curbstop.CoverOwner
import curbstop.Entered
import curbstop.EstimateReason
import curbstop.Lang
import curbstop.MethodUsed
import curbstop.PhoneInterface
import curbstop.ReadingEstimated
import curbstop.ReadingTaken
import curbstop.RefusedEntry
import curbstop.WayOut
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
import java.math.BigDecimal
import java.math.RoundingMode
import kotlin.test.Test
import kotlin.test.assertEquals

/** A refused entry is entered anew: its form opens filled, and the old one leaves the list once the new one is saved. */
class EnterAnewTest {
    @get:Rule
    val rule = createComposeRule()

    private val refusing = mutableListOf<RefusedEntry>()

    @Test
    fun `entries are entered anew in Chinese`() = hand(Lang.ZH).use { it.entersAnew("G1", "P01", "P05") }

    @Test
    fun `entries are entered anew in English`() = hand(Lang.EN).use { it.entersAnew("G2", "P02", "P08") }

    private fun hand(lang: Lang) = Hand(rule, site, lang, Town.READER, through = ::Refusing)

    private fun Hand.entersAnew(cover: String, point: String, estimated: String) {
        val seen = CoverInspected(CoverCondition.LOOSE, CoverOwner.OURS, emptyList(), "井圈松动")
        isRefused("cover:$cover", "cover_inspected", Entered.InspectedCover(seen))
        see(plain(seen.note))
        tap(said("app.part.save"))
        isSettled()
        assertEquals(seen.condition, runBlocking { phone.cover(cover) }.condition)

        val card = runBlocking { phone.meter(point) }
        val stand = requireNotNull(card.lastActual).value + requireNotNull(card.expected).consumption
        val reading = ReadingTaken(card.meter.id, stand.setScale(0, RoundingMode.DOWN))
        isRefused("point:$point", "reading_taken", Entered.Reading(reading))
        tap(said("app.entry.next"))
        isSettled()
        assertEquals(0, reading.value.compareTo(runBlocking { phone.meter(point) }.lastActual?.value))

        val reason = EstimateReason.PIT_COVERED
        val estimate = ReadingEstimated(BigDecimal(9), MethodUsed.BY_HAND, reason, note = "堆了沙子")
        isRefused("point:$estimated", "reading_estimated", Entered.Estimate(estimate))
        see(plain(estimate.note))
        tap(said("app.estimate.save", "use" to 9))
        tap(said("app.estimate.save_so", "use" to 9))
        isSettled()
    }

    private fun Hand.isRefused(subject: String, fact: String, entered: Entered) {
        val ways = listOf(WayOut.RECORD_AGAIN, WayOut.SETTLE)
        refusing += RefusedEntry(7uL, subject, fact, entered, null, "event.field", listOf("note"), "too long", ways)
        open(Place.Refused)
        tap(said("app.refused.enter_anew"))
    }

    private fun Hand.isSettled() {
        open(Place.Refused)
        see(said("app.refused.none"))
        assertEquals(emptyList(), refusing)
        open(Place.Today)
    }

    /** The real phone, but for entries that an older app would have made: this one saves none that is refused so. */
    private inner class Refusing(private val phone: PhoneInterface) : PhoneInterface by phone {
        override suspend fun refused(): List<RefusedEntry> = refusing.toList()

        override suspend fun settleRefused(seq: ULong) {
            refusing.removeAll { it.seq == seq }
        }
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
