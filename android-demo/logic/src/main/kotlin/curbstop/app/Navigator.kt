package curbstop.app

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** The way that led to the place where the app is, kept over rotation and process death. */
class Navigator(private val keep: Keep, first: Place) {
    private val way = MutableStateFlow(restored() ?: listOf(first))

    /** The way, from the first place to the present one; never empty. */
    val places: StateFlow<List<Place>> = way.asStateFlow()

    /** Where the app is. */
    val here: Place get() = way.value.last()

    /** Goes on to a place; one that is open already is gone back to. */
    fun open(place: Place) = go(way.value.takeWhile { it != place } + place)

    /** Another place instead of this one: the next meter after a saved reading. */
    fun replace(place: Place) = go(way.value.dropLast(1).takeWhile { it != place } + place)

    /** Done with something: all its places leave the way, and the next one opens where there is one. */
    fun finish(done: (Place) -> Boolean, next: Place?) {
        val rest = way.value.filterNot(done).takeWhile { it != next } + listOfNotNull(next)
        go(rest.ifEmpty { listOf(Place.Today) })
    }

    /** Begins anew: after signing in or out. */
    fun restart(place: Place) = go(listOf(place))

    /** One place back; `false` at the first one, where the platform leaves the app. */
    fun back(): Boolean {
        if (way.value.size == 1) return false
        go(way.value.dropLast(1))
        return true
    }

    private fun go(places: List<Place>) {
        way.value = places
        keep[KEPT] = places.joinToString("\n") { it.written() }
    }

    private fun restored(): List<Place>? = keep[KEPT]?.lines()?.mapNotNull(Place::parse)?.takeIf { it.isNotEmpty() }

    private companion object {
        const val KEPT = "places"
    }
}
