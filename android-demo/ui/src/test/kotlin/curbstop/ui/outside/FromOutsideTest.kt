package curbstop.ui.outside

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.app.Place
import curbstop.app.outside.FromOutside
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.volume
import curbstop.testing.OrderKind
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import java.math.BigDecimal
import kotlin.test.Test
import kotlin.test.assertEquals

/** What comes to the app from outside while it is shut, or was ended: the office's code, the photo of the camera. */
class FromOutsideTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `an enrolled phone shows the office's code and enrols by nobody's tap but the worker's`() = atWork { hand ->
        val before = runBlocking { hand.phone.status().device }
        hand.open(Place.Settings)
        hand.came(FromOutside.Code(site.office.enrolment(hand.radio.address, Town.READER)))
        hand.see(said("app.enrol.already"))
        hand.processDies()
        hand.see(plain(hand.radio.address))
        repeat(2) { hand.back() }
        hand.see(said("app.settings.export"))
        assertEquals(before, runBlocking { hand.phone.status().device })
    }

    @Test
    fun `a photo goes into the form that asked, though the app was ended while the camera was open`() = atWork { hand ->
        hand.open(Place.Cover("G2"))
        hand.tap(said("app.cover.task.inspect"))
        hand.diesInCamera(taken = false) { hand.tap(COVER_PHOTO) }
        hand.diesInCamera(taken = true) { hand.tap(COVER_PHOTO) }
        hand.see(said("app.part.photos", "count" to 1))
    }

    @Test
    fun `the photo that a check asked for is there when the reading is compared again`() = atWork { hand ->
        val card = runBlocking { hand.phone.meter("P01") }
        val farOff = (card.lastActual?.value ?: BigDecimal.ZERO) + BigDecimal(FAR_OFF)
        hand.open(Place.Entry("P01"))
        hand.press(volume(farOff))
        hand.tap(said("app.entry.next"))
        hand.see(said("ask.second_entry"))
        hand.press(volume(farOff))
        hand.tap(said("app.entry.compare"))
        hand.diesInCamera(taken = true) { hand.tap(said("app.entry.take_and_save")) }
        hand.tap(said("app.entry.compare"))
        hand.see(said("app.entry.saved", "address" to card.address, "stand" to farOff))
    }

    @Test
    fun `a photo that proves the arrival is not taken twice`() = atWork(Town.FITTER) { hand ->
        val order = site.office.order(OrderKind.MAIN, "路口冒水", "朝阳路 1 号", Town.BEGIN, Town.AREA)
        site.office.dispatch(order, Town.CREW)
        runBlocking { hand.phone.sync() }
        hand.open(Place.Order(order))
        hand.tap(said("step.acknowledge"))
        hand.tap(said("step.travel"))
        hand.tap(said("step.arrive"))
        hand.diesInCamera(taken = true) { hand.tap(said("app.order.arrival.photo")) }
        val taken = hand.host.photos
        hand.tap(said("step.arrive"))
        hand.tap(said("app.order.arrival.photo"))
        hand.see(said("app.order.saved", "step" to said("step.arrive")))
        assertEquals(taken, hand.host.photos)
    }

    private fun atWork(worker: String = Town.READER, test: (Hand) -> Unit) = Hand(rule, site, Lang.ZH, worker).use(test)

    companion object {
        private val COVER_PHOTO = said("app.cover.photo")

        /** Cubic metres: no household uses that much between two readings. */
        private const val FAR_OFF = 300
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
