package curbstop.app.job

import curbstop.JobStep
import curbstop.TapTurns
import curbstop.app.KeepInMemory
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

class JobDraftTest {
    private val keep = KeepInMemory()
    private val draft = JobDraft(keep, "B-1")

    @Test
    fun `a sum is typed in yuan and kept in fen`() {
        val typed = listOf("79999.5", "0.05", " 12 ", "1.005", "-1", "x", "1000000001")
        assertEquals(listOf(7_999_950L, 5L, 1_200L, null, null, null, null), typed.map(::fen))
        assertEquals("79999.50", yuan(7_999_950))
    }

    @Test
    fun `a household is saved with meter, serial and photo`() {
        draft.ask(JobStep.CHECK_HOUSEHOLDS, "101")
        draft.form = HouseholdForm(turnsOwn = true, serial = " S-1 ")
        assertNull(draft.checked(), "no photo shows it")
        draft.photos = listOf("ab")
        val checked = assertNotNull(draft.checked())
        assertEquals("101", checked.household)
        assertEquals(TapTurns.OwnMeter, checked.turns)
        assertEquals("S-1", checked.serial)
    }

    @Test
    fun `a household whose tap turns another meter names it`() {
        draft.ask(JobStep.CHECK_HOUSEHOLDS, "101")
        draft.photos = listOf("ab")
        draft.form = HouseholdForm(turnsOwn = false, serial = "S-1")
        assertNull(draft.checked())
        draft.form = draft.form.copy(which = "102")
        assertEquals(TapTurns.OtherMeter("102"), draft.checked()?.turns)
    }

    @Test
    fun `what was typed of one household is not said of another`() {
        draft.ask(JobStep.CHECK_HOUSEHOLDS, "101")
        draft.form = HouseholdForm(turnsOwn = true, serial = "S-1")
        draft.ask(null)
        draft.ask(JobStep.CHECK_HOUSEHOLDS, "101")
        assertEquals("S-1", draft.form.serial, "the same question goes on")
        draft.ask(null)
        draft.ask(JobStep.CHECK_HOUSEHOLDS, "102")
        assertEquals(HouseholdForm(), draft.form)
        assertEquals("102", JobDraft(keep, "B-1").household, "it outlives the process")
    }

    @Test
    fun `a house may be left without a signature, which is then missing`() {
        draft.ask(JobStep.CLOSE_HOUSE)
        draft.holesFilled = true
        assertNull(draft.closed())
        draft.tidy = false
        assertNull(assertNotNull(draft.closed()).signature)
        draft.photos = listOf("ab", "cd")
        assertEquals("cd", draft.closed()?.signature)
    }
}
