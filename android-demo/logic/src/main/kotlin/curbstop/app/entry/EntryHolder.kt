package curbstop.app.entry

import curbstop.CheckedEntry
import curbstop.MeterCard
import curbstop.ReadingTaken
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Key
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.goOnAfter
import curbstop.app.meter.expectedStands
import curbstop.app.meter.head
import curbstop.app.meter.previous
import curbstop.app.positionAtOnce
import curbstop.app.said
import curbstop.app.savedWords
import curbstop.app.typed
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** The entry of one reading: typed, checked by the phone with every key, asked about where a check asks, saved. */
class EntryHolder(private val app: App, private val point: String, scope: CoroutineScope) :
    Holder<EntryState, EntryAction>(EntryState.Looking, scope) {
    private val phone = app.phone
    private val draft = EntryDraft(app.keep, point)
    private var checking: Job? = null

    override fun refresh() {
        read {
            val card = phone.meter(point)
            val before = now as? EntryState.Open
            show(open(card, before))
            if (before == null) remarkOn(card)
        }
    }

    override fun on(action: EntryAction) {
        val open = now as? EntryState.Open ?: return
        if (open.isSaving) return
        when (action) {
            is EntryAction.Press -> press(open, action.key)
            EntryAction.Next -> goOn()
            EntryAction.OverZero -> {
                draft.rolledOver = true
                goOn()
            }
            EntryAction.TakePhoto -> takePhoto()
            EntryAction.SaveForOffice -> busily { save(check()) }
            EntryAction.TypeAgain -> typeAgain()
            EntryAction.Scan -> scan()
            is EntryAction.More -> change { it.copy(isMoreOpen = action.open) }
            is EntryAction.Leave -> leave(action.to)
            EntryAction.Correct -> open.saved?.correct?.let(app.navigator::open)
        }
    }

    override fun back(): Boolean {
        val open = now as? EntryState.Open ?: return false
        when {
            open.isMoreOpen -> change { it.copy(isMoreOpen = false) }
            draft.first != null -> typeAgain()
            open.question != null -> change { it.copy(question = null) }
            else -> return false
        }
        return true
    }

    private fun press(open: EntryState.Open, key: Key) {
        draft.typed = typed(draft.typed, key, open.digits, open.decimals)
        change { it.copy(typed = draft.typed) }
        remarkOn()
    }

    /** The newest entry is the one that counts: an older answer is not waited for. */
    private fun remarkOn(known: MeterCard? = null) {
        checking?.cancel()
        if (draft.typed.isEmpty() || draft.first != null) return change { it.copy(remark = null) }
        checking = read {
            val typed = draft.typed
            val remark = remark(known ?: phone.meter(point), typed, check())
            if (typed == draft.typed) change { it.copy(remark = remark) }
        }
    }

    private suspend fun check(): CheckedEntry = phone.checkReading(point, draft.typed, draft.scanned, draft.rolledOver)

    /** Saves what is typed, or asks the next question about it. */
    private fun goOn() = busily {
        val entry = check()
        if (entry.isNoStand) return@busily sayNoStand(entry)
        val question = nextQuestion(entry, draft.given) ?: return@busily save(entry)
        if (question is Question.SecondEntry) {
            draft.first = draft.typed
            draft.typed = ""
        }
        change { it.copy(typed = draft.typed, question = question, remark = null) }
    }

    private suspend fun sayNoStand(entry: CheckedEntry) {
        val remark = remark(phone.meter(point), draft.typed, entry)
        change { it.copy(remark = remark) }
    }

    private suspend fun save(entry: CheckedEntry) {
        val value = entry.value ?: return
        val card = phone.meter(point)
        val reading = ReadingTaken(
            meter = draft.scanned ?: card.meter.id,
            value = value,
            firstEntry = draft.given.first,
            rolledOver = draft.rolledOver,
            scanned = draft.scanned != null,
            confirmed = entry.checks.map { it.code },
            photos = draft.photos,
        )
        // Once it is under way it is finished, and told, even if the worker has gone elsewhere.
        withContext(NonCancellable) {
            val saved = phone.recordReading(point, reading, app.host.positionAtOnce())
            draft.forget()
            app.anew.saved("point:$point", "reading_taken")
            val what = said("app.entry.saved", "address" to card.address, "stand" to value)
            app.tellSaved(JustSaved(savedWords(what, saved.followUps), Place.Entry(point)))
            app.goOnAfter(point)
        }
    }

    private fun takePhoto() = busily {
        draft.takePhoto(app) ?: return@busily
        val entry = check()
        val question = nextQuestion(entry, draft.given) ?: return@busily save(entry)
        change { it.copy(question = question) }
    }

    private fun typeAgain() {
        draft.typeAgain()
        change { it.copy(typed = "", question = null, remark = null) }
    }

    private fun scan() = busily {
        draft.scanned = app.host.scan()?.trim()?.ifEmpty { null } ?: return@busily
        change { it.copy(scanned = draft.scanned) }
        remarkOn()
    }

    private fun leave(to: Other) {
        change { it.copy(isMoreOpen = false) }
        when (to) {
            Other.ESTIMATE -> app.navigator.open(Place.Estimate(point))
            Other.NO_READ -> app.navigator.open(Place.NoRead(point))
            Other.EXCHANGE -> app.navigator.open(Place.Exchange(point))
            Other.CARD -> app.navigator.open(Place.Meter(point))
            Other.SKIP -> busily { app.goOnAfter(point) }
        }
    }

    private fun open(card: MeterCard, before: EntryState.Open?): EntryState.Open = EntryState.Open(
        head = card.head(),
        digits = card.meter.digits.toInt(),
        decimals = card.meter.decimals.toInt(),
        previous = card.previous(),
        expected = card.expectedStands(),
        typed = draft.typed,
        scanned = draft.scanned,
        remark = before?.remark,
        question = before?.question ?: draft.first?.let { Question.SecondEntry(emptyList()) },
        isMoreOpen = before?.isMoreOpen ?: false,
        isSaving = before?.isSaving ?: false,
        saved = app.saved.value,
    )

    private fun change(to: (EntryState.Open) -> EntryState.Open) {
        (now as? EntryState.Open)?.let { show(to(it)) }
    }

    /** One thing at a time: a second tap while the first is under way does nothing. */
    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isSaving = true) }
        ask(work).invokeOnCompletion { change { it.copy(isSaving = false) } }
    }
}
