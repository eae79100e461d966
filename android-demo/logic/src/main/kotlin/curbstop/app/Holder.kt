package curbstop.app

import curbstop.PhoneException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/**
 * Holds the state of one screen and takes its actions. Makes no pictures and knows no platform.
 *
 * [scope] lives as long as the screen; what must not stop half-way is the phone's matter: a call that is given up has
 * saved all or nothing.
 */
abstract class Holder<State : Any, Action : Any>(first: State, protected val scope: CoroutineScope) {
    private val shown = MutableStateFlow(first)
    private val wrong = MutableStateFlow<Said?>(null)

    /** What the screen shows. */
    val state: StateFlow<State> = shown.asStateFlow()

    /** What went wrong last, until the next thing goes right. */
    val trouble: StateFlow<Said?> = wrong.asStateFlow()

    /** Somebody did something. */
    abstract fun on(action: Action)

    /** Reads the phone anew: its work changed, or time passed. Nothing that is typed is lost by it. */
    open fun refresh() = Unit

    /** Goes back within the screen, for example out of an open question; `false`: the place is left. */
    open fun back(): Boolean = false

    /** The present state. */
    protected val now: State get() = shown.value

    /** Shows another state. */
    protected fun show(state: State) {
        shown.value = state
    }

    /** Reads the phone for [refresh]: what went wrong with something that was done stays told. */
    protected fun read(work: suspend () -> Unit): Job = scope.launch {
        try {
            work()
        } catch (refused: PhoneException) {
            wrong.value = refused.said()
        }
    }

    /** Asks the phone; what it refuses is told in words and changes nothing else. */
    protected fun ask(work: suspend () -> Unit): Job = scope.launch {
        try {
            work()
            wrong.value = null
        } catch (refused: PhoneException) {
            wrong.value = refused.said()
        }
    }
}
