package curbstop.app.exchange

import curbstop.Meter
import curbstop.MeterCard
import curbstop.MeterExchanged
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.meter.head
import curbstop.app.meter.previous
import curbstop.app.photos.Taken
import curbstop.app.positionAtOnce
import curbstop.app.said
import curbstop.app.savedWords
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * An exchange as one record: the old meter's final stand, the new meter and its start. The new one is then to be read.
 */
class ExchangeHolder(private val app: App, private val point: String, scope: CoroutineScope) :
    Holder<ExchangeState, ExchangeAction>(ExchangeState.Looking, scope) {
    private val phone = app.phone
    private val draft = ExchangeDraft(app.keep, point)
    private val taken = Taken(app)

    override fun refresh() {
        read {
            taken.find(draft.photos)
            show(open(phone.meter(point), (now as? ExchangeState.Open)?.isSaving ?: false))
        }
    }

    override fun on(action: ExchangeAction) {
        if ((now as? ExchangeState.Open)?.isSaving != false) return
        when (action) {
            is ExchangeAction.Fill -> fill(action.form)
            ExchangeAction.Scan -> busily { app.host.scan()?.let { fill(draft.form.copy(newMeter = it.trim())) } }
            ExchangeAction.TakePhoto -> takePhoto()
            ExchangeAction.Save -> busily { save() }
        }
    }

    private suspend fun save() {
        val card = phone.meter(point)
        val exchange = exchange(card) ?: return
        withContext(NonCancellable) {
            val saved = phone.recordExchange(point, exchange, app.host.positionAtOnce())
            draft.forget()
            app.anew.saved("point:$point", "meter_exchanged")
            val what = said("app.exchange.saved", "address" to card.address, "serial" to exchange.newMeter.serial)
            app.tellSaved(JustSaved(savedWords(what, saved.followUps), Place.Exchange(point)))
            app.navigator.replace(Place.Entry(point))
        }
    }

    private fun exchange(card: MeterCard): MeterExchanged? {
        val form = draft.form
        val (oldFinal, newStart) = form.finalStand to form.startStand
        if (oldFinal == null || newStart == null || form.missing() != null) return null
        val serial = form.newSerial.trim().ifEmpty { form.newMeter.trim() }
        val (digits, decimals) = form.digits.toUByte() to form.decimals.toUByte()
        return MeterExchanged(
            oldMeter = card.meter.id,
            oldFinal = oldFinal,
            newMeter = Meter(form.newMeter.trim(), serial, digits, decimals, card.meter.q4),
            newStart = newStart,
            photos = draft.photos,
            note = form.note.trim(),
        )
    }

    private fun takePhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        change { it.copy(photos = taken.shown(draft.photos)) }
    }

    private fun fill(form: ExchangeForm) {
        draft.form = form
        change { it.copy(form = form, missing = form.missing()) }
    }

    private fun open(card: MeterCard, isSaving: Boolean): ExchangeState.Open {
        draft.begin(card.meter.digits.toInt(), card.meter.decimals.toInt())
        val form = draft.form
        val photos = taken.shown(draft.photos)
        return ExchangeState.Open(card.head(), card.previous(), form, photos, form.missing(), isSaving)
    }

    private fun change(to: (ExchangeState.Open) -> ExchangeState.Open) {
        (now as? ExchangeState.Open)?.let { show(to(it)) }
    }

    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isSaving = true) }
        ask(work).invokeOnCompletion { change { it.copy(isSaving = false) } }
    }
}

/** What is still needed, the first thing first. */
fun ExchangeForm.missing(): Said? = when {
    finalStand == null -> said("app.exchange.no_final")
    newMeter.isBlank() -> said("app.exchange.no_meter")
    startStand == null -> said("app.exchange.no_start")
    else -> null
}
