package curbstop.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.Said
import kotlinx.coroutines.CoroutineScope

/**
 * A screen with the holder of its place: the holder is made once, hears of news while it is shown, and gets what is
 * done.
 * [screen] takes the state, what went wrong, the way back, and where actions go.
 */
@Composable
fun <State : Any, Action : Any> Shown(
    app: App,
    place: Place,
    make: (CoroutineScope) -> Holder<State, Action>,
    screen: @Composable (State, Said?, () -> Unit, (Action) -> Unit) -> Unit,
) {
    val holder = remember { app.holder(place, make) }
    LaunchedEffect(holder) {
        holder.refresh()
        app.news.collect { holder.refresh() }
    }
    val state by holder.state.collectAsState()
    val trouble by holder.trouble.collectAsState()
    screen(state, trouble, { app.back() }, holder::on)
}
