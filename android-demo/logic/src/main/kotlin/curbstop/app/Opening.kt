package curbstop.app

import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.app.background.ticks
import curbstop.app.outside.takeUp
import kotlinx.coroutines.CoroutineScope

/** How far the app is when it is opened. */
sealed interface Opening {
    /** The phone's store is opened: a blink of an eye. */
    data object Waiting : Opening

    /** It would not open. What is saved stays where it is. */
    data class Refused(val why: Said) : Opening

    /** It is open. */
    data class Open(val app: App) : Opening
}

/** Opens the app at its place, or says why not. */
suspend fun opening(phone: suspend () -> PhoneInterface, host: Host, keep: Keep, scope: CoroutineScope): Opening = try {
    Opening.Open(
        App(phone(), host, keep, scope, ticks).apply {
            start()
            takeUp()
        },
    )
} catch (refused: PhoneException) {
    Opening.Refused(refused.said())
}

/** One step back; `false` where the platform leaves the app. */
fun Opening.back(): Boolean = this is Opening.Open && app.back()
