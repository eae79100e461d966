package curbstop.app.entry

import curbstop.app.JustSaved
import curbstop.app.Key
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.meter.MeterHead

/** What the entry of a reading shows. */
sealed interface EntryState {
    /** The meter is being looked up. */
    data object Looking : EntryState

    /** It is typed and asked. */
    data class Open(
        val head: MeterHead,
        /** Digits of whole cubic metres on the register. */
        val digits: Int,
        /** Decimals after them. */
        val decimals: Int,
        /** The previous stand and when it was, or that there is none. */
        val previous: Said,
        /** The stands to expect. */
        val expected: Said,
        /** What is typed now; in a blind second entry only that. */
        val typed: String,
        /** The code that was scanned at the meter. */
        val scanned: String?,
        /** What the phone says of it while it is typed. */
        val remark: Mark?,
        /** What is asked; nothing while a stand is typed for the first time. */
        val question: Question?,
        /** The worker opened the list of what else can be done here. */
        val isMoreOpen: Boolean,
        /** It is being saved: nothing else is taken meanwhile. */
        val isSaving: Boolean,
        /** What was saved before this. */
        val saved: JustSaved?,
    ) : EntryState
}

/** What is asked of the worker before a stand is saved, one after the other. */
sealed interface Question {
    /** What the checks say, in words. */
    val why: List<Said>

    /** The stand once more, without the first in view. */
    data class SecondEntry(override val why: List<Said>) : Question

    /** Both entries differ, and the second is no better: which is it? */
    data class Differ(val first: Said, val second: Said, override val why: List<Said>) : Question

    /** Did the wheels go over zero? */
    data class Rollover(override val why: List<Said>) : Question

    /** A photo of the register. */
    data class Photo(override val why: List<Said>, val forOffice: Boolean) : Question
}

/** What can be done while a reading is entered. */
sealed interface EntryAction {
    /** A key of the keypad. */
    data class Press(val key: Key) : EntryAction

    /** The stand is typed: check it and save it, or ask. */
    data object Next : EntryAction

    /** The wheels went over zero. */
    data object OverZero : EntryAction

    /** Takes the photo that is asked for. */
    data object TakePhoto : EntryAction

    /** Saved as it is, without what was asked; the office looks at it. */
    data object SaveForOffice : EntryAction

    /** Begins anew. */
    data object TypeAgain : EntryAction

    /** Scans the meter at hand. */
    data object Scan : EntryAction

    /** Opens or closes the list of what else can be done here. */
    data class More(val open: Boolean) : EntryAction

    /** Goes to something else about this meter. */
    data class Leave(val to: Other) : EntryAction

    /** Corrects what was saved last. */
    data object Correct : EntryAction
}

/** What else can be done about a meter. */
enum class Other { ESTIMATE, NO_READ, EXCHANGE, CARD, SKIP }
