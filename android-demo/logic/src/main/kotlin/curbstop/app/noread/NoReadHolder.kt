package curbstop.app.noread

import curbstop.CustomerReported
import curbstop.MeterCard
import curbstop.NoReadReason
import curbstop.ReadingMissed
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.estimate.Reason
import curbstop.app.goOnAfter
import curbstop.app.meter.head
import curbstop.app.photos.Taken
import curbstop.app.positionAtOnce
import curbstop.app.said
import curbstop.app.savedWords
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** The register was not seen: saved with its reason, or with what the customer told. */
class NoReadHolder(private val app: App, private val point: String, scope: CoroutineScope) :
    Holder<NoReadState, NoReadAction>(NoReadState.Looking, scope) {
    private val phone = app.phone
    private val draft = NoReadDraft(app.keep, point)
    private val taken = Taken(app)

    override fun refresh() {
        read {
            taken.find(draft.photos)
            show(open(phone.meter(point), (now as? NoReadState.Open)?.isSaving ?: false))
        }
    }

    override fun on(action: NoReadAction) {
        if ((now as? NoReadState.Open)?.isSaving != false) return
        when (action) {
            is NoReadAction.Choose -> edit { reason = NoReadReason.entries.find { it.name == action.reason } }
            is NoReadAction.Write -> edit { note = action.note }
            NoReadAction.TakePhoto -> takePhoto()
            is NoReadAction.Told -> edit { told = action.stand }
            NoReadAction.Save -> busily { draft.told?.let { saveTold(it) } ?: saveMissed() }
        }
    }

    override fun back(): Boolean {
        if (draft.told == null) return false
        on(NoReadAction.Told(null))
        return true
    }

    private suspend fun saveMissed() {
        val reason = draft.reason ?: return
        val missed = ReadingMissed(reason, draft.photos, draft.note.trim())
        saved("app.noread.saved", "reading_missed") { phone.recordNoRead(point, missed, app.host.positionAtOnce()) }
    }

    private suspend fun saveTold(stand: String) {
        val entry = phone.checkReading(point, stand)
        val value = entry.value ?: return change { it.copy(missing = said(NO_STAND)) }
        val told = CustomerReported(value)
        saved("app.noread.told_saved", "customer_reported") {
            phone.recordCustomerReading(point, told, app.host.positionAtOnce())
        }
    }

    private suspend fun saved(key: String, fact: String, save: suspend () -> Saved) {
        val address = phone.meter(point).address
        withContext(NonCancellable) {
            val saved = save()
            draft.forget()
            app.anew.saved("point:$point", fact)
            app.tellSaved(JustSaved(savedWords(said(key, "address" to address), saved.followUps), Place.NoRead(point)))
            app.goOnAfter(point)
        }
    }

    private fun takePhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        change { it.filled() }
    }

    private fun edit(what: NoReadDraft.() -> Unit) {
        draft.what()
        change { it.filled() }
    }

    private fun open(card: MeterCard, isSaving: Boolean) = NoReadState.Open(
        head = card.head(),
        reasons = NoReadReason.entries.map { Reason(it.name, said("no_read_reason.${it.name.lowercase()}")) },
        reason = null,
        note = "",
        photos = emptyList(),
        told = null,
        missing = null,
        isSaving = isSaving,
    ).filled()

    private fun NoReadState.Open.filled() = copy(
        reason = draft.reason?.name,
        note = draft.note,
        photos = taken.shown(draft.photos),
        told = draft.told,
        missing = missing(),
    )

    private fun missing(): Said? = when {
        draft.told != null -> said(NO_STAND).takeIf { draft.told.isNullOrBlank() }
        draft.reason == null -> said("app.noread.no_reason")
        draft.reason == NoReadReason.OTHER && draft.note.isBlank() -> said("app.noread.no_note")
        else -> null
    }

    private fun change(to: (NoReadState.Open) -> NoReadState.Open) {
        (now as? NoReadState.Open)?.let { show(to(it)) }
    }

    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isSaving = true) }
        ask(work).invokeOnCompletion { change { it.copy(isSaving = false) } }
    }

    private companion object {
        const val NO_STAND = "app.noread.no_stand"
    }
}
