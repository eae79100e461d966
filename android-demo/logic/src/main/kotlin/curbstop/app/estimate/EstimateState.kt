package curbstop.app.estimate

import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.meter.MeterHead
import curbstop.app.photos.TakenPhoto

/** What the screen of an estimate shows. */
sealed interface EstimateState {
    /** The meter is being looked up. */
    data object Looking : EstimateState

    /** It is filled in. */
    data class Open(
        val head: MeterHead,
        /** What this estimate would mean: "once in a row; one more is possible", or that it escalates. */
        val outlook: Mark,
        /** More to know before it is made: age of the last reading, a pit that is not tidied yet. */
        val warnings: List<Mark>,
        /** Why the meter cannot be read: what can be chosen, and what is. */
        val reasons: List<Reason>,
        val reason: String?,
        /** The use in cubic metres that the phone computed. */
        val proposed: String,
        /** How it came about, line by line. */
        val method: Said,
        val inputs: List<Said>,
        /** Another use, entered by hand; nothing: the computed one stands. */
        val byHand: String?,
        val note: String,
        val photos: List<TakenPhoto>,
        /** What is still missing, in words; the estimate can be saved all the same, and the office looks at it. */
        val missing: List<Said>,
        val isSaving: Boolean,
        /** The worker is asked once more, because it escalates or something is missing. */
        val isAsking: Boolean,
    ) : EstimateState {
        /** The use that would be saved. */
        val use: String get() = byHand ?: proposed
    }
}

/** A reason that can be chosen. */
data class Reason(val id: String, val said: Said)

/** What can be done while an estimate is filled in. */
sealed interface EstimateAction {
    data class Choose(val reason: String) : EstimateAction

    /** Another use by hand, or back to the computed one. */
    data class ByHand(val use: String?) : EstimateAction

    data class Write(val note: String) : EstimateAction

    data object TakePhoto : EstimateAction

    /** Save it, or ask first. */
    data object Save : EstimateAction

    /** The answer to what was asked before saving. */
    data class Sure(val yes: Boolean) : EstimateAction
}
