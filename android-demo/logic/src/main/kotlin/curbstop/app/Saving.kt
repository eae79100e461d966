package curbstop.app

import curbstop.Fix
import curbstop.FollowUp
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Duration

/** A position that takes longer is left out: saving never waits for satellites. */
private val POSITION_WITHIN = Duration.ofMillis(1_500)

/** Where the phone is now, if it can say at once. Asked only when something is saved. */
suspend fun Host.positionAtOnce(): Fix? = withTimeoutOrNull(POSITION_WITHIN.toMillis()) { position() }

/**
 * Saves with the position, and what belongs to it: also where the worker leaves the screen meanwhile, because they
 * tapped it.
 */
suspend fun <T> Host.saving(save: suspend (Fix?) -> T): T = withContext(NonCancellable) { save(positionAtOnce()) }

/** What was saved, and what follows from it, in one line. */
fun savedWords(what: Said, followUps: List<FollowUp>): Said = Said.Many(listOf(what) + followUps.map { it.said() })

/**
 * On to the next meter of the walk; at its end back to where the walk began. Whoever has gone elsewhere stays there.
 */
suspend fun App.goOnAfter(point: String) {
    val next = phone.nextMeter(point)
    if (navigator.here.isAbout(point)) navigator.finish({ it.isAbout(point) }, next?.let(Place::Entry))
}

private fun Place.isAbout(point: String): Boolean = when (this) {
    is Place.Meter -> this.point == point
    is Place.Entry -> this.point == point
    is Place.Estimate -> this.point == point
    is Place.NoRead -> this.point == point
    is Place.Exchange -> this.point == point
    else -> false
}
