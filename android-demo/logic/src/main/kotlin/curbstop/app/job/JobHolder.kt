package curbstop.app.job

import curbstop.Fix
import curbstop.JobCard
import curbstop.JobStep
import curbstop.Saved
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.besideClocks
import curbstop.app.photos.Taken
import curbstop.app.said
import curbstop.app.saving
import kotlinx.coroutines.CoroutineScope

/** A connection or conversion with its limit, its steps and its households (3.4, 3.5.3). */
class JobHolder(app: App, private val job: String, scope: CoroutineScope) :
    Holder<JobScreen, JobAction>(JobScreen.Loading, scope) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator
    private val draft = JobDraft(app.keep, job)
    private val taken = Taken(app)
    private var card: JobCard? = null

    override fun refresh() {
        read { reload() }
    }

    override fun on(action: JobAction) {
        when (action) {
            is JobAction.Take -> take(action.step)
            is JobAction.OpenHousehold -> question(JobStep.CHECK_HOUSEHOLDS, action.household)
            JobAction.OpenPhotos -> navigator.open(Place.Photos("job:$job"))
            is JobAction.Note -> edit { note = action.text }
            is JobAction.Sum -> edit { sum = action.text }
            is JobAction.Fill -> edit { form = action.form }
            JobAction.Scan -> ask { host.scan()?.let { code -> edit { form = form.copy(serial = code.trim()) } } }
            is JobAction.HolesFilled -> edit { holesFilled = action.filled }
            is JobAction.Tidy -> edit { tidy = action.tidy }
            JobAction.AddPhoto -> addPhoto()
            JobAction.Save -> save()
            JobAction.CloseQuestion -> question(null)
        }
    }

    override fun back(): Boolean {
        if ((now as? JobScreen.Shown)?.ask == null) return false
        question(null)
        return true
    }

    /** The households are checked one by one: the step opens the first that is not proven. */
    private fun take(step: JobStep) {
        val household = card?.households?.find { it.gap != null }?.id.takeIf { step == JobStep.CHECK_HOUSEHOLDS }
        question(step, household.orEmpty())
    }

    private fun addPhoto() = busily {
        draft.takePhoto(taken) ?: return@busily
        shown { it.copy(ask = asked()) }
    }

    private fun save() {
        val step = draft.step ?: return
        when (step) {
            JobStep.SURVEY -> record(step) { phone.survey(job, draft.done(), it) }
            JobStep.DRAW -> record(step) { phone.draw(job, draft.done(), it) }
            JobStep.FINISH_WORK -> record(step) { phone.finishWork(job, draft.done(), it) }
            JobStep.BUDGET -> draft.budget()?.let { made -> record(step) { phone.makeBudget(job, made, it) } }
            JobStep.CHECK_HOUSEHOLDS ->
                draft.checked()?.let { checked -> record(step) { phone.checkHousehold(job, checked, it) } }
            JobStep.CLOSE_HOUSE -> draft.closed()?.let { closed -> record(step) { phone.closeHouse(job, closed, it) } }
        }
    }

    /** Saves a step with the position where it was taken. */
    private fun record(step: JobStep, save: suspend (Fix?) -> Saved) = busily {
        host.saving { fix ->
            val saved = save(fix)
            draft.forget()
            reload()
            val what = said("app.order.saved", "step" to step.said())
            shown { it.copy(ask = null, saved = listOf(what) + saved.followUps.besideClocks()) }
        }
    }

    private suspend fun reload() {
        val read = phone.job(job)
        card = read
        taken.find(draft.photos)
        val lines = jobLines(read, phone.time())
        show((now as? JobScreen.Shown)?.copy(job = lines, ask = asked()) ?: JobScreen.Shown(lines, asked()))
    }

    private fun edit(change: JobDraft.() -> Unit) {
        draft.change()
        shown { it.copy(ask = asked()) }
    }

    private fun question(step: JobStep?, household: String = "") {
        draft.ask(step, household)
        shown { it.copy(ask = asked(), saved = emptyList()) }
    }

    private fun asked(): JobAsk? = card?.let { draft.asked(it, taken::shown) }

    private fun shown(change: (JobScreen.Shown) -> JobScreen.Shown) {
        (now as? JobScreen.Shown)?.let { show(change(it)) }
    }

    /** One thing at a time: a second tap while the first is saved does nothing. */
    private fun busily(work: suspend () -> Unit) {
        if ((now as? JobScreen.Shown)?.busy != false) return
        shown { it.copy(busy = true) }
        ask(work).invokeOnCompletion { shown { it.copy(busy = false) } }
    }
}
