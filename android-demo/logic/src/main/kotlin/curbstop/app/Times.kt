package curbstop.app

import curbstop.TimeInterval
import java.time.Duration
import java.time.Instant

/** The moment to be said of one that is known with a doubt. */
fun TimeInterval.middle(): Instant = earliest.plus(Duration.between(earliest, latest).dividedBy(2))
