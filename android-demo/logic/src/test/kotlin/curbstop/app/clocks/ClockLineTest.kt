package curbstop.app.clocks

import curbstop.Clock
import curbstop.ClockKind
import curbstop.Paused
import curbstop.TimeQuality
import curbstop.Verdict
import curbstop.When
import curbstop.app.Said
import curbstop.app.said
import java.time.Duration
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals

class ClockLineTest {
    private val start = Instant.parse("2026-11-23T05:38:00Z")

    private fun clock(
        kind: ClockKind,
        verdict: Verdict,
        minutes: Long,
        runsOut: Boolean = false,
        paused: Paused? = null,
    ) = Clock(
        kind = kind,
        clause = "3.3.2",
        start = When(start, TimeQuality.Verified),
        due = start.plusSeconds(3_600),
        done = null,
        verdict = verdict,
        remaining = Duration.ofMinutes(minutes),
        runsOut = runsOut,
        paused = paused,
    )

    @Test
    fun `a running limit says how much is left, and warns when the rulebook does`() {
        val line = clock(ClockKind.ARRIVE, Verdict.OPEN, 23).line()
        assertEquals(said("app.clock.left.arrive", "time" to Duration.ofMinutes(23)), line.words)
        assertEquals(Urgency.RUNNING, line.urgency)
        assertEquals(Urgency.SOON, clock(ClockKind.ARRIVE, Verdict.OPEN, 23, runsOut = true).line().urgency)
    }

    @Test
    fun `an overdue limit says so in words and without a sign`() {
        val line = clock(ClockKind.MAKE_SAFE, Verdict.OPEN, -12).line()
        assertEquals(said("app.clock.over.make_safe", "time" to Duration.ofMinutes(12)), line.words)
        assertEquals(Urgency.LATE, line.urgency)
    }

    @Test
    fun `what doubt leaves open is a person's to decide`() {
        assertEquals(Urgency.DOUBTFUL, clock(ClockKind.ARRIVE, Verdict.INDETERMINATE, 3).line().urgency)
    }

    /** 3.3.3 REPAIR-WINDOW: the paused and the unpaused time are both shown. */
    @Test
    fun `a clock that stands still says so, presses nobody, and shows both times`() {
        val hour = Duration.ofHours(1)
        val line = clock(ClockKind.REPAIR, Verdict.OPEN, 5, paused = Paused(hour, true, Verdict.OPEN)).line()
        val words = said("app.clock.stands_still", "what" to said("clock.repair"), "time" to Duration.ofMinutes(5))
        assertEquals(words to Urgency.RUNNING, line.words to line.urgency)
        val due = start.plusSeconds(3_600)
        assertEquals(said("app.clock.due_paused", "due" to due, "paused" to hour, "unpaused" to start), line.due)
        val ended = clock(ClockKind.REPAIR, Verdict.MET, 5, paused = Paused(hour, false, Verdict.MISSED)).line().words
        val without = said("app.clock.without_pauses", "paused" to hour, "verdict" to said("verdict.missed"))
        assertEquals(without, (ended as Said.Many).parts.last())
    }

    @Test
    fun `the most pressing comes first, what is done comes last`() {
        val lines = clockLines(
            listOf(
                clock(ClockKind.ARRIVE, Verdict.MET, 11),
                clock(ClockKind.REPAIR, Verdict.OPEN, 980),
                clock(ClockKind.TELL_OUTAGE, Verdict.OPEN, -3),
                clock(ClockKind.REINSTATE, Verdict.OPEN, 90),
            ),
        )
        assertEquals(listOf(Urgency.LATE, Urgency.RUNNING, Urgency.RUNNING, Urgency.DONE), lines.map { it.urgency })
        assertEquals(said("app.clock.left.reinstate", "time" to Duration.ofMinutes(90)), lines[1].words)
    }
}
