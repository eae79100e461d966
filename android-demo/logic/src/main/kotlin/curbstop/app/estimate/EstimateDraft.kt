package curbstop.app.estimate

import curbstop.EstimateReason
import curbstop.MethodUsed
import curbstop.ReadingEstimated
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken
import curbstop.app.volume

/** What is filled in of an estimate and not saved yet: it outlives rotation and the death of the process. */
class EstimateDraft(keep: Keep, point: String) {
    private val draft = Draft(keep, "estimate.$point")

    /** Why the meter cannot be read. */
    var reason: EstimateReason?
        get() = EstimateReason.entries.find { it.name == draft["reason"] }
        set(value) = draft.set("reason", value?.name.orEmpty())

    /** Another use than the computed one, as it is typed; nothing: the computed one stands. */
    var byHand: String?
        get() = draft["by_hand"].takeIf { draft["is_by_hand"].isNotEmpty() }
        set(value) {
            draft["is_by_hand"] = if (value == null) "" else "yes"
            draft["by_hand"] = value.orEmpty()
        }

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

    /** Fills the form with what was entered before; a computed use is computed anew. */
    fun fill(entered: ReadingEstimated) {
        reason = entered.reason
        byHand = volume(entered.consumption).takeIf { entered.method == MethodUsed.BY_HAND }
        note = entered.note
        photos = entered.photos
    }

    /** It is saved. */
    fun forget() = draft.forget()
}
