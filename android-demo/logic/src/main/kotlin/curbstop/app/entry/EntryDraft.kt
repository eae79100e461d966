package curbstop.app.entry

import curbstop.ReadingTaken
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.takePhoto
import curbstop.app.volume
import java.math.BigDecimal

/** What is typed and answered at one meter and not saved yet: it outlives rotation and the death of the process. */
class EntryDraft(keep: Keep, point: String) {
    private val draft = Draft(keep, "entry.$point")

    /** What is typed now. */
    var typed: String
        get() = draft[TYPED]
        set(value) = draft.set(TYPED, value)

    /** The first entry, while the second is typed without seeing it. */
    var first: String?
        get() = draft[FIRST].ifEmpty { null }
        set(value) = draft.set(FIRST, value.orEmpty())

    /** The meter that was scanned. */
    var scanned: String?
        get() = draft[SCANNED].ifEmpty { null }
        set(value) = draft.set(SCANNED, value.orEmpty())

    /** The worker says that the wheels went over zero. */
    var rolledOver: Boolean
        get() = draft[ROLLED_OVER].isNotEmpty()
        set(value) = draft.set(ROLLED_OVER, if (value) YES else "")

    /** Photos of the register. */
    var photos: List<String>
        get() = draft.list(PHOTOS)
        private set(value) = draft.list(PHOTOS, value)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(app: App): String? = app.takePhoto(draft, PHOTOS)

    /** What has been given so far as an answer. */
    val given: Given get() = Given(first?.let(::BigDecimal), rolledOver, photos.isNotEmpty())

    /** Begins to type anew; what was scanned and photographed stays. */
    fun typeAgain() {
        typed = ""
        first = null
        rolledOver = false
    }

    /** Fills the form with what was entered before; what a check asks is asked anew. */
    fun fill(entered: ReadingTaken) {
        typeAgain()
        typed = volume(entered.value)
        scanned = entered.meter.takeIf { entered.scanned }
        rolledOver = entered.rolledOver
        photos = entered.photos
    }

    /** It is saved. */
    fun forget() = draft.forget()

    private companion object {
        const val TYPED = "typed"
        const val FIRST = "first"
        const val SCANNED = "scanned"
        const val ROLLED_OVER = "rolled_over"
        const val PHOTOS = "photos"
        const val YES = "yes"
    }
}
