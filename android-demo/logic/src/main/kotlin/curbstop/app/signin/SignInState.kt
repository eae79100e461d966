package curbstop.app.signin

import curbstop.app.Key
import curbstop.app.Mark
import curbstop.app.Said

/** What the sign-in shows. */
sealed interface SignInState {
    /** The people whose work this phone carries. */
    data class Who(val people: List<PersonLine>, val isSyncing: Boolean = false) : SignInState

    /** The PIN of one of them. */
    data class Pin(
        val person: PersonLine,
        val step: PinStep,
        /** How many digits are typed; they are not shown. */
        val typed: Int,
        /** Why the last one did not do. */
        val wrong: Said?,
        /** Locked for a while: the wait in words. */
        val locked: Said?,
        val isAsking: Boolean,
    ) : SignInState
}

/** The shortest PIN. */
const val PIN_DIGITS_MIN = 4

/** The longest PIN. */
const val PIN_DIGITS_MAX = 8

/** Somebody whose work this phone carries. */
data class PersonLine(val id: String, val name: String, val detail: Said?, val mark: Mark?)

/** Which PIN is typed. */
enum class PinStep { ENTER, CHOOSE, CHOOSE_AGAIN }

/** What can be done there. */
sealed interface SignInAction {
    data class Choose(val person: String) : SignInAction

    data class Press(val key: Key) : SignInAction

    data object Next : SignInAction

    /** Asks the server for the people. */
    data object Sync : SignInAction

    /** Enrols the phone anew: a PIN was forgotten. */
    data object Enrol : SignInAction
}
