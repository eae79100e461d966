package curbstop.app.refused

import curbstop.RefusedEntry
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.said
import curbstop.app.subjects.placeOf
import curbstop.app.subjects.subjectWords

/** The entry in words that a worker understands. */
internal fun RefusedEntry.row(): RefusedRow = RefusedRow(
    seq = seq.toLong(),
    what = said("app.fact.$fact"),
    about = subjectWords(subject),
    at = said("app.refused.at", "at" to at),
    why = said("refusal.$code"),
    advice = said("app.refused.advice.${advice(code)}"),
    ways = ways(code, placeOf(subject, fact)),
)

/** What a cause asks for. */
private enum class Cause {
    /** The books may have changed meanwhile: the same again. */
    BOOKS,

    /** What was entered does not fit: anew. */
    ENTRY,

    /** The phone itself: the office. */
    OFFICE,
}

private fun cause(code: String): Cause = when (code) {
    "event.subject_unknown", "event.not_yours", "event.worker_unknown" -> Cause.BOOKS
    "event.field", "event.too_large", "event.subject_kind", "event.unreadable" -> Cause.ENTRY
    else -> Cause.OFFICE
}

private fun advice(code: String): String = cause(code).name.lowercase()

/** Every way is open; the one that fits the cause comes first. */
private fun ways(code: String, place: Place?): List<RefusedWay> {
    val anew = place?.let { RefusedWay.EnterAnew(it) }
    val ways = when (cause(code)) {
        Cause.BOOKS -> listOf(RefusedWay.SendAgain, anew, RefusedWay.LeaveToOffice)
        Cause.ENTRY -> listOf(anew, RefusedWay.LeaveToOffice)
        Cause.OFFICE -> listOf(RefusedWay.LeaveToOffice, RefusedWay.SendAgain)
    }
    return ways.filterNotNull()
}
