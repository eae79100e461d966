package curbstop.app.order

import curbstop.OrderRepaired
import curbstop.app.Draft
import curbstop.app.photos.Taken

/** 修复 while it is being filled in: whether the surface was opened, and what was done. */
internal class Repair(private val draft: Draft) {
    /** As the screen shows it. */
    fun asked(taken: Taken) = OrderAsk.Repair(surfaceOpened(), draft[NOTE], taken.shown(draft.list(PHOTOS)))

    /** As it is saved; nothing while it is not said whether the surface was opened. */
    fun finished(): OrderRepaired? = surfaceOpened()?.let { OrderRepaired(it, draft[NOTE].trim(), draft.list(PHOTOS)) }

    /** Fills it with what was entered before. */
    fun fill(entered: OrderRepaired) {
        draft[SURFACE_OPENED] = entered.surfaceOpened.toString()
        draft[NOTE] = entered.note
        draft.list(PHOTOS, entered.photos)
    }

    private fun surfaceOpened(): Boolean? = draft[SURFACE_OPENED].toBooleanStrictOrNull()

    companion object {
        const val SURFACE_OPENED = "surface_opened"
        const val NOTE = "note"
        const val PHOTOS = "photos"
    }
}
