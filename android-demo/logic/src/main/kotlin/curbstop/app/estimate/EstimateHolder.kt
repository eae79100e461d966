package curbstop.app.estimate

import curbstop.CheckCode
import curbstop.EstimateReason
import curbstop.MeterCard
import curbstop.MethodUsed
import curbstop.ReadingEstimated
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.goOnAfter
import curbstop.app.meter.head
import curbstop.app.meter.mark
import curbstop.app.meter.warnings
import curbstop.app.photos.Taken
import curbstop.app.positionAtOnce
import curbstop.app.said
import curbstop.app.savedWords
import curbstop.app.volume
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import java.math.BigDecimal

/**
 * An estimate: its limit before it is made, reason, method and evidence; asked once more where something is missing.
 */
class EstimateHolder(private val app: App, private val point: String, scope: CoroutineScope) :
    Holder<EstimateState, EstimateAction>(EstimateState.Looking, scope) {
    private val phone = app.phone
    private val draft = EstimateDraft(app.keep, point)
    private val taken = Taken(app)

    override fun refresh() {
        read {
            taken.find(draft.photos)
            show(open(phone.meter(point), now as? EstimateState.Open))
        }
    }

    override fun on(action: EstimateAction) {
        val open = now as? EstimateState.Open ?: return
        if (open.isSaving) return
        when (action) {
            is EstimateAction.Choose -> edit { reason = EstimateReason.entries.find { it.name == action.reason } }
            is EstimateAction.ByHand -> edit { byHand = action.use }
            is EstimateAction.Write -> edit { note = action.note }
            EstimateAction.TakePhoto -> takePhoto()
            EstimateAction.Save -> saveOrAsk()
            is EstimateAction.Sure -> if (action.yes) busily { save() } else change { it.copy(isAsking = false) }
        }
    }

    override fun back(): Boolean {
        if ((now as? EstimateState.Open)?.isAsking != true) return false
        change { it.copy(isAsking = false) }
        return true
    }

    /** What escalates, or lacks something, is asked about once; the rest is saved at once. */
    private fun saveOrAsk() = busily {
        val card = phone.meter(point)
        val estimate =
            estimate(card) ?: return@busily change { it.copy(missing = listOf(said(NO_NUMBER)), isAsking = true) }
        val missing = phone.checkEstimate(estimate, app.host.positionAtOnce())
        val outlook = card.estimate.mark()
        change { it.copy(outlook = outlook, missing = missing.map(::words), isAsking = true) }
        if (missing.isEmpty() && outlook.tone != Tone.LATE) save()
    }

    private suspend fun save() {
        val card = phone.meter(point)
        val estimate = estimate(card) ?: return
        withContext(NonCancellable) {
            val saved = phone.recordEstimate(point, estimate, app.host.positionAtOnce())
            draft.forget()
            app.anew.saved("point:$point", "reading_estimated")
            val what = said("app.estimate.saved", "address" to card.address, "use" to estimate.consumption)
            app.tellSaved(JustSaved(savedWords(what, saved.followUps), Place.Estimate(point)))
            app.goOnAfter(point)
        }
    }

    /** The estimate as it stands; nothing where the use by hand is no number. */
    private fun estimate(card: MeterCard): ReadingEstimated? {
        val reason = draft.reason ?: return null
        val byHand = draft.byHand?.ifEmpty { null }
        val use = if (byHand == null) card.proposal.consumption else number(byHand)
        return use?.let {
            ReadingEstimated(
                consumption = it,
                method = if (byHand == null) card.proposal.method else MethodUsed.BY_HAND,
                reason = reason,
                pit = card.pit,
                photos = draft.photos,
                note = draft.note.trim(),
            )
        }
    }

    private fun takePhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        change { it.filled() }
    }

    private fun edit(what: EstimateDraft.() -> Unit) {
        draft.what()
        change { it.filled() }
    }

    private fun open(card: MeterCard, before: EstimateState.Open?): EstimateState.Open = EstimateState.Open(
        head = card.head(),
        outlook = card.estimate.mark(),
        warnings = card.estimate.warnings(),
        reasons = EstimateReason.entries.map { Reason(it.name, said("estimate_reason.${it.name.lowercase()}")) },
        reason = null,
        proposed = volume(card.proposal.consumption),
        method = said("estimate_method.${card.proposal.method.name.lowercase()}"),
        inputs = inputWords(card.proposal),
        byHand = null,
        note = "",
        photos = emptyList(),
        missing = before?.missing.orEmpty(),
        isSaving = before?.isSaving ?: false,
        isAsking = before?.isAsking ?: false,
    ).filled()

    private fun EstimateState.Open.filled() = copy(
        reason = draft.reason?.name,
        byHand = draft.byHand,
        note = draft.note,
        photos = taken.shown(draft.photos),
    )

    private fun words(missing: CheckCode) =
        if (missing == CheckCode.LOWER) said(NO_NUMBER) else said("check.${missing.name.lowercase()}")

    private fun change(to: (EstimateState.Open) -> EstimateState.Open) {
        (now as? EstimateState.Open)?.let { show(to(it)) }
    }

    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isSaving = true) }
        ask(work).invokeOnCompletion { change { it.copy(isSaving = false) } }
    }

    private companion object {
        const val NO_NUMBER = "app.estimate.no_number"
    }
}

/** A use that somebody typed, in cubic metres. */
private fun number(text: String): BigDecimal? = text.trim().toBigDecimalOrNull()?.takeIf { it.scale() <= LITRES }

/** A litre is the third decimal of a cubic metre. */
private const val LITRES = 3
