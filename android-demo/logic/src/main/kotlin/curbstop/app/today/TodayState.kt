package curbstop.app.today

import curbstop.app.JustSaved
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Said

/** What the first screen of the day shows. */
sealed interface TodayState {
    /** The day is being looked up. */
    data object Looking : TodayState

    /** The day's work. */
    data class Open(
        val worker: Said,
        /** What is next: the one big button. Nothing: all is done. */
        val next: Line?,
        /** What is late, or about to be; the most urgent first. */
        val late: List<Line>,
        /** What is saved here and not delivered, in words. */
        val delivery: Mark,
        /** The time is doubtful: why, in words. */
        val time: Mark?,
        val refused: Line?,
        val routes: List<Line>,
        val orders: List<Line>,
        val jobs: List<Line>,
        val covers: Line?,
        val tidy: List<Line>,
        val escalations: List<Line>,
        val saved: JustSaved?,
        val isMoreOpen: Boolean,
        /** The worker asked to sign out, and something is not delivered: it stays, and goes later. */
        val leaving: Said?,
    ) : TodayState {
        /** There is nothing to do at all. */
        val isEmpty: Boolean get() = listOf(routes, orders, jobs, tidy).all { it.isEmpty() } && covers == null
    }
}

/** What can be done there. */
sealed interface TodayAction {
    data class Open(val place: Place) : TodayAction

    data class More(val open: Boolean) : TodayAction

    /** Asks the server now. */
    data object Sync : TodayAction

    data object SignOut : TodayAction

    /** The answer to whether to sign out. */
    data class Leave(val yes: Boolean) : TodayAction
}
