package curbstop.app.meter

import curbstop.app.Mark
import curbstop.app.Said

/** What the card of a meter shows. */
sealed interface MeterState {
    /** It is being looked up. */
    data object Looking : MeterState

    /** All that is known. */
    data class Open(
        val head: MeterHead,
        /** How this month stands. */
        val marks: List<Mark>,
        /** What must be known before the lid is opened: dog, deep pit, an open tidy task. */
        val warnings: List<Mark>,
        /** The register, the meter, the customer: name and value. */
        val facts: List<Named>,
        /** What is expected. */
        val expected: Said,
        /** What an estimate would mean, before it is made. */
        val outlook: Mark,
        /** Use by month, newest first. */
        val history: List<MonthBar>,
        /** The pit that the meter lies in. */
        val pit: String?,
        /** Whether it is to be read now. */
        val isToRead: Boolean,
        /** The worker opened the list of what else can be done here. */
        val isMoreOpen: Boolean,
    ) : MeterState
}

/** A name and what it is. */
data class Named(val name: Said, val value: Said)

/** The use of one month: words, over how many days, and how long its bar is against the longest, from 0 to 1. */
data class MonthBar(val month: Said, val use: Said, val share: Float, val days: Said)

/** What can be done on the card of a meter. */
enum class MeterAction { READ, ESTIMATE, NO_READ, EXCHANGE, PIT, PHOTOS, CLOSE_MORE, OPEN_MORE }
