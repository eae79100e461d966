package curbstop.app

/** How far the app is when it is opened. */
sealed interface Opening {
    /** The phone's store is opened: a blink of an eye. */
    data object Waiting : Opening

    /** It would not open. What is saved stays where it is. */
    data class Refused(val why: Said) : Opening

    /** It is open. */
    data class Open(val app: App) : Opening
}
