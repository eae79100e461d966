package curbstop.app.pit

import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken

/** What is filled in of a tidied pit and not saved yet: it outlives rotation and the death of the process. */
class PitDraft(keep: Keep, pit: String) {
    private val draft = Draft(keep, "pit.$pit")

    /** What the worker adds. */
    var note: String
        get() = draft["note"]
        set(value) = draft.set("note", value)

    /** Photos after the work. */
    var photos: List<String>
        get() = draft.list("photos")
        private set(value) = draft.list("photos", value)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(taken: Taken): String? = taken.take(draft, "photos")

    /** Fills the form with what was entered before. */
    fun fill(photos: List<String>, note: String) {
        this.photos = photos
        this.note = note
    }

    /** It is saved. */
    fun forget() = draft.forget()
}
