package curbstop.app.cover

import curbstop.BarrierKind
import curbstop.CoverCondition
import curbstop.CoverInspected
import curbstop.CoverMadeSafe
import curbstop.CoverOwner
import curbstop.Fix
import curbstop.FollowUp
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.besideClocks
import curbstop.app.photos.Taken
import curbstop.app.said
import curbstop.app.saving
import kotlinx.coroutines.CoroutineScope

/** One cover: looked at, made safe, replaced, reported up (3.2.4). One position is taken for each, when it is saved. */
class CoverHolder(app: App, private val cover: String, scope: CoroutineScope) :
    Holder<CoverScreen, CoverAction>(CoverScreen.Loading, scope) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator
    private val draft = Draft(app.keep, "cover.$cover")
    private val taken = Taken(app)

    /** Reads the cover anew: something changed, or time passed. */
    override fun refresh() {
        read { reload() }
    }

    override fun on(action: CoverAction) {
        when (action) {
            is CoverAction.Begin -> task(action.task)
            is CoverAction.Condition -> edit(CONDITION, action.condition.name)
            is CoverAction.Owner -> edit(OWNER, action.owner.name.takeIf { it != draft[OWNER] }.orEmpty())
            is CoverAction.Barrier -> edit(BARRIER, action.barrier.name)
            is CoverAction.Note -> edit(NOTE, action.text)
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
        when (task()) {
            CoverTask.INSPECT -> inspected()?.let { seen ->
                record(CoverTask.INSPECT) { phone.inspectCover(cover, seen, it) }
            }
            CoverTask.MAKE_SAFE -> madeSafe()?.let { safe ->
                record(CoverTask.MAKE_SAFE) { phone.makeSafe(cover, safe, it) }
            }
            CoverTask.REPLACE -> record(CoverTask.REPLACE) {
                phone.replaceCover(cover, draft.list(BEFORE), draft.list(AFTER), it)
            }
            CoverTask.REPORT_UP -> record(CoverTask.REPORT_UP) { phone.reportUp(cover, draft[NOTE].trim(), it) }
            null -> Unit
        }
    }

    private fun inspected(): CoverInspected? = chosen<CoverCondition>(CONDITION)?.let {
        CoverInspected(it, chosen<CoverOwner>(OWNER), draft.list(PHOTOS), draft[NOTE].trim())
    }

    private fun madeSafe(): CoverMadeSafe? = chosen<BarrierKind>(BARRIER)?.let { CoverMadeSafe(it, draft.list(PHOTOS)) }

    private fun record(task: CoverTask, save: suspend (Fix?) -> Saved) = busily {
        host.saving { saved(task, save(it)) }
    }

    /** A danger that was just found goes straight on to the barrier. */
    private suspend fun saved(task: CoverTask, saved: Saved) {
        forget(task)
        val danger = saved.followUps.any { it is FollowUp.MakeSafe }
        if (danger) draft[TASK] = CoverTask.MAKE_SAFE.name
        reload()
        val words = listOf(said("app.cover.saved.${task.name.lowercase()}")) + saved.followUps.besideClocks()
        shown { it.copy(form = form(), saved = words) }
    }

    /** What was saved is no draft any more; a photo "before" waits for its "after". */
    private fun forget(saved: CoverTask) {
        val before = draft.list(BEFORE).takeIf { saved != CoverTask.REPLACE }.orEmpty()
        draft.forget()
        draft.list(BEFORE, before)
    }

    private fun addPhoto(of: CoverPhoto) = busily {
        val field = when (of) {
            CoverPhoto.ANY -> PHOTOS
            CoverPhoto.BEFORE -> BEFORE
            CoverPhoto.AFTER -> AFTER
        }
        taken.take(draft, field) ?: return@busily
        shown { it.copy(form = form()) }
    }

    private suspend fun reload() {
        val lines = coverLines(phone.cover(cover), phone.time())
        for (field in listOf(PHOTOS, BEFORE, AFTER)) taken.find(draft.list(field))
        show((now as? CoverScreen.Shown)?.copy(cover = lines, form = form()) ?: CoverScreen.Shown(lines, form()))
    }

    private fun edit(field: String, value: String) {
        draft[field] = value
        shown { it.copy(form = form()) }
    }

    private fun task(task: CoverTask?) {
        draft[TASK] = task?.name.orEmpty()
        shown { it.copy(form = form(), saved = emptyList()) }
    }

    private fun task(): CoverTask? = chosen<CoverTask>(TASK)

    private fun form(): CoverForm? = when (task()) {
        CoverTask.INSPECT -> CoverForm.Inspect(
            chosen<CoverCondition>(CONDITION),
            chosen<CoverOwner>(OWNER),
            draft[NOTE],
            photos(PHOTOS),
        )
        CoverTask.MAKE_SAFE -> CoverForm.MakeSafe(chosen<BarrierKind>(BARRIER), photos(PHOTOS))
        CoverTask.REPLACE -> CoverForm.Replace(photos(BEFORE), photos(AFTER))
        CoverTask.REPORT_UP -> CoverForm.ReportUp(draft[NOTE])
        null -> null
    }

    private fun photos(field: String) = taken.shown(draft.list(field))

    private inline fun <reified E : Enum<E>> chosen(field: String): E? = enumValues<E>().find {
        it.name == draft[field]
    }

    private fun shown(change: (CoverScreen.Shown) -> CoverScreen.Shown) {
        (now as? CoverScreen.Shown)?.let { show(change(it)) }
    }

    /** One thing at a time: a second tap while the first is saved does nothing. */
    private fun busily(work: suspend () -> Unit) {
        if ((now as? CoverScreen.Shown)?.busy != false) return
        shown { it.copy(busy = true) }
        ask(work).invokeOnCompletion { shown { it.copy(busy = false) } }
    }

    private companion object {
        const val TASK = "task"
        const val CONDITION = "condition"
        const val OWNER = "owner"
        const val BARRIER = "barrier"
        const val NOTE = "note"
        const val PHOTOS = "photos"
        const val BEFORE = "before"
        const val AFTER = "after"
    }
}
