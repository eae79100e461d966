package curbstop.app.background

import curbstop.OrderCard
import curbstop.OrderStep
import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.app.App
import curbstop.app.Place
import curbstop.app.saving
import java.util.concurrent.atomic.AtomicReference

/** Which orders the worker is to be told of: those that came and that nobody has acknowledged, each of them once. */
class NewOrders(private val phone: PhoneInterface) {
    private val told = AtomicReference(emptySet<String>())

    /** What changed since it was asked last; nothing where the phone cannot say: the next change asks again. */
    suspend fun change(): Change {
        val open = try {
            phone.today().orders.filter(::isNew)
        } catch (_: PhoneException) {
            return Change(emptyList(), emptySet())
        }
        val before = told.getAndSet(open.map { it.id }.toSet())
        return Change(open.filter { it.id !in before }, before - told.get())
    }

    /** Orders to tell of, and ids of those that need no telling any more. */
    class Change(val come: List<OrderCard>, val gone: Set<String>)
}

/** The worker opened what told them of an order: that acknowledges it (接单), and shows it. */
suspend fun App.openNewOrder(order: String) {
    // Nobody is at work: whoever signs in finds it under today.
    if (phone.status().worker == null) return
    navigator.open(Place.Order(order))
    try {
        if (isNew(phone.order(order))) host.saving { phone.acknowledge(order, it) }
    } catch (_: PhoneException) {
        // The order's own screen offers it again, and says what is wrong.
    }
}

private fun isNew(order: OrderCard): Boolean = OrderStep.ACKNOWLEDGE in order.nextSteps
