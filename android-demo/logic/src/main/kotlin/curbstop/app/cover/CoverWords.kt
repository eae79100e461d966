package curbstop.app.cover

import curbstop.CoverCard
import curbstop.Patrol
import curbstop.app.Said
import curbstop.app.clocks.clockLines
import curbstop.app.metres
import curbstop.app.plain
import curbstop.app.said

/** A row of a list; [distanceM] where a position was taken. */
internal fun coverRow(card: CoverCard, distanceM: Double? = null): CoverRow = CoverRow(
    cover = card.id,
    place = plain(card.place.ifBlank { card.id }),
    what = said("app.covers.what", "kind" to said("cover_kind.${card.kind.name.lowercase()}"), "code" to card.id),
    distance = distanceM?.let(::metres),
    state = stateWords(card),
    clock = if (card.defect == null) null else clockLines(card.clocks).firstOrNull(),
    unsafe = card.defect != null,
)

/** The defect, or when it is to be seen again. */
private fun stateWords(card: CoverCard): Said {
    val defect = card.defect ?: return card.patrol.said()
    val condition = said("cover_condition.${defect.condition.name.lowercase()}")
    return if (defect.safeAt == null) condition else said("app.covers.made_safe", "condition" to condition)
}

/** PATROL in words. */
internal fun Patrol.said(): Said = when (this) {
    is Patrol.NeverSeen -> said("patrol.never_seen")
    is Patrol.Due -> said("patrol.due", "day" to by)
    is Patrol.Overdue -> said("patrol.overdue", "day" to by)
}
