package curbstop.app.refused

import curbstop.RefusedEntry
import curbstop.WayOut
import curbstop.app.Place
import curbstop.app.said
import kotlin.test.Test
import kotlin.test.assertEquals

class RefusedWordsTest {
    @Test
    fun `the ways stand in the engine's order, and entering anew leads to its screen`() {
        val row = entry(WayOut.RECORD_AGAIN, WayOut.SEND_AGAIN, WayOut.SETTLE).row()
        assertEquals(listOf(RefusedWay.EnterAnew(Place.Cover("G9")), RefusedWay.SendAgain, RefusedWay.Settle), row.ways)
        assertEquals(said("app.refused.advice.record_again"), row.advice)
        assertEquals(said("fact.cover_inspected"), row.what)
        assertEquals(said("refusal.event.field"), row.why)
    }

    @Test
    fun `an entry that cannot be read any more still has its way out`() {
        val row = entry(
            WayOut.WAIT_FOR_UPDATE,
            WayOut.SETTLE,
        ).copy(subject = null, fact = null, at = null).row()
        assertEquals(listOf<RefusedWay>(RefusedWay.Settle), row.ways)
        assertEquals(said("app.refused.unreadable"), row.what)
        assertEquals(said("app.refused.advice.wait_for_update"), row.advice)
    }

    private fun entry(vararg ways: WayOut) = RefusedEntry(
        seq = 7uL,
        subject = "cover:G9",
        fact = "cover_inspected",
        entered = null,
        at = null,
        code = "event.field",
        fields = listOf("note"),
        reason = "too long",
        ways = ways.toList(),
    )
}
