package curbstop.app.search

import curbstop.app.Line
import curbstop.app.Place
import curbstop.app.Said

/** What the search shows. */
data class SearchState(
    val text: String = "",
    val found: List<Line> = emptyList(),
    /** Said where nothing is listed: what can be searched, or that nothing was found. */
    val hint: Said,
)

/** What can be done there. */
sealed interface SearchAction {
    data class Write(val text: String) : SearchAction

    /** Scans a meter's or a cover's code. */
    data object Scan : SearchAction

    data class Open(val place: Place) : SearchAction
}
