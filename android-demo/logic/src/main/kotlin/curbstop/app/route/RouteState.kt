package curbstop.app.route

import curbstop.app.JustSaved
import curbstop.app.Line
import curbstop.app.Place
import curbstop.app.Said

/** What the list of a route shows. */
sealed interface RouteState {
    /** It is being looked up. */
    data object Looking : RouteState

    /** The meters in the order of the walk. */
    data class Open(
        val name: String,
        /** "28 of 40 are done". */
        val progress: Said,
        val filter: Filter,
        /** How many are to be read, and how many there are. */
        val counts: Map<Filter, Int>,
        val lines: List<Line>,
        val next: Place?,
        val map: Place,
        val saved: JustSaved?,
    ) : RouteState
}

/** Which meters are listed. */
enum class Filter { TO_READ, ALL }

/** What can be done there. */
sealed interface RouteAction {
    data class Show(val filter: Filter) : RouteAction

    data class Open(val place: Place) : RouteAction
}
