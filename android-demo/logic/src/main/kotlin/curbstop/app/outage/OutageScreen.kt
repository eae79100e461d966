package curbstop.app.outage

import curbstop.Lang
import curbstop.app.Said

/** What the screen of an order's outage shows. */
sealed interface OutageScreen {
    /** Not read from the phone yet. */
    data object Loading : OutageScreen

    /** The plan while it is filled in: the first one, or new times as a new notice. */
    data class Planning(
        val plan: PlanForm,
        /** What is missing still; `null`: it can be announced. */
        val missing: Said?,
        val busy: Boolean = false,
    ) : OutageScreen

    /** Announced: the places where its notice hangs, and where not yet. */
    data class Announced(
        val scope: Said,
        val cause: Said,
        val times: Said,
        val notice: Said,
        val places: List<NoticePlace>,
        val busy: Boolean = false,
        /** What was saved last, and what follows from it. */
        val saved: List<Said> = emptyList(),
    ) : OutageScreen

    /** The words to hang up or to send, in both languages. */
    data class Notice(val lang: Lang, val words: Said) : OutageScreen
}

/** The plan while it is filled in. */
data class PlanForm(
    val scope: String,
    val cause: String,
    val stop: TimePick,
    val restore: TimePick,
    /** The order's limit in words; nothing before somebody was instructed. */
    val limit: Said?,
    /** The water would come back later than the order allows. */
    val beyondLimit: Said?,
    val places: List<String>,
    /** The place that is being typed. */
    val place: String,
)

/** A time that is moved by big steps. */
data class TimePick(val at: Said, val fromNow: Said)

/** One place of the plan. */
data class NoticePlace(
    val place: String,
    /** Since when the notice hangs; `null`: it does not yet. */
    val hangs: Said?,
)

/** Which of the two times. */
enum class OutageTime { STOP, RESTORE }

/** What somebody does on the screen of an outage. */
sealed interface OutageAction {
    /** 停水范围. */
    data class Scope(val text: String) : OutageAction

    /** Why. */
    data class Cause(val text: String) : OutageAction

    /** Moves a time by so many steps of [OUTAGE_STEP]. */
    data class Move(val time: OutageTime, val steps: Int) : OutageAction

    /** A place is typed. */
    data class Place(val text: String) : OutageAction

    /** Adds the typed place. */
    data object AddPlace : OutageAction

    /** Takes a place out of the plan. */
    data class RemovePlace(val place: String) : OutageAction

    /** Tells the hotline: saves the plan. */
    data object Announce : OutageAction

    /** New times, or other places: a new notice. */
    data object Change : OutageAction

    /** The notice hangs at this place: takes its photo, and saves. */
    data class Hung(val place: String) : OutageAction

    /** Shows the notice's words in a language. */
    data class ShowNotice(val lang: Lang) : OutageAction

    /** Hands the notice to another app. */
    data class Share(val words: String) : OutageAction

    /** Back to what was before the plan's change, or the notice. */
    data object Close : OutageAction
}
