package curbstop.app.delivery

import curbstop.Status
import curbstop.SyncReport
import curbstop.SyncState
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/** What is saved here, what is delivered, since when, and when the server is asked again. */
class DeliveryHolder(app: App, scope: CoroutineScope) :
    Holder<DeliveryScreen, DeliveryAction>(DeliveryScreen.Loading, scope) {
    private val phone = app.phone
    private val navigator = app.navigator
    private var syncing: Job? = null

    override fun refresh() {
        read { reload() }
    }

    override fun on(action: DeliveryAction) {
        when (action) {
            DeliveryAction.SyncNow -> sync()
            DeliveryAction.Stop -> syncing?.cancel()
            DeliveryAction.OpenRefused -> navigator.open(Place.Refused)
            DeliveryAction.EnrolAnew -> navigator.open(Place.Enrol)
        }
    }

    private fun sync() {
        if (syncing?.isActive == true) return
        shown { it.copy(syncing = true, done = null) }
        syncing = ask {
            val report = phone.sync()
            reload()
            shown { it.copy(done = report.said()) }
        }.also { it.invokeOnCompletion { ended() } }
    }

    /** However it ended: what it managed to do counts, and why it did not is told by the state. */
    private fun ended() {
        shown { it.copy(syncing = false) }
        refresh()
    }

    private suspend fun reload() {
        val lines = deliveryLines(phone.status(), phone.photoQueue().waiting.size)
        val before = now as? DeliveryScreen.Shown
        show(lines.copy(syncing = before?.syncing ?: false, done = before?.done))
    }

    private fun shown(change: (DeliveryScreen.Shown) -> DeliveryScreen.Shown) {
        (now as? DeliveryScreen.Shown)?.let { show(change(it)) }
    }
}

private fun deliveryLines(status: Status, photos: Int) = DeliveryScreen.Shown(
    today = said("app.delivery.today", "saved" to status.savedToday, "delivered" to status.deliveredToday),
    waiting = status.waiting.takeIf { it > 0u }?.let { said("app.delivery.waiting", "count" to it) },
    heard = status.lastAnswer?.let { said("app.delivery.heard", "at" to it) } ?: said("app.delivery.never_heard"),
    link = status.sync.line(),
    photos = photos.takeIf { it > 0 }?.let { said("app.delivery.photos", "waiting" to it) },
    refused = status.refused.takeIf { it > 0u }?.let { said("app.delivery.refused", "count" to it) },
)

private fun SyncState.line(): LinkLine = when (this) {
    is SyncState.Ready -> LinkLine.Ready(said("app.delivery.ready"))
    is SyncState.Waiting -> LinkLine.Waiting(said("app.delivery.next_try", "wait" to wait), said("error.$code"))
    is SyncState.Paused -> LinkLine.Paused(said("app.delivery.paused"), said("error.$code"))
}

private fun SyncReport.said(): Said = said("app.delivery.done", "delivered" to delivered, "rows" to rows)
