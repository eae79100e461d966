package curbstop.app.pit

import curbstop.TidyToday
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.JustSaved
import curbstop.app.Mark
import curbstop.app.Tone
import curbstop.app.photos.Taken
import curbstop.app.plain
import curbstop.app.positionAtOnce
import curbstop.app.said
import curbstop.app.savedWords
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** A pit that an estimate left to be tidied: done means done, with a photo after the work. */
class PitHolder(private val app: App, private val pit: String, scope: CoroutineScope) :
    Holder<PitState, PitAction>(PitState.Looking, scope) {
    private val phone = app.phone
    private val draft = PitDraft(app.keep, pit)
    private val taken = Taken(app)

    override fun refresh() {
        read {
            taken.find(draft.photos)
            val today = phone.today()
            val tidy = today.tidy.find { it.pit == pit }
            val marks = tidy?.let { listOf(mark(it, isLate = it.task.due < today.now)) } ?: listOf(nothingOpen())
            val title = plain(tidy?.place?.ifBlank { null } ?: pit)
            val isSaving = (now as? PitState.Open)?.isSaving ?: false
            show(PitState.Open(title, marks, draft.note, taken.shown(draft.photos), isSaving))
        }
    }

    override fun on(action: PitAction) {
        if ((now as? PitState.Open)?.isSaving != false) return
        when (action) {
            is PitAction.Write -> {
                draft.note = action.note
                change { it.copy(note = action.note) }
            }
            PitAction.TakePhoto -> takePhoto()
            PitAction.Save -> busily { save() }
        }
    }

    private suspend fun save() = withContext(NonCancellable) {
        val saved = phone.tidyPit(pit, draft.photos, draft.note.trim(), app.host.positionAtOnce())
        draft.forget()
        app.anew.saved("pit:$pit", "pit_tidied")
        app.tellSaved(JustSaved(savedWords(said("app.pit.saved", "pit" to pit), saved.followUps)))
        app.navigator.back()
        Unit
    }

    private fun takePhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        change { it.copy(photos = taken.shown(draft.photos)) }
    }

    private fun mark(tidy: TidyToday, isLate: Boolean): Mark {
        val reason = said("estimate_reason.${tidy.task.reason.name.lowercase()}")
        val words = said("app.pit.why", "reason" to reason, "due" to tidy.task.due)
        return Mark(words, if (isLate) Tone.LATE else Tone.ASKS)
    }

    private fun nothingOpen() = Mark(said("app.pit.nothing_open"), Tone.NOTE)

    private fun change(to: (PitState.Open) -> PitState.Open) {
        (now as? PitState.Open)?.let { show(to(it)) }
    }

    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isSaving = true) }
        ask(work).invokeOnCompletion { change { it.copy(isSaving = false) } }
    }
}
