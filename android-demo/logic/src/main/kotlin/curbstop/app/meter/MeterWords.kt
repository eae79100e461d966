package curbstop.app.meter

import curbstop.EstimateEffect
import curbstop.EstimateOutlook
import curbstop.MeterCard
import curbstop.ReadingStage
import curbstop.ReadingTask
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.volume

/** The top of every page about the meter. */
fun MeterCard.head() = MeterHead(point, address, customer, customerNo, seq.toInt(), meter.serial, note)

/** How this month's reading stands: its stage, and the task where somebody is to go there. */
fun monthMarks(stage: ReadingStage, task: ReadingTask): List<Mark> = listOfNotNull(
    Mark(stage.said(), stage.tone(task)),
    task.said()?.let { Mark(it, if (task is ReadingTask.Overdue) Tone.LATE else Tone.NOTE) },
)

/** The same in one mark, for a list; an overdue meter says that it is. */
fun monthMark(stage: ReadingStage, task: ReadingTask): Mark =
    monthMarks(stage, task).let { if (task is ReadingTask.Overdue) it.last() else it.first() }

/** The stage in words. */
fun ReadingStage.said(): Said = said("reading_stage.${name.lowercase()}")

/** What the stage means to the worker who has this task. */
fun ReadingStage.tone(task: ReadingTask): Tone = when (task) {
    is ReadingTask.Overdue -> Tone.LATE
    is ReadingTask.Due, is ReadingTask.Upcoming -> Tone.ASKS
    is ReadingTask.Waiting -> Tone.NOTE
    is ReadingTask.Done -> Tone.DONE
}

/** Whether somebody has to go there. */
val ReadingTask.isToRead: Boolean
    get() = this is ReadingTask.Upcoming || this is ReadingTask.Due || this is ReadingTask.Overdue

/** The task in words; nothing where the stage says it all. */
private fun ReadingTask.said(): Said? = when (this) {
    is ReadingTask.Upcoming -> said("reading_task.upcoming", "from" to from)
    is ReadingTask.Due -> said("reading_task.due", "until" to until)
    is ReadingTask.Overdue -> said("reading_task.overdue", "since" to since)
    is ReadingTask.Waiting -> said("reading_task.waiting")
    is ReadingTask.Done -> null
}

/**
 * What an estimate would mean, before it is made: "estimated once in a row; one more is possible", then that it
 * escalates.
 */
fun EstimateOutlook.mark(): Mark {
    val (before, left) = nth.toInt() - 1 to limit.toInt() - nth.toInt() + 1
    val row = said("app.estimate.row.${counted(before)}", "count" to before)
    return when (effect) {
        EstimateEffect.ALLOWED -> Mark(Said.Many(listOf(row, left(left))), Tone.NOTE)
        EstimateEffect.LAST_ALLOWED -> Mark(Said.Many(listOf(row, left(left))), Tone.ASKS)
        EstimateEffect.ESCALATES ->
            Mark(Said.Many(listOf(row, said("estimate_effect.escalates", "nth" to nth, "limit" to limit))), Tone.LATE)
    }
}

private fun left(count: Int): Said = said("app.estimate.left.${counted(count)}", "count" to count)

/** How a language may tell numbers apart. */
private fun counted(count: Int): String = when (count) {
    0 -> "none"
    1 -> "one"
    else -> "many"
}

/** What else is to be known before an estimate: an old last reading, a pit that nobody has tidied. */
fun EstimateOutlook.warnings(): List<Mark> = listOfNotNull(
    daysSinceActual?.let { Mark(said("estimate_warning.days_since_actual", "days" to it), Tone.ASKS) },
    openTidy?.let { Mark(said("estimate_warning.open_tidy", "due" to it.due), Tone.LATE) },
)

/** The last stand that somebody read, and when. */
fun MeterCard.previous(): Said = lastActual?.let { plain(volume(it.value)) } ?: said("app.entry.never_read")

/** This month was read already: what is typed now is a correction. */
val MeterCard.isReadThisMonth: Boolean
    get() = when (reading.stage) {
        ReadingStage.ACTUAL, ReadingStage.RELEASED, ReadingStage.IN_REVIEW -> true
        else -> false
    }
