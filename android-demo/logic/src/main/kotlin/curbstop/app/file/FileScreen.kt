package curbstop.app.file

import curbstop.app.Said

/** The worker's own file, and the answer that they may be writing. */
data class FileScreen(
    /** The newest event first; `null`: not read yet. */
    val entries: List<FileLine>? = null,
    /** The case that is being answered. */
    val answering: String? = null,
    /** What is typed of the answer. */
    val text: String = "",
    /** What was saved last. */
    val saved: Said? = null,
)

/** A case in the file. */
data class FileLine(
    val case: String,
    val clause: Said,
    val stage: Said,
    val about: Said,
    val summary: Said,
    val isReward: Boolean,
    val isOffPost: Boolean,
    val isDecided: Boolean,
    /** Evidence, what was found out and concluded, own answers, what is proposed or decided: in that order. */
    val lines: List<Said>,
)

/** What somebody does in their file. */
sealed interface FileAction {
    /** Begins an answer. */
    data class Answer(val case: String) : FileAction

    /** Types. */
    data class Write(val text: String) : FileAction

    /** Saves what is typed. */
    data object Send : FileAction
}
