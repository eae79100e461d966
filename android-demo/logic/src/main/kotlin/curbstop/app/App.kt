package curbstop.app

import curbstop.PhoneInterface
import curbstop.app.refused.Anew
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.job

/**
 * The app between its screens: the phone, what the platform lends, where the worker is, and one holder for each place
 * on
 * the way there. Outlives rotation; what has to outlive the process lies in [keep].
 *
 * [scope] is the main thread's; [ticks] come once a while, so that clocks in words go on.
 */
class App(val phone: PhoneInterface, val host: Host, val keep: Keep, val scope: CoroutineScope, ticks: Flow<Unit>) {
    /** The way through the app. */
    val navigator = Navigator(keep, Place.Today)

    /** How the worker wants the app to be. */
    val settings = SettingsKept(host.preferences)

    /** What is entered anew for a refused entry. */
    val anew = Anew(phone, keep)

    /** Something on the screen may be old: the phone's work changed, or time passed. */
    val news: Flow<Unit> = merge(changes(phone), ticks)

    private val holders = mutableMapOf<Place, Held>()
    private val justSaved = MutableStateFlow<JustSaved?>(null)

    /** What was saved last, for the next screen to say. */
    val saved: StateFlow<JustSaved?> = justSaved.asStateFlow()

    /**
     * Begins at the right place: enrolled or not, signed in or not, or where the worker was before the process died.
     */
    suspend fun start() {
        val status = phone.status()
        val gate = when {
            status.device == null -> Place.Enrol
            status.worker == null -> Place.SignIn
            else -> null
        }
        val first = navigator.places.value.first()
        if (gate != null && gate != first) navigator.restart(gate)
        if (gate == null && (first == Place.Enrol || first == Place.SignIn)) navigator.restart(Place.Today)
    }

    /** The holder of a place: made at the first visit, kept as long as the place is on the way. */
    @Suppress("UNCHECKED_CAST")
    fun <H : Holder<*, *>> holder(place: Place, make: (CoroutineScope) -> H): H {
        forgetLeft()
        return holders.getOrPut(place) { held(make) }.holder as H
    }

    /**
     * Goes back: out of an open question first, then to the place before; `false` where the platform leaves the app.
     */
    fun back(): Boolean = holders[navigator.here]?.holder?.back() == true || navigator.back()

    /** What is shown is read anew: its form was filled in from elsewhere. */
    fun refresh() {
        holders[navigator.here]?.holder?.refresh()
    }

    /** Something is durably saved, and the worker is told on the next screen. */
    fun tellSaved(saved: JustSaved?) {
        justSaved.value = saved
    }

    private fun held(make: (CoroutineScope) -> Holder<*, *>): Held {
        val own = CoroutineScope(scope.coroutineContext + SupervisorJob(scope.coroutineContext.job))
        return Held(make(own), own)
    }

    private fun forgetLeft() {
        val onTheWay = navigator.places.value.toSet()
        val left = holders.filterKeys { it !in onTheWay }
        for ((place, held) in left) {
            held.scope.cancel()
            holders.remove(place)
        }
    }

    private class Held(val holder: Holder<*, *>, val scope: CoroutineScope)
}

/** What was saved last: said on the next screen; [correct] leads back to where it can be entered again. */
data class JustSaved(val what: Said, val correct: Place? = null)
