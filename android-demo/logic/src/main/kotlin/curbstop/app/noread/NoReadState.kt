package curbstop.app.noread

import curbstop.app.Said
import curbstop.app.estimate.Reason
import curbstop.app.meter.MeterHead
import curbstop.app.photos.TakenPhoto

/** What the screen shows where the register was not seen. */
sealed interface NoReadState {
    /** The meter is being looked up. */
    data object Looking : NoReadState

    /** It is filled in. */
    data class Open(
        val head: MeterHead,
        val reasons: List<Reason>,
        val reason: String?,
        val note: String,
        val photos: List<TakenPhoto>,
        /** The customer told the stand: what is typed of it; nothing: they did not. */
        val told: String?,
        /** What is still needed, in words. */
        val missing: Said?,
        val isSaving: Boolean,
    ) : NoReadState {
        /** Enough is filled in to save it. */
        val canSave: Boolean get() = missing == null && !isSaving
    }
}

/** What can be done there. */
sealed interface NoReadAction {
    data class Choose(val reason: String) : NoReadAction

    data class Write(val note: String) : NoReadAction

    data object TakePhoto : NoReadAction

    /** The customer told a stand, or did not after all. */
    data class Told(val stand: String?) : NoReadAction

    data object Save : NoReadAction
}
