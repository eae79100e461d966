package curbstop.ui.route

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.drawText
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import curbstop.app.Tone
import curbstop.app.route.MapState
import curbstop.app.route.Own
import curbstop.ui.theme.Colours
import curbstop.ui.theme.Type

/** Draws what the map holds: the walk, the dots, where the worker is, scale and north. */
class DotPainter(
    private val colours: Colours,
    private val measurer: TextMeasurer,
    private val type: Type,
    private val northWord: String,
    private val px: (Dp) -> Float,
) {
    /** The way of the walk as a thin line, and the meters on it. */
    fun DrawScope.dots(state: MapState.Open, view: View) {
        val at = state.dots.sortedBy { it.seq }.map { it to view.onCanvas(LatLon(it.lat, it.lon), size) }
        for ((one, next) in at.zipWithNext()) drawLine(colours.line, one.second, next.second, px(2.dp))
        for ((dot, place) in at) {
            dot(dot.shape, place, colours, px(RADIUS))
            if (dot.point ==
                state.chosen?.point
            ) {
                drawCircle(colours.accent, px(CHOSEN), place, style = Stroke(px(4.dp)))
            }
        }
    }

    /** Where the worker is, with the circle of how sure that is. */
    fun DrawScope.own(own: Own, view: View) {
        val at = view.onCanvas(LatLon(own.lat, own.lon), size)
        val note = colours.of(Tone.NOTE)
        drawCircle(note.ground.copy(alpha = 0.7f), maxOf(own.accuracyM * view.pixelsPerMetre, px(RADIUS)), at)
        drawCircle(note.ink, px(8.dp), at)
        drawCircle(colours.card.ground, px(8.dp), at, style = Stroke(px(2.dp)))
    }

    /** The scale bar with its length in words. */
    fun DrawScope.scale(length: Float, words: String) {
        val from = Offset(px(EDGE), size.height - px(EDGE))
        drawLine(colours.card.ink, from, from + Offset(length, 0f), px(4.dp))
        for (end in listOf(0f, length)) {
            drawLine(colours.card.ink, from + Offset(end, -px(6.dp)), from + Offset(end, px(6.dp)), px(3.dp))
        }
        val text = measurer.measure(words, type.label.copy(color = colours.card.ink))
        drawText(text, topLeft = from + Offset(0f, -px(8.dp) - text.size.height))
    }

    /** An arrow to the north with its letter. */
    fun DrawScope.north() {
        val tip = Offset(size.width - px(EDGE) - px(8.dp), px(EDGE))
        val foot = tip + Offset(0f, px(36.dp))
        drawLine(colours.card.ink, tip, foot, px(3.dp))
        for (side in listOf(
            -1f,
            1f,
        )) {
            drawLine(colours.card.ink, tip, tip + Offset(side * px(8.dp), px(12.dp)), px(3.dp))
        }
        val text = measurer.measure(northWord, type.label.copy(color = colours.card.ink))
        drawText(text, topLeft = foot + Offset(-text.size.width / 2f, px(2.dp)))
    }

    private companion object {
        val RADIUS = 13.dp
        val CHOSEN = 22.dp
        val EDGE = 20.dp
    }
}
