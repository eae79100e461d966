package curbstop.app.subjects

import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said

/** What an entry is about, written `kind:id` as everywhere: "表 A-17". */
fun subjectWords(subject: String): Said {
    val (kind, id) = parts(subject) ?: return plain(subject)
    return said("app.subject.$kind", "id" to id)
}

/** The screen on which such an entry is made; nothing where the app has none. */
fun placeOf(subject: String, fact: String): Place? {
    val (kind, id) = parts(subject) ?: return null
    return when (kind) {
        "point" -> pointPlace(id, fact)
        "pit" -> Place.Pit(id)
        "cover" -> Place.Cover(id)
        "order" -> if (fact == "outage_announced" || fact == "notice_posted") Place.Outage(id) else Place.Order(id)
        "job" -> Place.Job(id)
        "case" -> Place.File
        else -> null
    }
}

private fun pointPlace(point: String, fact: String): Place = when (fact) {
    "reading_taken" -> Place.Entry(point)
    "reading_estimated" -> Place.Estimate(point)
    "reading_missed", "customer_reported" -> Place.NoRead(point)
    "meter_exchanged" -> Place.Exchange(point)
    else -> Place.Meter(point)
}

private fun parts(subject: String): Pair<String, String>? {
    val (kind, id) = subject.split(':', limit = 2).takeIf { it.size == 2 } ?: return null
    return (kind to id).takeIf { kind in KINDS }
}

private val KINDS = setOf("point", "pit", "cover", "order", "job", "calendar", "route", "worker", "case")
