package curbstop.app.cover

import curbstop.BarrierKind
import curbstop.CoverCondition
import curbstop.CoverOwner
import curbstop.app.Said
import curbstop.app.clocks.ClockLine
import curbstop.app.photos.TakenPhoto

/** What the screen of one cover shows. */
sealed interface CoverScreen {
    /** Not read from the phone yet. */
    data object Loading : CoverScreen

    /** The cover, and what is being entered. */
    data class Shown(
        val cover: CoverLines,
        val form: CoverForm? = null,
        /** Something is being saved, or the phone looks for its position. */
        val busy: Boolean = false,
        /** What was saved last, and what follows from it. */
        val saved: List<Said> = emptyList(),
    ) : CoverScreen
}

/** The cover's card in words. */
data class CoverLines(
    val title: Said,
    val place: Said,
    val owner: Said,
    val seen: Said,
    /** What is wrong; nothing for a sound one. */
    val defect: Said?,
    /** With what it was made safe, and when. */
    val barrier: Said?,
    /** The receipt of the report to the supervisor (REPORT-UP). */
    val receipt: Said?,
    val clocks: List<ClockLine>,
    val timeDoubt: Said?,
    /** The likeliest thing to do. */
    val next: CoverTask,
    val others: List<CoverTask>,
)

/** What can be done about a cover. */
enum class CoverTask { INSPECT, MAKE_SAFE, REPLACE, REPORT_UP }

/** What is being entered; every part of it outlives the process. */
sealed interface CoverForm {
    /** What it looks like, and whose it is where that can be seen. */
    data class Inspect(
        val condition: CoverCondition?,
        val owner: CoverOwner?,
        val note: String,
        val photos: List<TakenPhoto>,
    ) : CoverForm

    /** 围护警示. */
    data class MakeSafe(val barrier: BarrierKind?, val photos: List<TakenPhoto>) : CoverForm

    /** 更换, with photos before and after. */
    data class Replace(val before: List<TakenPhoto>, val after: List<TakenPhoto>) : CoverForm {
        /** The rule wants both; what is missing can follow (COVER-REPLACE). */
        val photosMissing: Boolean get() = before.isEmpty() || after.isEmpty()
    }

    /** 上报主管. */
    data class ReportUp(val note: String) : CoverForm
}

/** Which photos are taken. */
enum class CoverPhoto { ANY, BEFORE, AFTER }

/** What somebody does on the screen of a cover. */
sealed interface CoverAction {
    /** Begins a task. */
    data class Begin(val task: CoverTask) : CoverAction

    /** What it looks like. */
    data class Condition(val condition: CoverCondition) : CoverAction

    /** Whose it is; chosen again, it is left open. */
    data class Owner(val owner: CoverOwner) : CoverAction

    /** What stands around it. */
    data class Barrier(val barrier: BarrierKind) : CoverAction

    /** What the worker adds. */
    data class Note(val text: String) : CoverAction

    /** Takes a photo. */
    data class AddPhoto(val of: CoverPhoto) : CoverAction

    /** Saves the open form. */
    data object Save : CoverAction

    /** Back to the card; what was entered stays. */
    data object CloseForm : CoverAction

    /** The photos of this cover. */
    data object OpenPhotos : CoverAction
}
