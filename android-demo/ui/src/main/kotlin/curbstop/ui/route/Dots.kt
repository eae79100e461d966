package curbstop.ui.route

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import curbstop.app.route.Shape
import curbstop.ui.theme.Colours

/** Draws a meter by how it stands: the shape says what the colour says. */
fun DrawScope.dot(shape: Shape, at: Offset, colours: Colours, radius: Float) {
    val ink = colours.of(shape.tone).ink
    val ground = colours.of(shape.tone).ground
    when (shape) {
        Shape.TO_READ -> {
            drawCircle(ink, radius, at)
            drawCircle(ground, radius * 0.45f, at)
        }
        Shape.LATE -> drawPath(triangle(at, radius * 1.15f), ink)
        Shape.DONE -> {
            drawCircle(ground, radius, at)
            drawCircle(ink, radius * 0.9f, at, style = Stroke(radius * 0.2f))
            tick(at, radius).let { (from, low, to) ->
                drawLine(ink, from, low, radius * 0.25f, StrokeCap.Round)
                drawLine(ink, low, to, radius * 0.25f, StrokeCap.Round)
            }
        }
        Shape.WAITS -> drawRect(ink, at - Offset(radius, radius) * 0.8f, Size(radius, radius) * 1.6f)
    }
}

private fun triangle(at: Offset, radius: Float) = Path().apply {
    moveTo(at.x, at.y - radius)
    lineTo(at.x + radius * 0.9f, at.y + radius * 0.7f)
    lineTo(at.x - radius * 0.9f, at.y + radius * 0.7f)
    close()
}

private fun tick(at: Offset, radius: Float) = Triple(
    at + Offset(-radius * 0.4f, 0f),
    at + Offset(-radius * 0.1f, radius * 0.32f),
    at + Offset(radius * 0.42f, -radius * 0.32f),
)
