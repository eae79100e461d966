package curbstop.ui.order

import androidx.compose.ui.test.junit4.createComposeRule
import curbstop.Lang
import curbstop.Position
import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import curbstop.testing.OrderKind
import curbstop.testing.Site
import curbstop.testing.Town
import curbstop.ui.hand.Hand
import kotlinx.coroutines.runBlocking
import org.junit.AfterClass
import org.junit.BeforeClass
import org.junit.Rule
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** An order from its dispatch to its result, with the radio off in the middle. */
class OrderTest {
    @get:Rule
    val rule = createComposeRule()

    @Test
    fun `an order is worked off in Chinese`() = Hand(rule, site, Lang.ZH, Town.FITTER).use { it.worksOff(dispatched()) }

    @Test
    fun `an order is worked off in English`() = Hand(rule, site, Lang.EN, Town.FITTER).use { it.worksOff(dispatched()) }

    @Test
    fun `a repair pauses with approval in Chinese`() = Hand(rule, site, Lang.ZH, Town.FITTER).use {
        it.pauses(dispatched())
    }

    @Test
    fun `a repair pauses with approval in English`() = Hand(rule, site, Lang.EN, Town.FITTER).use {
        it.pauses(dispatched())
    }

    /** 3.3.3 REPAIR-WINDOW: asked on site, approved in the office, and shown as standing still until the work goes on. */
    private fun Hand.pauses(order: String) {
        runBlocking { phone.sync() }
        open(Place.Order(order))
        take("acknowledge")
        take("travel")
        arrives()
        tap(said("app.order.others", "count" to OTHER_STEPS_ON_SITE))
        tap(said("step.pause"))
        tap(said("pause_cause.excavation_permit"))
        type(said("app.pause.note"), "明早八点批")
        processDies()
        tap(said("app.pause.ask"))
        saved("pause")
        see(said("app.pause.waiting"))
        runBlocking { phone.sync() }
        site.office.decidePause(order, true, "情况属实")
        runBlocking { phone.sync() }
        see(said("pause.approved"))
        see(said("app.pause.reason", "reason" to "情况属实"))
        take("resume")
        runBlocking { phone.sync() }
        assertEquals("on_site", site.office.order(order).stage)
        assertEquals(0uL, runBlocking { phone.status() }.refused)
    }

    private fun Hand.worksOff(order: String) {
        runBlocking { phone.sync() }
        open(Place.Order(order))
        see(plain(SUMMARY))
        take("acknowledge")
        take("travel")
        runBlocking { phone.sync() }
        radio.on = false
        arrives()
        announces()
        take("stop_water")
        hangsTheNotice(order)
        repairs()
        take("restore_water")
        reports()
        assertEquals("travelling", site.office.order(order).stage, "without signal the office hears nothing")
        radio.on = true
        runBlocking { phone.sync() }
        val seen = site.office.order(order)
        assertEquals("reported", seen.stage)
        assertTrue(MILESTONES.all { it in seen.milestones }, "${seen.milestones}")
        assertEquals(0uL, runBlocking { phone.status() }.refused)
    }

    /** The position proves it, and the worker confirms it. */
    private fun Hand.arrives() {
        host.standsAt = Position(SITE.first, SITE.second)
        tap(said("step.arrive"))
        tap(said("app.order.arrival.position"))
        saved("arrive")
    }

    private fun Hand.announces() {
        tap(said("step.announce_outage"))
        type(said("app.outage.cause"), "爆管抢修")
        type(said("app.outage.place"), PLACE)
        tap(said("app.outage.add_place"))
        tap(said("app.outage.announce"))
        see(said("app.part.saved", "what" to said("app.outage.saved")))
        back()
    }

    private fun Hand.hangsTheNotice(order: String) {
        open(Place.Outage(order))
        tap(said("app.outage.hung", "place" to PLACE))
        see(said("app.part.saved", "what" to said("app.outage.hung_saved", "place" to PLACE)))
        back()
    }

    private fun Hand.repairs() {
        tap(said("step.repair"))
        tap(said("app.order.surface_no"))
        type(said("app.order.note"), "换管 1.2 米")
        tap(said("app.part.save"))
        saved("repair")
    }

    private fun Hand.reports() {
        tap(said("step.report_back"))
        tap(said("result.repaired"))
        tap(said("app.order.take_suggestion", "words" to said("app.order.tell.repaired")))
        processDies()
        see(said("app.order.tell.repaired"))
        tap(said("app.part.save"))
        saved("report_back")
    }

    private fun Hand.take(step: String) {
        tap(said("step.$step"))
        saved(step)
    }

    /** Said only after the durable commit. */
    private fun Hand.saved(step: String) = see(
        said(
            "app.part.saved",
            "what" to said("app.order.saved", "step" to said("step.$step")),
        ),
    )

    private fun dispatched(): String = site.office.order(OrderKind.MAIN, SUMMARY, "朝阳路 1 号", SITE, Town.AREA).also {
        site.office.dispatch(it, Town.CREW)
    }

    companion object {
        private const val SUMMARY = "路口冒水"
        private const val PLACE = "东门"
        private const val OTHER_STEPS_ON_SITE = 4
        private val SITE = Town.BEGIN
        private val MILESTONES =
            listOf("acknowledged", "travelling", "arrived", "water_stopped", "repaired", "water_restored", "reported")
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
