package curbstop.app.outage

import curbstop.Clock
import curbstop.ClockKind
import curbstop.OrderCard
import curbstop.OutagePlan
import curbstop.app.Draft
import curbstop.app.Said
import curbstop.app.said
import java.time.Duration
import java.time.Instant

/** One tap moves a time by so much; times of an outage are said by the half hour. */
val OUTAGE_STEP: Duration = Duration.ofMinutes(30)

/** What is offered before anybody has moved it. */
private val OFFERED_STOP_IN: Duration = Duration.ofMinutes(30)
private val OFFERED_LENGTH: Duration = Duration.ofHours(4)

/** The plan of an outage while it is filled in, over rotation and process death. */
internal class OutageForm(private val draft: Draft) {
    /** Begins with what is announced already; without an announcement with the next half hours. */
    fun begin(card: OrderCard, now: Instant) {
        if (draft[STOP].isNotEmpty()) return
        val stop = halfHourAfter(now.plus(OFFERED_STOP_IN))
        val restore = earlier(stop.plus(OFFERED_LENGTH), limit(card))
        fill(card.outage?.plan ?: OutagePlan(card.address, cause = "", stop, restore))
    }

    /** Fills it with a plan. */
    fun fill(plan: OutagePlan) {
        draft[SCOPE] = plan.scope
        draft[CAUSE] = plan.cause
        draft[STOP] = plan.stopAt.toString()
        draft[RESTORE] = plan.restoreAt.toString()
        draft.list(PLACES, plan.places)
    }

    /** As the screen shows it. */
    fun shown(card: OrderCard, now: Instant): PlanForm {
        val limit = limit(card)
        return PlanForm(
            scope = draft[SCOPE],
            cause = draft[CAUSE],
            stop = pick(time(STOP), now),
            restore = pick(time(RESTORE), now),
            limit = limit?.let { said("app.outage.limit", "limit" to it) },
            beyondLimit = limit?.takeIf { time(RESTORE) > it }?.let {
                said(
                    "follow_up.restore_beyond_limit",
                    "limit" to it,
                )
            },
            places = draft.list(PLACES),
            place = draft[PLACE],
        )
    }

    /** What is missing still. */
    fun missing(): Said? = when {
        draft[SCOPE].isBlank() -> said("app.outage.missing_scope")
        draft[CAUSE].isBlank() -> said("app.outage.missing_cause")
        time(RESTORE) <= time(STOP) -> said("app.outage.restore_before_stop")
        else -> null
    }

    /** The plan as it is announced; a place that is typed and not added yet counts. */
    fun plan(): OutagePlan {
        addPlace()
        return OutagePlan(draft[SCOPE].trim(), draft[CAUSE].trim(), time(STOP), time(RESTORE), draft.list(PLACES))
    }

    /** Moves a time; the restore time stays behind the stop time. */
    fun move(time: OutageTime, steps: Int) {
        val field = if (time == OutageTime.STOP) STOP else RESTORE
        draft[field] = time(field).plus(OUTAGE_STEP.multipliedBy(steps.toLong())).toString()
        if (time == OutageTime.STOP &&
            time(RESTORE) <= time(STOP)
        ) {
            draft[RESTORE] = time(STOP).plus(OUTAGE_STEP).toString()
        }
    }

    fun scope(text: String) {
        draft[SCOPE] = text
    }

    fun cause(text: String) {
        draft[CAUSE] = text
    }

    fun place(text: String) {
        draft[PLACE] = text
    }

    /** Adds what is typed; several at once where they stand apart by a comma or a line. */
    fun addPlace() {
        val typed = draft[PLACE].split(',', '，', '、', ';', '；', '\n').map(String::trim).filter(String::isNotEmpty)
        draft.list(PLACES, (draft.list(PLACES) + typed).distinct())
        draft[PLACE] = ""
    }

    fun removePlace(place: String) = draft.list(PLACES, draft.list(PLACES) - place)

    private fun time(field: String): Instant = Instant.parse(draft[field])

    private fun pick(at: Instant, now: Instant): TimePick {
        val ahead = Duration.between(now, at)
        val words = if (ahead.isNegative) {
            said("app.outage.past", "time" to ahead.abs())
        } else {
            said(
                "app.outage.ahead",
                "time" to ahead,
            )
        }
        return TimePick(Said.Moment(at), words)
    }

    private companion object {
        const val SCOPE = "scope"
        const val CAUSE = "cause"
        const val STOP = "stop"
        const val RESTORE = "restore"
        const val PLACES = "places"
        const val PLACE = "place"
    }
}

/** OUTAGE (3.3.4): no announced time lies beyond the order's own limit. */
private fun limit(card: OrderCard): Instant? = card.clocks.find { it.kind == ClockKind.REPAIR }?.let(Clock::due)

private fun halfHourAfter(at: Instant): Instant {
    val step = OUTAGE_STEP.toMillis()
    return Instant.ofEpochMilli((at.toEpochMilli() + step - 1) / step * step)
}

private fun earlier(at: Instant, limit: Instant?): Instant {
    val step = OUTAGE_STEP.toMillis()
    return if (limit == null || at <= limit) at else Instant.ofEpochMilli(limit.toEpochMilli() / step * step)
}
