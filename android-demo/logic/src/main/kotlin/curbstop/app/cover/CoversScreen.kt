package curbstop.app.cover

import curbstop.app.Said
import curbstop.app.clocks.ClockLine

/** What the list of covers shows. */
data class CoversScreen(
    val list: CoverList = CoverList.UNSAFE,
    /** Covers that are not sound, the most pressing first; `null`: not read yet. */
    val unsafe: List<CoverRow>? = null,
    val due: List<CoverRow>? = null,
    /** How many are due; more than are listed. */
    val dueCount: Long = 0,
    val near: Near = Near.NotAsked,
    /** What is typed of a cover's code. */
    val code: String = "",
    /** The code is of no cover on this phone. */
    val unknownCode: Said? = null,
)

/** Which covers are listed. */
enum class CoverList {
    /** Not sound, and not replaced yet. */
    UNSAFE,

    /** Around a position that was taken once. */
    NEAR,

    /** To be seen again. */
    DUE,
}

/** The covers around the worker. The list never picks one by itself: real covers lie a few steps apart. */
sealed interface Near {
    /** No position was taken yet. */
    data object NotAsked : Near

    /** The phone looks for its position. */
    data object Asking : Near

    /** It has none: pick by code. */
    data object NoPosition : Near

    /** Nearest first. */
    data class Found(val accuracy: Said, val covers: List<CoverRow>) : Near
}

/** A cover in a list. */
data class CoverRow(
    val cover: String,
    /** What people call the place; the code where they call it nothing. */
    val place: Said,
    /** Kind and code. */
    val what: Said,
    val distance: Said?,
    /** What is wrong, or when it is to be seen again. */
    val state: Said,
    val clock: ClockLine?,
    val unsafe: Boolean,
)

/** What somebody does in the list. */
sealed interface CoversAction {
    /** Another list. */
    data class Choose(val list: CoverList) : CoversAction

    /** Takes one position, and lists what lies around it. */
    data object Locate : CoversAction

    /** A code is typed. */
    data class Code(val text: String) : CoversAction

    /** Opens the cover with the typed code. */
    data object OpenCode : CoversAction

    /** Scans the code on a cover. */
    data object Scan : CoversAction

    /** Opens a cover of the list. */
    data class Open(val cover: String) : CoversAction
}
