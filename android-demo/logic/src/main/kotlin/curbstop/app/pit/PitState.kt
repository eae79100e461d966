package curbstop.app.pit

import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.photos.TakenPhoto

/** What the screen of a pit that is to be tidied shows. */
sealed interface PitState {
    /** The pit is being looked up. */
    data object Looking : PitState

    /** It is filled in. */
    data class Open(
        val title: Said,
        /** Why, and until when. */
        val marks: List<Mark>,
        val note: String,
        val photos: List<TakenPhoto>,
        val isSaving: Boolean,
    ) : PitState
}

/** What can be done there. */
sealed interface PitAction {
    data class Write(val note: String) : PitAction

    data object TakePhoto : PitAction

    data object Save : PitAction
}
