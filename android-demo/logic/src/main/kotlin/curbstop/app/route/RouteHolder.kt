package curbstop.app.route

import curbstop.MeterLine
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.meter.isToRead
import curbstop.app.meter.monthMark
import curbstop.app.plain
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** The list of a route: the walk in its order, and how each meter stands. */
class RouteHolder(private val app: App, private val route: String, scope: CoroutineScope) :
    Holder<RouteState, RouteAction>(RouteState.Looking, scope) {
    private val phone = app.phone
    private var filter = Filter.TO_READ
    private var meters: List<MeterLine> = emptyList()

    override fun refresh() {
        read {
            meters = phone.route(route)
            val name = phone.today().routes.find { it.id == route }?.name ?: route
            show(open(name))
        }
    }

    override fun on(action: RouteAction) {
        when (action) {
            is RouteAction.Open -> app.navigator.open(action.place)
            is RouteAction.Show -> {
                filter = action.filter
                (now as? RouteState.Open)?.let { show(open(it.name)) }
            }
        }
    }

    private fun open(name: String): RouteState.Open {
        val toRead = meters.filter { it.task.isToRead }
        return RouteState.Open(
            name = name,
            progress = said("app.route.progress", "done" to meters.size - toRead.size, "meters" to meters.size),
            filter = filter,
            counts = mapOf(Filter.TO_READ to toRead.size, Filter.ALL to meters.size),
            lines = (if (filter == Filter.TO_READ) toRead else meters).map(::line),
            next = toRead.firstOrNull()?.let { Place.Entry(it.point) },
            map = Place.RouteMap(route),
            saved = app.saved.value,
        )
    }

    private fun line(meter: MeterLine) = Line(
        title = plain(meter.address),
        place = if (meter.task.isToRead) Place.Entry(meter.point) else Place.Meter(meter.point),
        detail = said("app.route.customer", "customer" to meter.customer, "number" to meter.customerNo),
        marks = listOfNotNull(monthMark(meter.stage, meter.task), notSent.takeIf { meter.hasOwnFacts }),
        lead = plain(meter.seq.toString()),
    )

    private companion object {
        val notSent = Mark(said("app.route.only_here"), Tone.PLAIN)
    }
}
