package curbstop.app.route

import curbstop.app.Said
import curbstop.app.Tone

/** What the map of a route shows: dots, without foreign tiles. */
sealed interface MapState {
    /** It is being looked up. */
    data object Looking : MapState

    /** The dots. */
    data class Open(
        val name: String,
        val dots: List<Dot>,
        /** Where the worker is, where they asked for it. */
        val own: Own?,
        /** How many meters have no position in the books. */
        val withoutPosition: Int,
        /** The dot that was tapped. */
        val chosen: Dot?,
    ) : MapState
}

/** A meter on the map. Its [shape] says what its colour says. */
data class Dot(
    val point: String,
    val seq: Int,
    val lat: Double,
    val lon: Double,
    val shape: Shape,
    val title: Said,
    val state: Said,
)

/** What a dot looks like, by how its meter stands. */
enum class Shape(val tone: Tone) {
    /** A filled circle: to be read. */
    TO_READ(Tone.ASKS),

    /** A triangle: late. */
    LATE(Tone.LATE),

    /** A ring with a tick: done. */
    DONE(Tone.DONE),

    /** A square: waits for somebody else. */
    WAITS(Tone.NOTE),
}

/** The worker's own position. */
data class Own(val lat: Double, val lon: Double, val accuracyM: Int)

/** What can be done there. */
sealed interface MapAction {
    /** A dot was tapped, or the ground beside. */
    data class Choose(val point: String?) : MapAction

    /** Opens the chosen meter. */
    data object Open : MapAction

    /** Asks where the worker is, once. */
    data object Locate : MapAction
}
