package curbstop.ui.route

import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.route.Filter
import curbstop.app.route.RouteAction
import curbstop.app.route.RouteState
import curbstop.app.said
import curbstop.ui.parts.Empty
import curbstop.ui.parts.LineRow
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.SavedBanner
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Tabs
import curbstop.ui.parts.Waiting

/** The meters of a route in the order of the walk. */
@Composable
fun RouteScreen(state: RouteState, trouble: Said?, onBack: () -> Unit, on: (RouteAction) -> Unit) = when (state) {
    RouteState.Looking -> Waiting(onBack, trouble)
    is RouteState.Open -> OpenRoute(state, trouble, onBack, on)
}

@Composable
private fun OpenRoute(state: RouteState.Open, trouble: Said?, onBack: () -> Unit, on: (RouteAction) -> Unit) = ListPage(
    title = plain(state.name),
    detail = state.progress,
    onBack = onBack,
    trouble = trouble,
    corner = { Row { SignButton(Sign.MAP, said("app.route.map")) { on(RouteAction.Open(state.map)) } } },
    actions = state.next?.let { next ->
        { MainButton(said("app.route.next"), sign = Sign.FORTH) { on(RouteAction.Open(next)) } }
    },
) {
    state.saved?.let { saved -> item { SavedBanner(saved.what) } }
    item {
        val names = Filter.entries.associateWith { filter(it, state.counts[it] ?: 0) }
        Tabs(names, state.filter) { on(RouteAction.Show(it)) }
    }
    if (state.lines.isEmpty()) item { Empty(said("app.route.all_done")) }
    items(state.lines, key = { it.place.toString() }) { line -> LineRow(line) { on(RouteAction.Open(it)) } }
}

private fun filter(filter: Filter, count: Int): Said = when (filter) {
    Filter.TO_READ -> said("app.route.to_read", "count" to count)
    Filter.ALL -> said("app.route.all", "count" to count)
}
