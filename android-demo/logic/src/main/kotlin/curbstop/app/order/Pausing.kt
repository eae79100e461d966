package curbstop.app.order

import curbstop.OrderCard
import curbstop.Pause
import curbstop.PauseCause
import curbstop.PauseStanding
import curbstop.RepairPaused
import curbstop.app.Draft
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.photos.Taken
import curbstop.app.plain
import curbstop.app.said

/** 暂停 while it is being filled in (3.3.3): a listed outside cause, and words where the cause says nothing. */
internal class Pausing(private val draft: Draft) {
    private var causes: List<PauseCause> = emptyList()

    /** Offers the causes that the rulebook lists. */
    fun offer(card: OrderCard) {
        causes = card.pauseCauses
    }

    /** As the screen shows it. */
    fun asked(taken: Taken) = OrderAsk.Pause(
        causes = causes.map { CauseChoice(it, it.said()) },
        chosen = chosen(),
        note = draft[Repair.NOTE],
        photos = taken.shown(draft.list(Repair.PHOTOS)),
        missing = missing(),
    )

    /** As it is saved; nothing while something is missing. */
    fun finished(): RepairPaused? {
        val chosen = chosen()?.takeIf { missing() == null } ?: return null
        return RepairPaused(chosen, draft[Repair.NOTE].trim(), draft.list(Repair.PHOTOS))
    }

    private fun chosen(): PauseCause? = causes.find { it.name == draft[CAUSE] }

    private fun missing(): Said? = when (chosen()) {
        null -> said("app.pause.choose_cause")
        PauseCause.OTHER -> said("app.pause.say_cause").takeIf { draft[Repair.NOTE].isBlank() }
        else -> null
    }

    companion object {
        const val CAUSE = "pause_cause"
    }
}

/** The pauses in words, the newest first. */
internal fun pauseLines(pauses: List<Pause>): List<PauseLine> = pauses.asReversed().map { pause ->
    val until = pause.until
    PauseLine(
        cause = pause.cause.said(),
        times = if (until == null) {
            said("app.pause.since", "from" to pause.from.at)
        } else {
            said("app.pause.between", "from" to pause.from.at, "until" to until.at)
        },
        standing = pause.standing.said(),
        tone = pause.standing.tone(),
        words = listOfNotNull(
            pause.note.ifBlank { null }?.let(::plain),
            pause.standing.reason()?.let { said("app.pause.reason", "reason" to it) },
        ),
    )
}

/** The cause's words. */
private fun PauseCause.said(): Said = said("pause_cause.${name.lowercase()}")

private fun PauseStanding.said(): Said = when (this) {
    is PauseStanding.Waiting -> said("app.pause.waiting")
    is PauseStanding.Approved -> said("pause.approved")
    is PauseStanding.Refused -> said("app.pause.refused")
}

private fun PauseStanding.tone(): Tone = when (this) {
    is PauseStanding.Waiting -> Tone.ASKS
    is PauseStanding.Approved -> Tone.DONE
    is PauseStanding.Refused -> Tone.LATE
}

private fun PauseStanding.reason(): String? = when (this) {
    is PauseStanding.Waiting -> null
    is PauseStanding.Approved -> reason
    is PauseStanding.Refused -> reason
}
