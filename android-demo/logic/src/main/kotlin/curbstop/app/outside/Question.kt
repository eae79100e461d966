package curbstop.app.outside

import kotlinx.coroutines.CompletableDeferred

/**
 * Something that another app, or the system, is asked, and answers when the worker comes back from there. The one who
 * asked goes on waiting while the window is made anew (the phone is turned while the camera is open). For the main
 * thread alone. [nobody] is the answer where there is none.
 */
class Question<Asked, Answer>(private val nobody: Answer) {
    /** Puts the question to whoever answers it; `false` where there is nobody who does. */
    var put: (Asked) -> Boolean = { false }
    private var waiting: CompletableDeferred<Answer>? = null

    /** Asks, and waits for the answer. Asked twice at once, the first one has nobody's answer. */
    suspend fun ask(what: Asked): Answer {
        waiting?.complete(nobody)
        val answer = CompletableDeferred<Answer>().also { waiting = it }
        if (!put(what)) answer.complete(nobody)
        try {
            return answer.await()
        } finally {
            // Who gave up waiting hears nothing any more.
            if (waiting === answer) waiting = null
        }
    }

    /** Tells the one who waits; `false` where nobody does. */
    fun answer(answer: Answer): Boolean = waiting?.complete(answer).also { waiting = null } == true
}
