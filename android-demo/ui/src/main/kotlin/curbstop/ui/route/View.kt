package curbstop.ui.route

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import kotlin.math.cos
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow

/** A place on the earth, in degrees. */
data class LatLon(val lat: Double, val lon: Double)

/**
 * Which part of the earth the map shows: its middle, and how many pixels a metre is wide. North is up; over a route's
 * few
 * kilometres the earth is flat.
 */
data class View(val middle: LatLon, val pixelsPerMetre: Float) {
    /** Where a place lies on a canvas of this size. */
    fun onCanvas(place: LatLon, canvas: Size): Offset {
        val east = (place.lon - middle.lon) * METRES_PER_DEGREE * cos(Math.toRadians(middle.lat))
        val north = (place.lat - middle.lat) * METRES_PER_DEGREE
        return Offset(
            (canvas.width / 2 + east * pixelsPerMetre).toFloat(),
            (canvas.height / 2 - north * pixelsPerMetre).toFloat(),
        )
    }

    /** Moved by a finger by so many pixels, and zoomed about the middle. */
    fun moved(by: Offset, zoom: Float): View {
        val scale = (pixelsPerMetre * zoom).coerceIn(SCALE_MIN, SCALE_MAX)
        val east = -by.x / scale
        val north = by.y / scale
        val lat = middle.lat + north / METRES_PER_DEGREE
        val lon = middle.lon + east / (METRES_PER_DEGREE * cos(Math.toRadians(middle.lat)))
        return View(LatLon(lat, lon), scale)
    }

    companion object {
        private const val METRES_PER_DEGREE = 111_320.0

        /** A centimetre of the screen is a few kilometres, or a metre. */
        private const val SCALE_MIN = 0.02f
        private const val SCALE_MAX = 200f

        /** What is wide open where nothing tells how wide: a street. */
        private const val WIDTH_ALONE_M = 200.0

        /** Shows all places, with [margin] pixels around them. */
        fun of(places: List<LatLon>, canvas: Size, margin: Float): View {
            if (places.isEmpty()) return View(LatLon(0.0, 0.0), 1f)
            val (south, north) = places.minOf { it.lat } to places.maxOf { it.lat }
            val (west, east) = places.minOf { it.lon } to places.maxOf { it.lon }
            val middle = LatLon((south + north) / 2, (west + east) / 2)
            val height = max((north - south) * METRES_PER_DEGREE, WIDTH_ALONE_M / 4)
            val width = max((east - west) * METRES_PER_DEGREE * cos(Math.toRadians(middle.lat)), WIDTH_ALONE_M / 4)
            val fits = min((canvas.width - 2 * margin) / width, (canvas.height - 2 * margin) / height)
            return View(middle, fits.toFloat().coerceIn(SCALE_MIN, SCALE_MAX))
        }
    }
}

/** A round length for a scale bar that is at most so many pixels long: 1, 2 or 5 times a power of ten, in metres. */
fun scaleBar(pixelsPerMetre: Float, pixelsMost: Float): Int {
    val most = pixelsMost / pixelsPerMetre
    val ten = 10f.pow(floor(log10(max(most, 1f))))
    return listOf(5, 2, 1).map { it * ten }.first { it <= max(most, 1f) }.toInt()
}
