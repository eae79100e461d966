package curbstop.app.order

import curbstop.OrderReported
import curbstop.RepairResult
import curbstop.app.Draft
import curbstop.app.KeepInMemory
import curbstop.app.said
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

class ReportTest {
    private val draft = Draft(KeepInMemory(), "order.W1")
    private val report = Report(draft)

    /** 3.2.5, 5.3 REPORT-BACK: a result, and what the caller can be told. */
    @Test
    fun `a report has a result and words for the caller`() {
        assertEquals(said("app.order.choose_result"), report.asked().missing)
        draft[Report.RESULT] = ReportResult.REPAIRED.name
        assertEquals(said("app.order.say_what_to_tell"), report.asked().missing)
        assertNull(report.finished())
        draft[Report.TELL] = " 已修好 "
        assertEquals(OrderReported(RepairResult.Repaired, "已修好"), report.finished())
    }

    @Test
    fun `a duplicate names the other order`() {
        draft[Report.RESULT] = ReportResult.DUPLICATE_OF.name
        draft[Report.TELL] = "已在处理"
        assertEquals(said("app.order.name_other_order"), report.asked().missing)
        draft[Report.OTHER_ORDER] = "W-7"
        assertEquals(OrderReported(RepairResult.DuplicateOf("W-7"), "已在处理"), report.finished())
    }
}
