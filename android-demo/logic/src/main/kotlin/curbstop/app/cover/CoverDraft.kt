package curbstop.app.cover

import curbstop.BarrierKind
import curbstop.CoverCondition
import curbstop.CoverInspected
import curbstop.CoverMadeSafe
import curbstop.CoverOwner
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken

/** What is entered about a cover and not saved yet: it outlives rotation and the death of the process. */
class CoverDraft(keep: Keep, cover: String) {
    private val draft = Draft(keep, "cover.$cover")

    /** Which form is open; nothing: the card. */
    var task: CoverTask?
        get() = chosen<CoverTask>("task")
        set(value) = draft.set("task", value?.name.orEmpty())

    /** What it looks like. */
    var condition: CoverCondition?
        get() = chosen<CoverCondition>("condition")
        set(value) = draft.set("condition", value?.name.orEmpty())

    /** Whose it is. */
    var owner: CoverOwner?
        get() = chosen<CoverOwner>("owner")
        set(value) = draft.set("owner", value?.name.orEmpty())

    /** What stands around it. */
    var barrier: BarrierKind?
        get() = chosen<BarrierKind>("barrier")
        set(value) = draft.set("barrier", value?.name.orEmpty())

    /** What the worker adds. */
    var note: String
        get() = draft["note"]
        set(value) = draft.set("note", value)

    /** Every photo that is taken and not saved. */
    val photos: List<String> get() = CoverPhoto.entries.flatMap(::photos)

    /** The photos of this kind. */
    fun photos(of: CoverPhoto): List<String> = draft.list(field(of))

    /** Takes one more of this kind; nothing where the worker gave up. */
    suspend fun takePhoto(of: CoverPhoto, taken: Taken): String? = taken.take(draft, field(of))

    /** Fills the form of an inspection. */
    fun fill(entered: CoverInspected) {
        task = CoverTask.INSPECT
        condition = entered.condition
        owner = entered.owner
        note = entered.note
        draft.list(field(CoverPhoto.ANY), entered.photos)
    }

    /** Fills the form of a barrier. */
    fun fill(entered: CoverMadeSafe) {
        task = CoverTask.MAKE_SAFE
        barrier = entered.barrier
        draft.list(field(CoverPhoto.ANY), entered.photos)
    }

    /** Fills the form of a replacement. */
    fun fill(before: List<String>, after: List<String>) {
        task = CoverTask.REPLACE
        draft.list(field(CoverPhoto.BEFORE), before)
        draft.list(field(CoverPhoto.AFTER), after)
    }

    /** Fills the form of a report to the supervisor. */
    fun fill(reported: String) {
        task = CoverTask.REPORT_UP
        note = reported
    }

    /** What was saved is no draft any more; a photo "before" waits for its "after". */
    fun forget(saved: CoverTask) {
        val before = photos(CoverPhoto.BEFORE).takeIf { saved != CoverTask.REPLACE }.orEmpty()
        draft.forget()
        draft.list(field(CoverPhoto.BEFORE), before)
    }

    private fun field(of: CoverPhoto): String = when (of) {
        CoverPhoto.ANY -> "photos"
        CoverPhoto.BEFORE -> "before"
        CoverPhoto.AFTER -> "after"
    }

    private inline fun <reified E : Enum<E>> chosen(field: String): E? =
        enumValues<E>().find { it.name == draft[field] }
}
