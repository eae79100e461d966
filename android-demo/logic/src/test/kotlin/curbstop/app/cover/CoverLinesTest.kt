package curbstop.app.cover

import curbstop.BarrierKind
import curbstop.CoverCard
import curbstop.CoverCondition
import curbstop.CoverKind
import curbstop.CoverOwner
import curbstop.Defect
import curbstop.Patrol
import curbstop.PhoneTime
import curbstop.Position
import curbstop.TimeQuality
import curbstop.When
import curbstop.app.said
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

/** 3.2.4: a danger is made safe, what is safe is replaced, everything else is looked at. */
class CoverLinesTest {
    private val at = When(Instant.parse("2026-11-23T06:20:00Z"), TimeQuality.Verified)
    private val time = PhoneTime(at.at, TimeQuality.Unverified)

    @Test
    fun `the likeliest task follows from what is wrong`() {
        assertEquals(CoverTask.INSPECT, lines(null).next)
        assertEquals(CoverTask.MAKE_SAFE, lines(defect(CoverCondition.MISSING)).next)
        assertEquals(CoverTask.REPLACE, lines(defect(CoverCondition.DAMAGED, safeAt = at)).next)
        assertEquals(CoverTask.REPLACE, lines(defect(CoverCondition.LOOSE)).next)
    }

    @Test
    fun `every task stays reachable, each once`() {
        for (defect in listOf(null, defect(CoverCondition.MISSING), defect(CoverCondition.LOOSE))) {
            val lines = lines(defect)
            val all = listOf(lines.next) + lines.others
            assertEquals(all.distinct(), all)
            assertEquals(
                emptySet(),
                CoverTask.entries.toSet() - all - setOfNotNull(CoverTask.MAKE_SAFE.takeIf { defect == null }),
            )
        }
    }

    @Test
    fun `the barrier and the receipt are told with their times`() {
        val lines = lines(defect(CoverCondition.MISSING, safeAt = at))
        assertEquals(
            said("app.cover.barrier_stands", "barrier" to said("barrier.guarded"), "at" to at.at),
            lines.barrier,
        )
        assertEquals(said("app.cover.receipt", "at" to at.at), lines.receipt)
    }

    @Test
    fun `a doubtful time is told where a limit runs, and only there`() = assertNull(lines(null).timeDoubt)

    private fun lines(defect: Defect?) = coverLines(card(defect), time)

    private fun defect(condition: CoverCondition, safeAt: When? = null) = Defect(
        condition,
        since = at,
        lastSeen = at,
        safeAt = safeAt,
        barrier = BarrierKind.GUARDED.takeIf {
            safeAt !=
                null
        },
        reportedUpAt = null,
    )

    private fun card(defect: Defect?) = CoverCard(
        id = "G1",
        kind = CoverKind.MANHOLE,
        owner = CoverOwner.OURS,
        place = "",
        position = Position(35.747, 114.295),
        pit = null,
        seenAt = null,
        condition = null,
        defect = defect,
        replacedAt = null,
        reportedUpAt = at,
        clocks = emptyList(),
        patrol = Patrol.NeverSeen,
    )
}
