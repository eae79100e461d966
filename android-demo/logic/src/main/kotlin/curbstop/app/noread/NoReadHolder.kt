package curbstop.app.noread

import curbstop.CustomerReported
import curbstop.MeterCard
import curbstop.NoReadReason
import curbstop.ReadingMissed
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.estimate.Reason
import curbstop.app.goOnAfter
import curbstop.app.meter.head
import curbstop.app.photos.takePhoto
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
    private val draft = Draft(app.keep, "no_read.$point")

    override fun refresh() {
        read { show(open(phone.meter(point), (now as? NoReadState.Open)?.isSaving ?: false)) }
    }

    override fun on(action: NoReadAction) {
        if ((now as? NoReadState.Open)?.isSaving != false) return
        when (action) {
            is NoReadAction.Choose -> edit(REASON, action.reason)
            is NoReadAction.Write -> edit(NOTE, action.note)
            NoReadAction.TakePhoto -> takePhoto()
            is NoReadAction.Told -> {
                draft[IS_TOLD] = if (action.stand == null) "" else YES
                edit(TOLD, action.stand.orEmpty())
            }
            NoReadAction.Save -> busily { if (isTold) saveTold() else saveMissed() }
        }
    }

    override fun back(): Boolean {
        if (!isTold) return false
        on(NoReadAction.Told(null))
        return true
    }

    private val isTold: Boolean get() = draft[IS_TOLD].isNotEmpty()

    private suspend fun saveMissed() {
        val reason = NoReadReason.entries.find { it.name == draft[REASON] } ?: return
        val missed = ReadingMissed(reason, draft.list(PHOTOS), draft[NOTE].trim())
        saved("app.noread.saved") { phone.recordNoRead(point, missed, app.host.positionAtOnce()) }
    }

    private suspend fun saveTold() {
        val entry = phone.checkReading(point, draft[TOLD])
        val value = entry.value ?: return change { it.copy(missing = said(NO_STAND)) }
        val told = CustomerReported(value)
        saved("app.noread.told_saved") { phone.recordCustomerReading(point, told, app.host.positionAtOnce()) }
    }

    private suspend fun saved(key: String, save: suspend () -> Saved) {
        val address = phone.meter(point).address
        withContext(NonCancellable) {
            val saved = save()
            draft.forget()
            app.tellSaved(JustSaved(savedWords(said(key, "address" to address), saved.followUps), Place.NoRead(point)))
            app.goOnAfter(point)
        }
    }

    private fun takePhoto() = busily {
        app.takePhoto(draft, PHOTOS) ?: return@busily
        change { it.filled() }
    }

    private fun edit(field: String, value: String) {
        draft[field] = value
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
        reason = draft[REASON].ifEmpty { null },
        note = draft[NOTE],
        photos = draft.list(PHOTOS),
        told = draft[TOLD].takeIf { isTold },
        missing = missing(),
    )

    private fun missing(): Said? = when {
        isTold -> said(NO_STAND).takeIf { draft[TOLD].isBlank() }
        draft[REASON].isEmpty() -> said("app.noread.no_reason")
        draft[REASON] == NoReadReason.OTHER.name && draft[NOTE].isBlank() -> said("app.noread.no_note")
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
        const val REASON = "reason"
        const val NOTE = "note"
        const val PHOTOS = "photos"
        const val IS_TOLD = "is_told"
        const val TOLD = "told"
        const val YES = "yes"
        const val NO_STAND = "app.noread.no_stand"
    }
}
