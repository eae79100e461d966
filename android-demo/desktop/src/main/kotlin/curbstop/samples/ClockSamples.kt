package curbstop.samples

import curbstop.app.Said
import curbstop.app.clocks.ClockLine
import curbstop.app.clocks.Urgency
import curbstop.app.said
import java.time.Duration
import java.time.Instant

/** A moment of the samples' day, in local time: `14:05`. */
internal fun at(clock: String): Instant = Instant.parse("2026-11-23T$clock:00+08:00")

/** The same on an earlier day. */
internal fun on(day: Int, clock: String): Instant = Instant.parse("2026-11-${"%02d".format(day)}T$clock:00+08:00")

internal fun left(kind: String, minutes: Long, due: Instant, urgency: Urgency = Urgency.RUNNING) =
    clock("app.clock.left.$kind", minutes, due, urgency)

internal fun late(kind: String, minutes: Long, due: Instant) = clock("app.clock.over.$kind", minutes, due, Urgency.LATE)

internal fun standsStill(kind: String, minutes: Long, paused: Long, due: Instant, unpaused: Instant) = ClockLine(
    said("app.clock.stands_still", "what" to said("clock.$kind"), "time" to Duration.ofMinutes(minutes)),
    said("app.clock.due_paused", "due" to due, "paused" to Duration.ofMinutes(paused), "unpaused" to unpaused),
    Urgency.RUNNING,
)

internal fun early(kind: String, minutes: Long, due: Instant): ClockLine = ClockLine(
    said(
        "app.clock.ended",
        "what" to said("clock.$kind"),
        "how" to said("clock.done_early", "time" to Duration.ofMinutes(minutes)),
    ),
    said("clock.due", "time" to due),
    Urgency.DONE,
)

private fun clock(key: String, minutes: Long, due: Instant, urgency: Urgency): ClockLine =
    ClockLine(said(key, "time" to Duration.ofMinutes(minutes)), said("clock.due", "time" to Said.Moment(due)), urgency)
