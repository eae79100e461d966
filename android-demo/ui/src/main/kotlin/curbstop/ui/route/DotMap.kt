package curbstop.ui.route

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.gestures.detectTransformGestures
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import curbstop.app.route.Dot
import curbstop.app.route.MapState
import curbstop.app.said
import curbstop.ui.parts.spoken
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The dots themselves: moved and zoomed with two fingers, tapped with one. */
@Composable
fun DotMap(state: MapState.Open, modifier: Modifier = Modifier, onChoose: (String?) -> Unit) {
    BoxWithConstraints(modifier) {
        val pixels = Size(constraints.maxWidth.toFloat(), constraints.maxHeight.toFloat())
        val density = LocalDensity.current
        val px = { dp: Dp -> with(density) { dp.toPx() } }
        val places = state.dots.map { LatLon(it.lat, it.lon) }
        var view by remember(places.isEmpty(), pixels) { mutableStateOf(View.of(places, pixels, px(MARGIN))) }
        val taps by rememberUpdatedState { at: Offset -> onChoose(nearest(state.dots, view, at, pixels, px(TAP))) }
        val northWord = spoken(said("app.map.north"))
        val painter = DotPainter(LocalColours.current, rememberTextMeasurer(), LocalType.current, northWord, px)
        val bar = scaleBar(view.pixelsPerMetre, pixels.width / 3)
        val barWords = spoken(said("app.map.metres", "metres" to bar))
        Canvas(
            Modifier.fillMaxSize().clipToBounds().background(LocalColours.current.card.ground)
                .pointerInput(Unit) { detectTransformGestures { _, pan, zoom, _ -> view = view.moved(pan, zoom) } }
                .pointerInput(Unit) { detectTapGestures { taps(it) } },
        ) {
            state.own?.let { with(painter) { own(it, view) } }
            with(painter) {
                dots(state, view)
                scale(bar * view.pixelsPerMetre, barWords)
                north()
            }
        }
    }
}

/** The dot under a finger, if one is near enough. */
fun nearest(dots: List<Dot>, view: View, at: Offset, canvas: Size, within: Float): String? {
    val distance = { dot: Dot -> (view.onCanvas(LatLon(dot.lat, dot.lon), canvas) - at).getDistance() }
    return dots.minByOrNull(distance)?.takeIf { distance(it) <= within }?.point
}

private val MARGIN = 48.dp

/** Half of the least target: a finger in a glove. */
private val TAP = 38.dp
