package curbstop.ui.route

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import curbstop.app.plain
import curbstop.app.route.Dot
import curbstop.app.route.Shape
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ViewTest {
    private val canvas = Size(400f, 600f)
    private val south = LatLon(35.7471, 114.2951)
    private val north = LatLon(35.7491, 114.2961)
    private val view = View.of(listOf(south, north), canvas, margin = 40f)

    @Test
    fun `everything lies on the canvas, and north is up`() {
        val (low, high) = view.onCanvas(south, canvas) to view.onCanvas(north, canvas)
        for (at in listOf(low, high)) assertTrue(at.x in 0f..400f && at.y in 0f..600f, "$at")
        assertTrue(high.y < low.y)
        assertTrue(high.x > low.x)
    }

    @Test
    fun `a finger moves the ground with it`() {
        val before = view.onCanvas(south, canvas)
        val after = view.moved(Offset(30f, -20f), zoom = 1f).onCanvas(south, canvas)
        assertEquals(before.x + 30f, after.x, 0.5f)
        assertEquals(before.y - 20f, after.y, 0.5f)
    }

    @Test
    fun `a tap finds the dot under it, and nothing far from all`() {
        val dots = listOf(dot("S", south), dot("N", north))
        val at = view.onCanvas(north, canvas)
        assertEquals("N", nearest(dots, view, at + Offset(10f, 10f), canvas, within = 40f))
        assertNull(nearest(dots, view, at + Offset(60f, 60f), canvas, within = 40f))
    }

    @Test
    fun `a scale bar is round and not longer than its place`() {
        assertEquals(50, scaleBar(pixelsPerMetre = 1f, pixelsMost = 99f))
        assertEquals(100, scaleBar(pixelsPerMetre = 1f, pixelsMost = 100f))
        assertEquals(2000, scaleBar(pixelsPerMetre = 0.05f, pixelsMost = 130f))
    }

    private fun dot(point: String, at: LatLon) = Dot(point, 1, at.lat, at.lon, Shape.TO_READ, plain(point), plain(""))
}
