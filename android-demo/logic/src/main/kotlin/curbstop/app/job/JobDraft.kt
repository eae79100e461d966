package curbstop.app.job

import curbstop.BudgetMade
import curbstop.HouseClosed
import curbstop.HouseholdChecked
import curbstop.JobCard
import curbstop.JobStep
import curbstop.JobStepDone
import curbstop.TapTurns
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.Said
import curbstop.app.photos.Taken
import curbstop.app.photos.TakenPhoto
import curbstop.app.plain
import curbstop.app.said

/** What is typed about a step of a job and not saved yet: it outlives rotation and the death of the process. */
class JobDraft(keep: Keep, job: String) {
    private val draft = Draft(keep, "job.$job")

    /** The step that is asked about. */
    val step: JobStep? get() = JobStep.entries.find { it.name == draft["step"] }

    /** The household that is checked. */
    val household: String get() = draft["household"]

    /** What the worker adds. */
    var note: String
        get() = draft["note"]
        set(text) = draft.set("note", text)

    /** The budget's sum in yuan. */
    var sum: String
        get() = draft["sum"]
        set(text) = draft.set("sum", text)

    /** What is known of the household. */
    var form: HouseholdForm
        get() = HouseholdForm(draft["own"].toBooleanStrictOrNull(), draft["which"], draft["serial"])
        set(form) {
            draft["own"] = form.turnsOwn?.toString().orEmpty()
            draft["which"] = form.which
            draft["serial"] = form.serial
        }

    /** Whether the holes are filled. */
    var holesFilled: Boolean?
        get() = draft["holes"].toBooleanStrictOrNull()
        set(value) = draft.set("holes", value?.toString().orEmpty())

    /** Whether the place is tidy. */
    var tidy: Boolean?
        get() = draft["tidy"].toBooleanStrictOrNull()
        set(value) = draft.set("tidy", value?.toString().orEmpty())

    /** Photos of the open question. */
    var photos: List<String>
        get() = draft.list(PHOTOS)
        set(value) = draft.list(PHOTOS, value)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(taken: Taken): String? = taken.take(draft, PHOTOS)

    /** Opens the question of a step, or closes it. Another question begins empty; the same one goes on where it was. */
    fun ask(step: JobStep?, household: String = "") {
        val question = step?.let { "${it.name}:$household" }
        if (question != null && draft["question"] != question) {
            draft.forget()
            draft["question"] = question
            draft["household"] = household
        }
        draft["step"] = step?.name.orEmpty()
    }

    /** It is saved. */
    fun forget() = draft.forget()

    /** The open question as it stands; nothing: the card. */
    fun asked(card: JobCard, shown: (List<String>) -> List<TakenPhoto>): JobAsk? = when (val step = step) {
        null -> null
        JobStep.SURVEY, JobStep.DRAW, JobStep.FINISH_WORK -> JobAsk.Step(step, note, shown(photos))
        JobStep.BUDGET -> JobAsk.Budget(sum, note, budgetMissing())
        JobStep.CHECK_HOUSEHOLDS -> JobAsk.Household(address(card), form, shown(photos), householdMissing())
        JobStep.CLOSE_HOUSE -> JobAsk.Closing(holesFilled, tidy, shown(photos), note, closingMissing())
    }

    /** Survey, drawing or finished work. */
    fun done() = JobStepDone(note.trim(), photos)

    /** The budget; nothing while its sum is none. */
    fun budget(): BudgetMade? = fen(sum)?.let { BudgetMade(it, note.trim()) }

    /** The household's check; nothing while something is missing. */
    fun checked(): HouseholdChecked? {
        if (householdMissing() != null) return null
        val turns = if (form.turnsOwn == true) TapTurns.OwnMeter else TapTurns.OtherMeter(form.which.trim())
        return HouseholdChecked(household, turns, form.serial.trim(), photos, note.trim())
    }

    /** How the house was left; nothing while something is missing. The newest photo is the signature's. */
    fun closed(): HouseClosed? {
        val (holes, swept) = holesFilled to tidy
        if (holes == null || swept == null) return null
        return HouseClosed(holes, swept, photos.lastOrNull(), note.trim())
    }

    private fun address(card: JobCard): Said = plain(card.households.find { it.id == household }?.address ?: household)

    private fun budgetMissing(): Said? = said("app.job.sum_wrong").takeIf { fen(sum) == null }

    private fun householdMissing(): Said? = when {
        form.turnsOwn == null -> said("app.job.no_turns")
        form.turnsOwn == false && form.which.isBlank() -> said("app.job.no_which")
        form.serial.isBlank() -> said("app.job.no_serial")
        photos.isEmpty() -> said("app.job.no_photo")
        else -> null
    }

    private fun closingMissing(): Said? = when {
        holesFilled == null -> said("app.job.no_holes")
        tidy == null -> said("app.job.no_tidy")
        else -> null
    }

    private companion object {
        const val PHOTOS = "photos"
    }
}
