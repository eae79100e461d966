package curbstop.app.cover

import curbstop.CoverCard
import curbstop.CoverCondition
import curbstop.Defect
import curbstop.PhoneTime
import curbstop.app.Said
import curbstop.app.clocks.clockLines
import curbstop.app.clocks.doubt
import curbstop.app.plain
import curbstop.app.said

/** The card in words. */
internal fun coverLines(card: CoverCard, time: PhoneTime): CoverLines {
    val tasks = tasks(card.defect)
    return CoverLines(
        title = said("app.covers.what", "kind" to said("cover_kind.${card.kind.name.lowercase()}"), "code" to card.id),
        place = plain(card.place.ifBlank { card.id }),
        owner = said("app.cover.owner", "owner" to said("cover_owner.${card.owner.name.lowercase()}")),
        seen =
        card.seenAt?.let { said("app.cover.seen", "at" to it.at, "patrol" to card.patrol.said()) }
            ?: card.patrol.said(),
        defect = card.defect?.let {
            said(
                "app.cover.defect",
                "condition" to said("cover_condition.${it.condition.name.lowercase()}"),
                "since" to it.since.at,
            )
        },
        barrier = card.defect?.let(::barrier),
        receipt = card.reportedUpAt?.let { said("app.cover.receipt", "at" to it.at) },
        clocks = clockLines(card.clocks),
        timeDoubt = time.doubt().takeIf { card.clocks.isNotEmpty() },
        next = tasks.first(),
        others = tasks.drop(1),
    )
}

private fun barrier(defect: Defect): Said? {
    val (at, barrier) = (defect.safeAt ?: return null) to (defect.barrier ?: return null)
    return said("app.cover.barrier_stands", "barrier" to said("barrier.${barrier.name.lowercase()}"), "at" to at.at)
}

/** The likeliest first: a danger is made safe, what is safe is replaced, everything else is looked at. */
private fun tasks(defect: Defect?): List<CoverTask> = when {
    defect == null -> listOf(CoverTask.INSPECT, CoverTask.REPORT_UP, CoverTask.REPLACE)
    defect.isDanger() && defect.safeAt == null -> listOf(
        CoverTask.MAKE_SAFE,
        CoverTask.REPLACE,
        CoverTask.REPORT_UP,
        CoverTask.INSPECT,
    )
    else -> listOf(CoverTask.REPLACE, CoverTask.REPORT_UP, CoverTask.INSPECT, CoverTask.MAKE_SAFE)
}

/** Somebody can fall in. */
private fun Defect.isDanger(): Boolean = condition == CoverCondition.MISSING || condition == CoverCondition.DAMAGED
