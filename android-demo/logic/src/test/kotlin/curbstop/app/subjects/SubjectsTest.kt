package curbstop.app.subjects

import curbstop.app.Place
import curbstop.app.plain
import curbstop.app.said
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

class SubjectsTest {
    @Test
    fun `an entry leads back to the screen that makes it`() {
        assertEquals(Place.Entry("A:17"), placeOf("point:A:17", "reading_taken"))
        assertEquals(Place.Estimate("A-17"), placeOf("point:A-17", "reading_estimated"))
        assertEquals(Place.NoRead("A-17"), placeOf("point:A-17", "customer_reported"))
        assertEquals(Place.Cover("G1"), placeOf("cover:G1", "cover_made_safe"))
        assertEquals(Place.Outage("W1"), placeOf("order:W1", "notice_posted"))
        assertEquals(Place.Order("W1"), placeOf("order:W1", "order_arrived"))
        assertEquals(Place.Job("B-1"), placeOf("job:B-1", "household_checked"))
        assertEquals(Place.File, placeOf("case:K-1", "case_answered"))
        assertNull(placeOf("nonsense", "reading_taken"))
    }

    @Test
    fun `a subject is said with what it is`() {
        assertEquals(said("app.subject.cover", "id" to "G1"), subjectWords("cover:G1"))
        assertEquals(plain("thing:1"), subjectWords("thing:1"))
    }
}
