package curbstop.app

import curbstop.Fix
import curbstop.Position
import kotlin.math.asin
import kotlin.math.cos
import kotlin.math.pow
import kotlin.math.roundToInt
import kotlin.math.sin
import kotlin.math.sqrt

private const val EARTH_RADIUS_M = 6_371_009.0
private const val KILOMETRE_M = 1_000.0

/** How far a place is from the phone, over ground. */
fun metresBetween(fix: Fix, place: Position): Double {
    val (lat, otherLat) = Math.toRadians(fix.position.lat) to Math.toRadians(place.lat)
    val lonApart = Math.toRadians(place.lon - fix.position.lon)
    val half = sin((otherLat - lat) / 2).pow(2) + cos(lat) * cos(otherLat) * sin(lonApart / 2).pow(2)
    return 2 * EARTH_RADIUS_M * asin(sqrt(half))
}

/** A distance as people say it: metres, and kilometres from one on. */
fun metres(distance: Double): Said = if (distance < KILOMETRE_M) {
    said("app.distance.metres", "metres" to distance.roundToInt())
} else {
    said("app.distance.kilometres", "kilometres" to "%.1f".format(java.util.Locale.ROOT, distance / KILOMETRE_M))
}
