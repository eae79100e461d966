package curbstop.app.order

import curbstop.ArrivalProof
import curbstop.Fix
import curbstop.OrderStep
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.besideClocks
import curbstop.app.photos.Taken
import curbstop.app.photos.takePhoto
import curbstop.app.said
import curbstop.app.saving
import kotlinx.coroutines.CoroutineScope

/** An order with its clocks and steps (3.2.5, 3.3). One position is taken for each step, when it is taken. */
class OrderHolder(private val app: App, private val order: String, scope: CoroutineScope) :
    Holder<OrderScreen, OrderAction>(OrderScreen.Loading, scope) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator
    private val draft = OrderDraft(app.keep, order)
    private val taken = Taken(app)
    private val repair = Repair(draft.fields)
    private val report = Report(draft.fields)
    private val pausing = Pausing(draft.fields)

    /** The position that the open question about arriving was asked with. */
    private var arrivingAt: Fix? = null

    /** Reads the order anew: something changed, or time passed. */
    override fun refresh() {
        read { reload() }
    }

    override fun on(action: OrderAction) {
        when (action) {
            is OrderAction.Take -> take(action.step)
            is OrderAction.Arrive -> arrive(action.way)
            OrderAction.StopAnyway -> record(OrderStep.STOP_WATER) { phone.stopWater(order, it) }
            OrderAction.OpenOutage -> navigator.open(Place.Outage(order))
            OrderAction.OpenPhotos -> navigator.open(Place.Photos("order:$order"))
            is OrderAction.SurfaceOpened -> edit(Repair.SURFACE_OPENED, action.opened.toString())
            is OrderAction.Cause -> edit(Pausing.CAUSE, action.cause.name)
            is OrderAction.Note -> edit(Repair.NOTE, action.text)
            OrderAction.AddPhoto -> addPhoto()
            is OrderAction.Result -> edit(Report.RESULT, action.result.name)
            is OrderAction.OtherOrder -> edit(Report.OTHER_ORDER, action.text)
            is OrderAction.Tell -> edit(Report.TELL, action.text)
            OrderAction.Save -> save()
            OrderAction.CloseQuestion -> question(null)
        }
    }

    override fun back(): Boolean {
        if ((now as? OrderScreen.Shown)?.ask == null) return false
        question(null)
        return true
    }

    private fun take(step: OrderStep) {
        when (step) {
            OrderStep.ACKNOWLEDGE -> record(step) { phone.acknowledge(order, it) }
            OrderStep.TRAVEL -> record(step) { phone.travel(order, it) }
            OrderStep.ARRIVE -> askArrival()
            OrderStep.STOP_WATER -> stopWater()
            OrderStep.RESTORE_WATER -> record(step) { phone.restoreWater(order, it) }
            OrderStep.ANNOUNCE_OUTAGE, OrderStep.POST_NOTICE -> navigator.open(Place.Outage(order))
            OrderStep.RESUME -> record(step) { phone.resumeRepair(order, it) }
            OrderStep.REPAIR, OrderStep.RESTORE_SURFACE, OrderStep.REPORT_BACK, OrderStep.PAUSE -> question(step)
        }
    }

    private fun askArrival() = busily {
        val fix = host.position()
        val atSite = fix != null && phone.isAtSite(order, fix)
        val question = arrivalAsked(fix, phone.order(order).position, atSite)
        arrivingAt = fix
        shown { it.copy(ask = question) }
    }

    private fun arrive(way: ArrivalWay) = busily {
        val proof = proof(way) ?: return@busily
        host.saving { saved(OrderStep.ARRIVE, phone.arrive(order, proof, arrivingAt ?: it)) }
    }

    /** What proves it; nothing where the worker gave up the scan or the photo. */
    private suspend fun proof(way: ArrivalWay): ArrivalProof? = when (way) {
        ArrivalWay.POSITION -> ArrivalProof.Position
        ArrivalWay.CODE -> host.scan()?.let { ArrivalProof.ScannedCode(it) }
        // One that came to an app that was ended meanwhile is there already.
        ArrivalWay.PHOTO -> (draft.arrived ?: app.takePhoto(draft.fields, OrderDraft.ARRIVED))
            ?.let { ArrivalProof.Photo(it) }
        ArrivalWay.WORD -> ArrivalProof.Word
    }

    /** OUTAGE (3.3.4): the hotline knows before the first valve is closed; an emergency may come first, and is asked about. */
    private fun stopWater() = ask {
        if (phone.order(order).outage == null) {
            shown { it.copy(ask = OrderAsk.StopUnannounced) }
        } else {
            record(OrderStep.STOP_WATER) { phone.stopWater(order, it) }
        }
    }

    private fun addPhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        shown { it.copy(ask = asked()) }
    }

    private fun save() {
        when (draft.question) {
            OrderStep.REPAIR -> repair.finished()?.let { repaired ->
                record(OrderStep.REPAIR) { phone.repaired(order, repaired, it) }
            }
            OrderStep.RESTORE_SURFACE -> record(OrderStep.RESTORE_SURFACE) {
                phone.restoreSurface(order, draft.photos, it)
            }
            OrderStep.REPORT_BACK -> report.finished()?.let { reported ->
                record(OrderStep.REPORT_BACK) { phone.reportBack(order, reported, it) }
            }
            OrderStep.PAUSE -> pausing.finished()?.let { paused ->
                record(OrderStep.PAUSE) { phone.pauseRepair(order, paused, it) }
            }
            else -> Unit
        }
    }

    /** Saves a step with the position where it was taken. */
    private fun record(step: OrderStep, save: suspend (Fix?) -> Saved) =
        busily { host.saving { saved(step, save(it)) } }

    private suspend fun saved(step: OrderStep, saved: Saved) {
        draft.forget()
        arrivingAt = null
        step.fact?.let { app.anew.saved("order:$order", it) }
        reload()
        val words = listOf(said("app.order.saved", "step" to step.said())) + saved.followUps.besideClocks()
        shown { it.copy(ask = null, saved = words) }
    }

    private suspend fun reload() {
        val card = phone.order(order)
        val lines = orderLines(card, phone.time())
        pausing.offer(card)
        taken.find(draft.photos)
        val before = now as? OrderScreen.Shown
        show(before?.copy(order = lines, ask = asked() ?: before.ask) ?: OrderScreen.Shown(lines, asked()))
    }

    private fun edit(field: String, value: String) {
        draft.fields[field] = value
        shown { it.copy(ask = asked()) }
    }

    private fun question(step: OrderStep?) {
        draft.question = step
        shown { it.copy(ask = asked(), saved = emptyList()) }
    }

    /** The question that the draft belongs to, as it stands. */
    private fun asked(): OrderAsk? = when (draft.question) {
        OrderStep.REPAIR -> repair.asked(taken)
        OrderStep.RESTORE_SURFACE -> OrderAsk.Surface(taken.shown(draft.photos))
        OrderStep.REPORT_BACK -> report.asked()
        OrderStep.PAUSE -> pausing.asked(taken)
        else -> null
    }

    private fun shown(change: (OrderScreen.Shown) -> OrderScreen.Shown) {
        (now as? OrderScreen.Shown)?.let { show(change(it)) }
    }

    /** One thing at a time: a second tap while the first is saved does nothing. */
    private fun busily(work: suspend () -> Unit) {
        if ((now as? OrderScreen.Shown)?.busy != false) return
        shown { it.copy(busy = true) }
        ask(work).invokeOnCompletion { shown { it.copy(busy = false) } }
    }
}

/** The fact that a step becomes when it is saved; nothing where another screen saves it. */
private val OrderStep.fact: String?
    get() = when (this) {
        OrderStep.ACKNOWLEDGE -> "order_acknowledged"
        OrderStep.TRAVEL -> "order_travelling"
        OrderStep.ARRIVE -> "order_arrived"
        OrderStep.STOP_WATER -> "water_stopped"
        OrderStep.REPAIR -> "order_repaired"
        OrderStep.RESTORE_WATER -> "water_restored"
        OrderStep.RESTORE_SURFACE -> "surface_restored"
        OrderStep.REPORT_BACK -> "order_reported"
        OrderStep.PAUSE -> "repair_paused"
        OrderStep.RESUME -> "repair_resumed"
        OrderStep.ANNOUNCE_OUTAGE, OrderStep.POST_NOTICE -> null
    }
