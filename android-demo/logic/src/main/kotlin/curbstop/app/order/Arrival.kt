package curbstop.app.order

import curbstop.Fix
import curbstop.Position
import curbstop.app.Said
import curbstop.app.metres
import curbstop.app.metresBetween
import curbstop.app.said

/** What the crew is asked when it says that it is there. A position that proves it is offered first; a person confirms it. */
internal fun arrivalAsked(fix: Fix?, site: Position?, atSite: Boolean): OrderAsk.Arrival {
    val ways = if (atSite) ArrivalWay.entries else ArrivalWay.entries - ArrivalWay.POSITION
    return OrderAsk.Arrival(standing(fix, site, atSite), ways.map(::choice))
}

private fun standing(fix: Fix?, site: Position?, atSite: Boolean): Said = when {
    site == null -> said("app.order.arrival.site_unknown")
    fix == null -> said("app.order.arrival.no_position")
    fix.mock -> said("app.order.arrival.mock")
    else -> said(
        if (atSite) "app.order.arrival.at_site" else "app.order.arrival.away",
        "distance" to metres(metresBetween(fix, site)),
        "accuracy" to fix.accuracyM.toInt(),
    )
}

private fun choice(way: ArrivalWay): ArrivalChoice {
    val key = "app.order.arrival.${way.name.lowercase()}"
    return ArrivalChoice(way, said(key), said("${key}_proves"))
}
