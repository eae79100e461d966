package curbstop.app.route

import curbstop.MeterLine
import curbstop.ReadingTask
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.meter.isToRead
import curbstop.app.meter.said
import curbstop.app.plain
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** The map of a route. The worker's position is asked for when they ask, and once. */
class MapHolder(private val app: App, private val route: String, scope: CoroutineScope) :
    Holder<MapState, MapAction>(MapState.Looking, scope) {
    private val phone = app.phone

    override fun refresh() {
        read {
            val meters = phone.route(route)
            val name = phone.today().routes.find { it.id == route }?.name ?: route
            val before = now as? MapState.Open
            val dots = meters.mapNotNull(::dot)
            val chosen = dots.find { it.point == before?.chosen?.point }
            show(MapState.Open(name, dots, before?.own, meters.size - dots.size, chosen))
        }
    }

    override fun on(action: MapAction) {
        val open = now as? MapState.Open ?: return
        when (action) {
            is MapAction.Choose -> show(open.copy(chosen = open.dots.find { it.point == action.point }))
            MapAction.Open -> open.chosen?.let { app.navigator.open(placeOf(it)) }
            MapAction.Locate -> ask { locate() }
        }
    }

    override fun back(): Boolean {
        val open = now as? MapState.Open ?: return false
        if (open.chosen == null) return false
        show(open.copy(chosen = null))
        return true
    }

    private suspend fun locate() {
        val fix = app.host.position() ?: return
        val own = Own(fix.position.lat, fix.position.lon, fix.accuracyM.toInt())
        (now as? MapState.Open)?.let { show(it.copy(own = own)) }
    }

    private fun placeOf(dot: Dot): Place =
        if (dot.shape == Shape.TO_READ || dot.shape == Shape.LATE) Place.Entry(dot.point) else Place.Meter(dot.point)

    private fun dot(meter: MeterLine): Dot? = meter.position?.let { position ->
        Dot(
            meter.point,
            meter.seq.toInt(),
            position.lat,
            position.lon,
            shape(meter),
            plain(meter.address),
            meter.stage.said(),
        )
    }

    private fun shape(meter: MeterLine): Shape = when {
        meter.task is ReadingTask.Overdue -> Shape.LATE
        meter.task.isToRead -> Shape.TO_READ
        meter.task is ReadingTask.Waiting -> Shape.WAITS
        else -> Shape.DONE
    }
}
