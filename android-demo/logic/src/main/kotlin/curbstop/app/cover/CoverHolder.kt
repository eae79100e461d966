package curbstop.app.cover

import curbstop.CoverInspected
import curbstop.CoverMadeSafe
import curbstop.Fix
import curbstop.FollowUp
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.besideClocks
import curbstop.app.photos.Taken
import curbstop.app.said
import curbstop.app.saving
import kotlinx.coroutines.CoroutineScope

/** One cover: looked at, made safe, replaced, reported up (3.2.4). One position is taken for each, when it is saved. */
class CoverHolder(private val app: App, private val cover: String, scope: CoroutineScope) :
    Holder<CoverScreen, CoverAction>(CoverScreen.Loading, scope) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator
    private val draft = CoverDraft(app.keep, cover)
    private val taken = Taken(app)

    /** Reads the cover anew: something changed, or time passed. */
    override fun refresh() {
        read { reload() }
    }

    override fun on(action: CoverAction) {
        when (action) {
            is CoverAction.Begin -> task(action.task)
            is CoverAction.Condition -> edit { condition = action.condition }
            is CoverAction.Owner -> edit { owner = action.owner.takeIf { it != owner } }
            is CoverAction.Barrier -> edit { barrier = action.barrier }
            is CoverAction.Note -> edit { note = action.text }
            is CoverAction.AddPhoto -> addPhoto(action.of)
            CoverAction.Save -> save()
            CoverAction.CloseForm -> task(null)
            CoverAction.OpenPhotos -> navigator.open(Place.Photos("cover:$cover"))
        }
    }

    override fun back(): Boolean {
        if ((now as? CoverScreen.Shown)?.form == null) return false
        task(null)
        return true
    }

    private fun save() {
        when (draft.task) {
            CoverTask.INSPECT -> inspected()?.let { seen ->
                record(CoverTask.INSPECT) { phone.inspectCover(cover, seen, it) }
            }
            CoverTask.MAKE_SAFE -> madeSafe()?.let { safe ->
                record(CoverTask.MAKE_SAFE) { phone.makeSafe(cover, safe, it) }
            }
            CoverTask.REPLACE -> record(CoverTask.REPLACE) {
                phone.replaceCover(cover, draft.photos(CoverPhoto.BEFORE), draft.photos(CoverPhoto.AFTER), it)
            }
            CoverTask.REPORT_UP -> record(CoverTask.REPORT_UP) { phone.reportUp(cover, draft.note.trim(), it) }
            null -> Unit
        }
    }

    private fun inspected(): CoverInspected? = draft.condition?.let {
        CoverInspected(it, draft.owner, draft.photos(CoverPhoto.ANY), draft.note.trim())
    }

    private fun madeSafe(): CoverMadeSafe? = draft.barrier?.let { CoverMadeSafe(it, draft.photos(CoverPhoto.ANY)) }

    private fun record(task: CoverTask, save: suspend (Fix?) -> Saved) = busily {
        host.saving { saved(task, save(it)) }
    }

    /** A danger that was just found goes straight on to the barrier. */
    private suspend fun saved(task: CoverTask, saved: Saved) {
        draft.forget(task)
        app.anew.saved("cover:$cover", task.fact)
        val danger = saved.followUps.any { it is FollowUp.MakeSafe }
        if (danger) draft.task = CoverTask.MAKE_SAFE
        reload()
        val words = listOf(said("app.cover.saved.${task.name.lowercase()}")) + saved.followUps.besideClocks()
        shown { it.copy(form = form(), saved = words) }
    }

    private fun addPhoto(of: CoverPhoto) = busily {
        draft.takePhoto(of, taken) ?: return@busily
        shown { it.copy(form = form()) }
    }

    private suspend fun reload() {
        val lines = coverLines(phone.cover(cover), phone.time())
        taken.find(draft.photos)
        show((now as? CoverScreen.Shown)?.copy(cover = lines, form = form()) ?: CoverScreen.Shown(lines, form()))
    }

    private fun edit(what: CoverDraft.() -> Unit) {
        draft.what()
        shown { it.copy(form = form()) }
    }

    private fun task(task: CoverTask?) {
        draft.task = task
        shown { it.copy(form = form(), saved = emptyList()) }
    }

    private fun form(): CoverForm? = when (draft.task) {
        CoverTask.INSPECT -> CoverForm.Inspect(draft.condition, draft.owner, draft.note, photos(CoverPhoto.ANY))
        CoverTask.MAKE_SAFE -> CoverForm.MakeSafe(draft.barrier, photos(CoverPhoto.ANY))
        CoverTask.REPLACE -> CoverForm.Replace(photos(CoverPhoto.BEFORE), photos(CoverPhoto.AFTER))
        CoverTask.REPORT_UP -> CoverForm.ReportUp(draft.note)
        null -> null
    }

    private fun photos(of: CoverPhoto) = taken.shown(draft.photos(of))

    private fun shown(change: (CoverScreen.Shown) -> CoverScreen.Shown) {
        (now as? CoverScreen.Shown)?.let { show(change(it)) }
    }

    /** One thing at a time: a second tap while the first is saved does nothing. */
    private fun busily(work: suspend () -> Unit) {
        if ((now as? CoverScreen.Shown)?.busy != false) return
        shown { it.copy(busy = true) }
        ask(work).invokeOnCompletion { shown { it.copy(busy = false) } }
    }
}

/** The fact that a task becomes when it is saved. */
private val CoverTask.fact: String
    get() = when (this) {
        CoverTask.INSPECT -> "cover_inspected"
        CoverTask.MAKE_SAFE -> "cover_made_safe"
        CoverTask.REPLACE -> "cover_replaced"
        CoverTask.REPORT_UP -> "cover_reported_up"
    }
