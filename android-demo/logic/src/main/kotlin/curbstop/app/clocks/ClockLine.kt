package curbstop.app.clocks

import curbstop.Clock
import curbstop.Paused
import curbstop.Verdict
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said

/** A limit in words. A colour may underline [urgency]; the words alone say everything. */
data class ClockLine(val words: Said, val due: Said, val urgency: Urgency)

/** How pressing a limit is, the most pressing first. */
enum class Urgency {
    /** Its time is over, and nobody has done it. */
    LATE,

    /** About to run out, as the rulebook has it. */
    SOON,

    /** There is time. */
    RUNNING,

    /** Done, and it is for a person to say whether in time. */
    DOUBTFUL,

    /** Done too late. */
    DONE_LATE,

    /** Done in time. */
    DONE,
    ;

    /** Nobody has done it yet: the clock runs. */
    val runs: Boolean get() = this <= RUNNING

    /** What underlines the words. */
    val tone: Tone
        get() = when (this) {
            LATE, DONE_LATE -> Tone.LATE
            SOON, DOUBTFUL -> Tone.ASKS
            RUNNING -> Tone.NOTE
            DONE -> Tone.DONE
        }
}

/** Every limit in words, the most pressing first. */
fun clockLines(clocks: List<Clock>): List<ClockLine> =
    clocks.sortedWith(compareBy<Clock> { it.urgency() }.thenBy { it.remaining }).map { it.line() }

/** The limit in words: "23 minutes left to arrive". */
fun Clock.line(): ClockLine = ClockLine(words(), dueWords(), urgency())

/** REPAIR-WINDOW (3.3.3): with approved pauses, and without them. */
private fun Clock.dueWords(): Said = when (val pauses = paused) {
    null -> said("clock.due", "time" to due)
    else -> said("app.clock.due_paused", "due" to due, "paused" to pauses.time, "unpaused" to due - pauses.time)
}

private fun Clock.words(): Said {
    val kind = kind.name.lowercase()
    val time = remaining.abs()
    if (standsStill) return said("app.clock.stands_still", "what" to said("clock.$kind"), "time" to time)
    return when (urgency()) {
        Urgency.LATE -> said("app.clock.over.$kind", "time" to time)
        Urgency.SOON, Urgency.RUNNING -> said("app.clock.left.$kind", "time" to time)
        Urgency.DOUBTFUL -> ended(kind, said("verdict.indeterminate"))
        Urgency.DONE_LATE -> ended(kind, said("clock.done_late", "time" to time))
        Urgency.DONE -> ended(kind, said("clock.done_early", "time" to time))
    }
}

private fun Clock.ended(kind: String, how: Said): Said {
    val words = said("app.clock.ended", "what" to said("clock.$kind"), "how" to how)
    return paused?.let { Said.Many(listOf(words, it.words())) } ?: words
}

/** How long it stood still, and what could be said of the limit without that. */
private fun Paused.words(): Said =
    said("app.clock.without_pauses", "paused" to time, "verdict" to said("verdict.${unpaused.name.lowercase()}"))

/** An approved pause goes on, and there is time left: nothing presses. */
private val Clock.standsStill: Boolean
    get() = verdict == Verdict.OPEN && !remaining.isNegative && paused?.standsStill == true

private fun Clock.urgency(): Urgency = when (verdict) {
    Verdict.MET -> Urgency.DONE
    Verdict.MISSED -> Urgency.DONE_LATE
    Verdict.INDETERMINATE -> Urgency.DOUBTFUL
    Verdict.OPEN -> when {
        remaining.isNegative -> Urgency.LATE
        runsOut && !standsStill -> Urgency.SOON
        else -> Urgency.RUNNING
    }
}
