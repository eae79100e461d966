package curbstop.app.refused

import curbstop.app.Place
import curbstop.app.Said

/** Entries that the server could not apply. Nothing of them was lost, and nothing else waits for them. */
data class RefusedScreen(
    /** Oldest first; `null`: not read yet. */
    val entries: List<RefusedRow>? = null,
    /** The entry that is to leave the list, once the worker has said so. */
    val leaving: Long? = null,
    /** What was done last. */
    val saved: Said? = null,
)

/** An entry with its ways out. */
data class RefusedRow(
    val seq: Long,
    /** What was recorded. */
    val what: Said,
    /** About which meter, cover or order. */
    val about: Said?,
    val at: Said?,
    /** Why it could not be applied. */
    val why: Said,
    /** What can be done, as a person would advise. */
    val advice: Said,
    val ways: List<RefusedWay>,
)

/** A way out of a refusal, the most promising first. */
sealed interface RefusedWay {
    /** The same again, as it was and when it was. */
    data object SendAgain : RefusedWay

    /** Recorded anew where it belongs, on a form that opens filled. */
    data class EnterAnew(val place: Place) : RefusedWay

    /** It is dealt with, or the office sees to it: off the list. */
    data object Settle : RefusedWay
}

/** What somebody does in the list. */
sealed interface RefusedAction {
    /** Takes a way out of an entry. */
    data class Take(val seq: Long, val way: RefusedWay) : RefusedAction

    /** Yes: the entry leaves the list. */
    data object Leave : RefusedAction

    /** No: it stays. */
    data object Stay : RefusedAction
}
