package curbstop.app.outage

import curbstop.OutagePlan
import curbstop.app.Draft
import curbstop.app.Keep

/** What is filled in of an outage and not announced yet: it outlives rotation and the death of the process. */
internal class OutageDraft(keep: Keep, order: String) {
    /** By the fields of [OutageForm]. */
    val fields = Draft(keep, "outage.$order")

    /** An announced outage is being changed. */
    var isChanging: Boolean
        get() = fields["changing"].isNotEmpty()
        set(value) = fields.set("changing", if (value) "true" else "")

    /** Fills the form with what was entered before. */
    fun fill(entered: OutagePlan) {
        isChanging = true
        OutageForm(fields).fill(entered)
    }

    /** It is announced, or begun anew. */
    fun forget() = fields.forget()
}
