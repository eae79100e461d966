package curbstop.ui.today

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import curbstop.app.Line
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import curbstop.app.today.TodayAction
import curbstop.app.today.TodayState
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Empty
import curbstop.ui.parts.Heading
import curbstop.ui.parts.LineRow
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.SavedBanner
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Waiting

/** The day: what is next, what is late, and what is saved here and not delivered. */
@Composable
fun TodayScreen(state: TodayState, trouble: Said?, on: (TodayAction) -> Unit) = when (state) {
    TodayState.Looking -> Waiting(null, trouble)
    is TodayState.Open -> OpenToday(state, trouble, on)
}

@Composable
private fun OpenToday(state: TodayState.Open, trouble: Said?, on: (TodayAction) -> Unit) {
    val open = { place: Place -> on(TodayAction.Open(place)) }
    ListPage(
        title = said("app.today.title"),
        detail = state.worker,
        onBack = null,
        trouble = trouble,
        corner = {
            SignButton(Sign.SEARCH, said("app.search.title")) { open(Place.Search) }
            SignButton(Sign.MORE, said("app.part.more")) { on(TodayAction.More(true)) }
        },
        actions = { Next(state.next, open) },
        over = { TodaySheets(state, on) },
    ) {
        state.saved?.let { saved -> item { SavedBanner(saved.what) } }
        item {
            Banner(state.delivery.said, state.delivery.tone, sign = signOf(state)) { open(Place.Delivery) }
        }
        state.time?.let { time -> item { Banner(time.said, time.tone, sign = Sign.CLOCK) } }
        state.refused?.let { item { LineRow(it, sign = Sign.WARN, onOpen = open) } }
        section(said("app.today.late"), state.late, Sign.CLOCK, open)
        section(said("app.today.escalations"), state.escalations, Sign.PERSON, open)
        section(said("app.today.orders"), state.orders, Sign.ORDER, open)
        section(said("app.today.jobs"), state.jobs, Sign.ORDER, open)
        section(said("app.today.routes"), state.routes, Sign.DROP, open)
        section(said("app.today.tidy"), state.tidy, Sign.COVER, open)
        section(said("app.today.covers"), listOfNotNull(state.covers), Sign.COVER, open)
        if (state.isEmpty) item { Empty(said("app.today.nothing")) }
    }
}

private fun signOf(state: TodayState.Open): Sign = if (state.delivery.tone == Tone.DONE) Sign.SENT else Sign.PHONE_ONLY

private fun LazyListScope.section(title: Said, lines: List<Line>, sign: Sign, open: (Place) -> Unit) {
    if (lines.isEmpty()) return
    item { Heading(title) }
    items(lines) { LineRow(it, sign = sign, onOpen = open) }
}
