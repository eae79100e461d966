package curbstop.app.noread

import curbstop.CustomerReported
import curbstop.NoReadReason
import curbstop.ReadingMissed
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken
import curbstop.app.volume

/** What is filled in where the register was not seen: it outlives rotation and the death of the process. */
class NoReadDraft(keep: Keep, point: String) {
    private val draft = Draft(keep, "no_read.$point")

    /** Why. */
    var reason: NoReadReason?
        get() = NoReadReason.entries.find { it.name == draft["reason"] }
        set(value) = draft.set("reason", value?.name.orEmpty())

    /** What the worker adds. */
    var note: String
        get() = draft["note"]
        set(value) = draft.set("note", value)

    /** Evidence. */
    var photos: List<String>
        get() = draft.list("photos")
        private set(value) = draft.list("photos", value)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(taken: Taken): String? = taken.take(draft, "photos")

    /** The stand that the customer told, as it is typed; nothing: they did not. */
    var told: String?
        get() = draft["told"].takeIf { draft["is_told"].isNotEmpty() }
        set(value) {
            draft["is_told"] = if (value == null) "" else "yes"
            draft["told"] = value.orEmpty()
        }

    /** Fills the form with what was entered before. */
    fun fill(entered: ReadingMissed) {
        told = null
        reason = entered.reason
        note = entered.note
        photos = entered.photos
    }

    /** Fills the form with what the customer had told. */
    fun fill(entered: CustomerReported) {
        told = volume(entered.value)
    }

    /** It is saved. */
    fun forget() = draft.forget()
}
