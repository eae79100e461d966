package curbstop.app.job

import curbstop.JobStep
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.clocks.ClockLine
import curbstop.app.photos.TakenPhoto

/** What the screen of a connection or conversion shows. */
sealed interface JobScreen {
    /** Not read from the phone yet. */
    data object Loading : JobScreen

    /** The job, and what is being asked about one of its steps. */
    data class Shown(
        val job: JobLines,
        /** The question that is open; `null`: the card itself. */
        val ask: JobAsk? = null,
        /** Something is on its way to the phone's storage. */
        val busy: Boolean = false,
        /** What was saved last, and what follows from it. */
        val saved: List<Said> = emptyList(),
    ) : JobScreen
}

/** The job's card in words. */
data class JobLines(
    val title: Said,
    val stage: Said,
    val address: Said,
    val applicant: Said,
    val clock: ClockLine?,
    /** The last working day that is in time, and whether it can still move; nothing once the papers are made. */
    val due: Said?,
    /** The deadline is provisional: why, in words. */
    val provisional: Said?,
    /** What is to be said of the phone's time; nothing while it is good. */
    val timeDoubt: Said?,
    val budget: Said?,
    /** The likeliest step. */
    val next: JobStepChoice?,
    /** The other steps that fit. */
    val others: List<JobStepChoice>,
    /** How many households are proven; nothing for a connection. */
    val progress: Said?,
    val households: List<HouseholdRow>,
    /** What the office would miss if it closed the job now. */
    val missing: List<Said>,
    /** What was done, and when. */
    val done: List<JobDoneLine>,
    /** Entries that did not fit, and are kept. */
    val kept: Said?,
)

/** A step to take. */
data class JobStepChoice(val step: JobStep, val label: Said)

/** Something that was done. */
data class JobDoneLine(val what: Said, val at: Said)

/** A household of a conversion, and how its proof stands. */
data class HouseholdRow(val id: String, val address: Said, val detail: Said?, val mark: Mark)

/** A question about a step, before it is saved. */
sealed interface JobAsk {
    /** 勘查、出图、施工完成: nothing but photos and a note. */
    data class Step(val step: JobStep, val note: String, val photos: List<TakenPhoto>) : JobAsk

    /** 预算编制. */
    data class Budget(
        val sum: String,
        val note: String,
        /** What is missing still; `null`: it can be saved. */
        val missing: Said?,
    ) : JobAsk

    /** 逐户核对 of one household. */
    data class Household(
        val address: Said,
        val form: HouseholdForm,
        val photos: List<TakenPhoto>,
        /** What is missing still; `null`: it can be saved. */
        val missing: Said?,
    ) : JobAsk

    /** 入户收尾. */
    data class Closing(
        val holesFilled: Boolean?,
        val tidy: Boolean?,
        val signature: List<TakenPhoto>,
        val note: String,
        /** What is missing still; `null`: it can be saved. */
        val missing: Said?,
    ) : JobAsk
}

/** What is typed of a household's check. */
data class HouseholdForm(
    /** The tap turns its own meter; `null`: nobody has said. */
    val turnsOwn: Boolean? = null,
    /** 错户: which meter it turns instead. */
    val which: String = "",
    /** The serial on its own meter. */
    val serial: String = "",
)

/** What somebody does on the job's screen. */
sealed interface JobAction {
    /** Opens the question of a step. */
    data class Take(val step: JobStep) : JobAction

    /** Opens the check of a household. */
    data class OpenHousehold(val household: String) : JobAction

    /** The photos of this job. */
    data object OpenPhotos : JobAction

    /** What the worker adds. */
    data class Note(val text: String) : JobAction

    /** The budget's sum in yuan. */
    data class Sum(val text: String) : JobAction

    /** What is known of the household. */
    data class Fill(val form: HouseholdForm) : JobAction

    /** Scans the serial of the household's meter. */
    data object Scan : JobAction

    /** Whether the holes are filled. */
    data class HolesFilled(val filled: Boolean) : JobAction

    /** Whether the place is tidy. */
    data class Tidy(val tidy: Boolean) : JobAction

    /** One more photo for the open question; of the signature where the house is closed. */
    data object AddPhoto : JobAction

    /** Saves what the open question asked for. */
    data object Save : JobAction

    /** Back to the card; what was typed stays. */
    data object CloseQuestion : JobAction
}
