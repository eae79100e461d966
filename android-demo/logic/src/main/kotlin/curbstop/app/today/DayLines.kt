package curbstop.app.today

import curbstop.EscalationToday
import curbstop.JobCard
import curbstop.OrderCard
import curbstop.PhoneTime
import curbstop.RouteToday
import curbstop.TidyToday
import curbstop.Today
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.clocks.ClockLine
import curbstop.app.clocks.Urgency
import curbstop.app.clocks.clockLines
import curbstop.app.clocks.line
import curbstop.app.escalations.said
import curbstop.app.job.kindSaid
import curbstop.app.job.progress
import curbstop.app.job.provisional
import curbstop.app.job.stageSaid
import curbstop.app.plain
import curbstop.app.said

/** The day's work as lines, what is late apart from the rest. */
class DayLines(private val today: Today, private val time: PhoneTime) {
    private val ordersByHaste = today.orders.map { it to running(it) }.sortedWith(byHaste)
    private val lateOrders = ordersByHaste.filter { (_, clocks) -> clocks.any { it.urgency <= Urgency.SOON } }
    private val lateTidy = today.tidy.filter { it.task.due < time.now }

    /** What is late, or about to be; each stands here and not among the rest. */
    val late: List<Line> = lateOrders.map { (order, clocks) -> line(order, clocks) } + lateTidy.map(::line)

    /** The orders that have time. */
    val orders: List<Line> = (ordersByHaste - lateOrders.toSet()).map { (order, clocks) -> line(order, clocks) }

    /** Connections and conversions, in the order of the phone: the nearest working day first. */
    val jobs: List<Line> = today.jobs.map(::line)

    /** The routes. */
    val routes: List<Line> = today.routes.map(::line)

    /** The pits to be tidied that have time. */
    val tidy: List<Line> = (today.tidy - lateTidy.toSet()).map(::line)

    /** What went to the supervisor, the answered ones first. */
    val escalations: List<Line> = today.escalations.sortedBy { it.escalation.decision == null }.map(::line)

    /** The covers in one line; nothing where the phone holds none. */
    val covers: Line? = if (today.coversCount == 0UL) null else coversLine()

    /** What is next: an order whose clock runs, then the walk, then a pit. [address] tells where a meter is. */
    suspend fun next(address: suspend (String) -> String): Line? {
        ordersByHaste.firstOrNull { (_, clocks) ->
            clocks.isNotEmpty()
        }?.let { (order, clocks) -> return line(order, clocks) }
        for (route in today.routes) {
            val point = route.next ?: continue
            val detail = said("app.today.next_meter", "route" to route.name, "count" to route.toRead)
            return Line(plain(address(point)), Place.Entry(point), detail)
        }
        return (late + tidy + orders + jobs).firstOrNull()
    }

    private fun running(order: OrderCard): List<ClockLine> = clockLines(order.clocks).filter { it.urgency.runs }

    private fun line(order: OrderCard, clocks: List<ClockLine>) = Line(
        title = plain(order.summary.ifBlank { order.address }),
        place = Place.Order(order.id),
        detail = plain(order.address).takeIf { order.summary.isNotBlank() },
        marks = listOf(Mark(said("stage.${order.stage.name.lowercase()}"), Tone.PLAIN)) +
            clocks.map { Mark(it.words, it.urgency.tone, isClock = true) },
    )

    private fun line(job: JobCard): Line {
        val runs = job.clock?.line()?.takeIf { it.urgency.runs }
        val marks = listOfNotNull(
            Mark(job.stageSaid(), Tone.PLAIN),
            runs?.let { Mark(it.words, it.urgency.tone, isClock = true) },
            job.provisional()?.let { Mark(said("app.job.is_provisional"), Tone.ASKS) },
            job.progress()?.let { Mark(it, Tone.NOTE) },
        )
        return Line(plain(job.address), Place.Job(job.id), job.kindSaid(), marks)
    }

    private fun line(route: RouteToday): Line {
        val done = route.meters - route.toRead
        val mark = if (route.toRead == 0u) {
            Mark(said("reading_task.done"), Tone.DONE)
        } else {
            Mark(said("app.today.window", "from" to route.fromDay, "to" to route.toDay), Tone.NOTE)
        }
        val progress = said("app.route.progress", "done" to done, "meters" to route.meters)
        return Line(plain(route.name), Place.Route(route.id), progress, listOf(mark))
    }

    private fun line(tidy: TidyToday): Line {
        val isLate = tidy.task.due < time.now
        val words = said("clock.due", "time" to tidy.task.due)
        return Line(
            title = plain(tidy.place.ifBlank { tidy.pit }),
            place = Place.Pit(tidy.pit),
            detail = said("estimate_reason.${tidy.task.reason.name.lowercase()}"),
            marks = listOf(Mark(words, if (isLate) Tone.LATE else Tone.ASKS, isClock = true)),
        )
    }

    private fun line(escalated: EscalationToday): Line {
        val decision = escalated.escalation.decision
        val mark = if (decision == null) {
            Mark(said("reading_task.waiting"), Tone.NOTE)
        } else {
            Mark(said("app.today.answer", "answer" to decision.said()), Tone.ASKS)
        }
        val reason = escalated.escalation.reason.ifBlank { null }?.let(::plain)
        return Line(plain(escalated.address), Place.Meter(escalated.point), reason, listOf(mark))
    }

    private fun coversLine(): Line {
        val unsafe = today.coversNotSound.size
        val marks = listOfNotNull(
            Mark(said("app.today.covers_unsafe", "count" to unsafe), Tone.LATE).takeIf { unsafe > 0 },
            Mark(said("app.today.covers_due", "count" to today.coversDueCount), Tone.NOTE).takeIf {
                today.coversDueCount >
                    0UL
            },
        )
        return Line(
            said("app.today.covers_near"),
            Place.Covers,
            said(
                "app.today.covers_held",
                "count" to today.coversCount,
            ),
            marks,
        )
    }

    private companion object {
        /** The order whose clock runs out first; one without a clock comes last. */
        val byHaste = compareBy<Pair<OrderCard, List<ClockLine>>> { (_, clocks) ->
            clocks.firstOrNull()?.urgency
                ?: Urgency.DONE
        }
    }
}
