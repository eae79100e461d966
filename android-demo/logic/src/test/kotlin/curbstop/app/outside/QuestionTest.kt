package curbstop.app.outside

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.test.runTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class QuestionTest {
    private val asked = mutableListOf<String>()
    private val question = Question<String, String>(nobody = "nobody").apply { put = asked::add }

    @Test
    fun `the one who asked hears the answer, and it is given once`() = runTest {
        val answer = async(start = CoroutineStart.UNDISPATCHED) { question.ask("who?") }
        assertEquals(listOf("who?"), asked)
        assertTrue(question.answer("I"))
        assertEquals("I", answer.await())
        assertFalse(question.answer("I, too"))
    }

    @Test
    fun `where nobody can be asked nobody is waited for`() = runTest {
        question.put = { false }
        assertEquals("nobody", question.ask("who?"))
        assertFalse(question.answer("I"))
    }

    @Test
    fun `asked once more, the first one has nobody's answer`() = runTest {
        val first = async(start = CoroutineStart.UNDISPATCHED) { question.ask("who?") }
        val second = async(start = CoroutineStart.UNDISPATCHED) { question.ask("who else?") }
        assertTrue(question.answer("I"))
        assertEquals("nobody" to "I", first.await() to second.await())
    }

    @Test
    fun `the answer to one who was ended meanwhile is nobody's, and told so`() = runTest {
        val answer = async(start = CoroutineStart.UNDISPATCHED) { question.ask("who?") }
        answer.cancelAndJoin()
        assertFalse(question.answer("I"))
    }
}
