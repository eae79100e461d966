package curbstop.app.delivery

import curbstop.app.Said

/** What is saved here and what is delivered. */
sealed interface DeliveryScreen {
    /** Not read from the phone yet. */
    data object Loading : DeliveryScreen

    /** How it stands. */
    data class Shown(
        val today: Said,
        /** What waits here; `null`: everything is delivered. */
        val waiting: Said?,
        /** When the server answered last. */
        val heard: Said,
        val link: LinkLine,
        val photos: Said?,
        /** Entries that the server could not apply. */
        val refused: Said?,
        /** A sync is under way. */
        val syncing: Boolean = false,
        /** What the last sync did. */
        val done: Said? = null,
    ) : DeliveryScreen
}

/** Whether and when the server is asked again. */
sealed interface LinkLine {
    val words: Said

    /** At any time. */
    data class Ready(override val words: Said) : LinkLine

    /** Not before a while has passed; with what went wrong. */
    data class Waiting(override val words: Said, val why: Said) : LinkLine

    /** The server does not let this phone in: a new code is needed. */
    data class Paused(override val words: Said, val why: Said) : LinkLine
}

/** What somebody does. */
sealed interface DeliveryAction {
    /** Asks the server now. */
    data object SyncNow : DeliveryAction

    /** Stops asking: what is saved stays saved. */
    data object Stop : DeliveryAction

    /** The entries that the server could not apply. */
    data object OpenRefused : DeliveryAction

    /** Types or scans a new code. */
    data object EnrolAnew : DeliveryAction
}
