package curbstop.app.refused

import curbstop.RefusedEntry
import curbstop.WayOut
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.said
import curbstop.app.subjects.placeOf
import curbstop.app.subjects.subjectWords

/** The entry in words that a worker understands. */
internal fun RefusedEntry.row(): RefusedRow = RefusedRow(
    seq = seq.toLong(),
    what = fact?.let { said("fact.$it") } ?: said("app.refused.unreadable"),
    about = subject?.let(::subjectWords),
    at = at?.let { said("app.refused.at", "at" to it) },
    why = said("refusal.$code"),
    advice = said("app.refused.advice.${ways.firstOrNull().advice()}"),
    // In the engine's order: the likeliest first.
    ways = ways.mapNotNull { it.way(placeOfEntry()) },
)

private fun WayOut?.advice(): String = when (this) {
    WayOut.RECORD_AGAIN -> "record_again"
    WayOut.SEND_AGAIN -> "send_again"
    WayOut.WAIT_FOR_UPDATE -> "wait_for_update"
    WayOut.SETTLE, null -> "settle"
}

private fun RefusedEntry.placeOfEntry(): Place? = subject?.let { placeOf(it, fact.orEmpty()) }

private fun WayOut.way(place: Place?): RefusedWay? = when (this) {
    WayOut.RECORD_AGAIN -> place?.let { RefusedWay.EnterAnew(it) }
    WayOut.SEND_AGAIN -> RefusedWay.SendAgain
    WayOut.SETTLE -> RefusedWay.Settle
    WayOut.WAIT_FOR_UPDATE -> null
}
