package curbstop.ui.route

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.route.Dot
import curbstop.app.route.MapAction
import curbstop.app.route.MapState
import curbstop.app.said
import curbstop.ui.parts.Frame
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Marks
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalType

/** The meters of a route as dots, north up. No tiles of anybody else's: it works in a basement. */
@Composable
fun MapScreen(state: MapState, trouble: Said?, onBack: () -> Unit, on: (MapAction) -> Unit) = when (state) {
    MapState.Looking -> Waiting(onBack, trouble)
    is MapState.Open -> OpenMap(state, trouble, onBack, on)
}

@Composable
private fun OpenMap(state: MapState.Open, trouble: Said?, onBack: () -> Unit, on: (MapAction) -> Unit) = Frame(
    title = plain(state.name),
    onBack = onBack,
    trouble = trouble,
    actions = {
        val chosen = state.chosen
        if (chosen == null) {
            Legend(state)
            SideButton(said("app.map.locate"), sign = Sign.HERE) { on(MapAction.Locate) }
        } else {
            Chosen(chosen)
            MainButton(said("app.map.open"), sign = Sign.FORTH) { on(MapAction.Open) }
        }
    },
) {
    DotMap(state, Modifier.fillMaxSize()) { on(MapAction.Choose(it)) }
}

@Composable
private fun Chosen(dot: Dot) = ListRow(dot.title, detail = said("app.map.seq", "seq" to dot.seq)) {
    Marks(listOf(Mark(dot.state, dot.shape.tone)))
}

@Composable
private fun Legend(state: MapState.Open) {
    val shapes = state.dots.map { it.shape }.distinct().sorted()
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        LegendOf(shapes)
        if (state.withoutPosition > 0) {
            Say(said("app.map.without_position", "count" to state.withoutPosition), style = LocalType.current.small)
        }
    }
}
