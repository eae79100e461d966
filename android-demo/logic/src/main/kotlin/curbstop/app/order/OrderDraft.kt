package curbstop.app.order

import curbstop.OrderRepaired
import curbstop.OrderReported
import curbstop.OrderStep
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken

/** What is filled in of an order's step and not saved yet: it outlives rotation and the death of the process. */
internal class OrderDraft(keep: Keep, order: String) {
    /** By the fields of [Repair] and [Report]. */
    val fields = Draft(keep, "order.$order")

    /** The step whose question is open. */
    var question: OrderStep?
        get() = OrderStep.entries.find { it.name == fields["question"] }
        set(value) = fields.set("question", value?.name.orEmpty())

    /** The photos of the open question. */
    val photos: List<String> get() = fields.list(Repair.PHOTOS)

    /** The photo that is to prove the arrival. */
    val arrived: String? get() = fields.list(ARRIVED).lastOrNull()

    /** Takes one more for the open question; nothing where the worker gave up. */
    suspend fun takePhoto(taken: Taken): String? = taken.take(fields, Repair.PHOTOS)

    /** Opens the question of a repair with what was entered before. */
    fun fill(entered: OrderRepaired) {
        question = OrderStep.REPAIR
        Repair(fields).fill(entered)
    }

    /** Opens the question of a report with what was entered before. */
    fun fill(entered: OrderReported) {
        question = OrderStep.REPORT_BACK
        Report(fields).fill(entered)
    }

    /** It is saved. */
    fun forget() = fields.forget()

    companion object {
        const val ARRIVED = "arrived"
    }
}
