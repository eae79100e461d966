package curbstop.app.entry

import curbstop.Ask
import curbstop.Check
import curbstop.CheckCode
import curbstop.CheckedEntry
import curbstop.Detail
import curbstop.Severity
import java.math.BigDecimal
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** 3.2.3 READ-CHECK: what a check wants is asked one after the other, and never refused. */
class AskingTest {
    private val farOff = check(CheckCode.FAR_FROM_EXPECTED, Severity.Confirm(listOf(Ask.PHOTO, Ask.SECOND_ENTRY)))
    private val lower = check(CheckCode.LOWER, Severity.Confirm(listOf(Ask.PHOTO, Ask.OFFICE)))
    private val rolled = check(CheckCode.ROLLED_OVER, Severity.Confirm(listOf(Ask.ROLLOVER)))
    private val unusual = check(CheckCode.UNUSUAL, Severity.Note)

    @Test
    fun `an entry without questions, or with a note only, is saved at once`() {
        assertNull(nextQuestion(entry(1219), Given()))
        assertNull(nextQuestion(entry(1240, unusual), Given()))
    }

    @Test
    fun `the second entry comes before the photo, and an equal one is an answer`() {
        val entry = entry(1803, farOff)
        assertIs<Question.SecondEntry>(nextQuestion(entry, Given()))
        assertIs<Question.Photo>(nextQuestion(entry, Given(first = BigDecimal("1803.000"))))
        assertNull(nextQuestion(entry, Given(first = BigDecimal(1803), hasPhoto = true)))
    }

    @Test
    fun `a second entry that differs shows both, unless it raises no question any more`() {
        val differ = assertIs<Question.Differ>(nextQuestion(entry(1830, farOff), Given(first = BigDecimal(1803))))
        assertEquals(
            listOf("1803", "1830"),
            listOf(differ.first, differ.second).map {
                (it as curbstop.app.Said.Plain).text
            },
        )
        assertNull(nextQuestion(entry(1218), Given(first = BigDecimal(1803))))
    }

    @Test
    fun `wheels over zero are asked about first, and once`() {
        assertIs<Question.Rollover>(nextQuestion(entry(12, rolled), Given()))
        assertNull(nextQuestion(entry(12, rolled), Given(rolledOver = true)))
    }

    @Test
    fun `what only the office can settle asks for a photo and says so`() {
        val photo = assertIs<Question.Photo>(nextQuestion(entry(900, lower), Given()))
        assertTrue(photo.forOffice)
    }

    @Test
    fun `what no register shows is no stand`() {
        assertTrue(CheckedEntry(null, listOf(check(CheckCode.NOT_A_NUMBER, Severity.Reject))).isNoStand)
        assertTrue(entry(100_000, check(CheckCode.TOO_MANY_DIGITS, Severity.Reject)).isNoStand)
    }

    private fun entry(value: Long, vararg checks: Check) = CheckedEntry(BigDecimal.valueOf(value), checks.asList())

    private fun check(code: CheckCode, severity: Severity) = Check(code, severity, Detail.Use(BigDecimal.ONE))
}
