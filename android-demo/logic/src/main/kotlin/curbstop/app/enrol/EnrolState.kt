package curbstop.app.enrol

import curbstop.app.Mark
import curbstop.app.Said

/** What the enrolment shows. */
data class EnrolState(
    /** What was pasted or scanned. */
    val payload: String = "",
    /** Whom the phone will talk to, once the payload is understood. */
    val server: EnrolServer? = null,
    /** The payload is not understood, in words. */
    val unclear: Said? = null,
    /** The server is being asked: the only thing that waits for the network, and it says so. */
    val isAsking: Boolean = false,
    /** The phone has an identity already: enrolling gives it another one. */
    val isEnrolled: Boolean = false,
    /** Something was found when the phone was opened: data set aside, work carried over. */
    val notice: Mark? = null,
)

/** The server that a payload names. */
data class EnrolServer(val address: String, val isPinned: Boolean)

/** What can be done there. */
sealed interface EnrolAction {
    data class Paste(val text: String) : EnrolAction

    data object Scan : EnrolAction

    /** Talks to the server that is shown. */
    data object Enrol : EnrolAction

    /** Another payload. */
    data object Again : EnrolAction
}
