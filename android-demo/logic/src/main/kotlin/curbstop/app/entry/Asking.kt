package curbstop.app.entry

import curbstop.Ask
import curbstop.Check
import curbstop.CheckedEntry
import curbstop.Severity
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.volume
import java.math.BigDecimal

/** What the worker has given so far as the answer to what was asked. */
data class Given(
    /** The first entry of a blind pair. */
    val first: BigDecimal? = null,
    val rolledOver: Boolean = false,
    val hasPhoto: Boolean = false,
)

/**
 * What is to be asked next about an entry; nothing: it can be saved. In the order in which it costs the worker least:
 * the
 * wheels over zero, the second entry, the photo. Checks ask, they never refuse.
 */
fun nextQuestion(entry: CheckedEntry, given: Given): Question? {
    val value = entry.value ?: return null
    val asked = entry.checks.associateWith { it.asks() }.filterValues { it.isNotEmpty() }
    val why = { ask: Ask -> asked.filterValues { ask in it }.keys.map(Check::said) }
    val isAsked = { ask: Ask -> asked.values.any { ask in it } }
    return when {
        isAsked(Ask.ROLLOVER) && !given.rolledOver -> Question.Rollover(why(Ask.ROLLOVER))
        isAsked(Ask.SECOND_ENTRY) && given.first == null -> Question.SecondEntry(why(Ask.SECOND_ENTRY))
        isAsked(Ask.SECOND_ENTRY) && !same(given.first, value) ->
            Question.Differ(stand(given.first ?: value), stand(value), why(Ask.SECOND_ENTRY))
        isAsked(Ask.PHOTO) && !given.hasPhoto -> Question.Photo(why(Ask.PHOTO), isAsked(Ask.OFFICE))
        else -> null
    }
}

/** It cannot be a stand of this register: it has to be typed again. */
val CheckedEntry.isNoStand: Boolean get() = value == null || checks.any { it.severity is Severity.Reject }

private fun Check.asks(): List<Ask> = (severity as? Severity.Confirm)?.asks.orEmpty()

private fun same(first: BigDecimal?, second: BigDecimal): Boolean = first?.compareTo(second) == 0

private fun stand(value: BigDecimal): Said = plain(volume(value))
