package curbstop.app.outage

import curbstop.Clock
import curbstop.ClockKind
import curbstop.OrderCard
import curbstop.OrderKind
import curbstop.OrderStage
import curbstop.TimeQuality
import curbstop.Verdict
import curbstop.When
import curbstop.app.Draft
import curbstop.app.KeepInMemory
import curbstop.app.said
import java.time.Duration
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** 3.3.4 OUTAGE: scope, cause and times before the first valve, and never beyond the order's limit. */
class OutageFormTest {
    private val now = Instant.parse("2026-11-23T06:12:00Z")
    private val limit = Instant.parse("2026-11-23T09:10:00Z")
    private val form = OutageForm(Draft(KeepInMemory(), "outage.W1"))
    private val card = card()

    init {
        form.begin(card, now)
        form.cause("爆管")
    }

    @Test
    fun `half hours are offered, and none beyond the limit`() {
        val plan = form.plan()
        assertEquals(Instant.parse("2026-11-23T07:00:00Z"), plan.stopAt)
        assertEquals(Instant.parse("2026-11-23T09:00:00Z"), plan.restoreAt)
        assertNull(form.shown(card, now).beyondLimit)
    }

    @Test
    fun `beyond the limit it warns, and can still be announced`() {
        form.move(OutageTime.RESTORE, 1)
        assertEquals(said("follow_up.restore_beyond_limit", "limit" to limit), form.shown(card, now).beyondLimit)
        assertNull(form.missing())
    }

    @Test
    fun `the water comes back after it stops`() {
        form.move(OutageTime.STOP, 5)
        assertEquals(Duration.ofMinutes(30), Duration.between(form.plan().stopAt, form.plan().restoreAt))
        form.move(OutageTime.RESTORE, -1)
        assertNotNull(form.missing())
    }

    @Test
    fun `places are typed at once with commas of any kind, each counts once, and none is lost for a missing tap`() {
        form.place("东门,西门、东门, 南门")
        form.addPlace()
        form.place("北门")
        form.removePlace("西门")
        assertEquals(listOf("东门", "南门", "北门"), form.plan().places)
    }

    private fun card() = OrderCard(
        id = "W1",
        kind = OrderKind.MAIN,
        summary = "",
        address = "朝阳路 1 号",
        position = null,
        caller = "",
        stage = OrderStage.ON_SITE,
        crew = null,
        told = null,
        milestones = emptyList(),
        clocks = listOf(
            Clock(
                ClockKind.REPAIR,
                "3.3.3",
                When(now, TimeQuality.Verified),
                limit,
                null,
                Verdict.OPEN,
                Duration.between(now, limit),
                runsOut = false,
                paused = null,
            ),
        ),
        nextSteps = emptyList(),
        arrivalProven = false,
        waterIsOff = false,
        surfaceIsOpen = false,
        outage = null,
        missingNotices = emptyList(),
        pauses = emptyList(),
        pauseCauses = emptyList(),
        result = null,
        tellCaller = "",
        unexpected = 0u,
    )
}
