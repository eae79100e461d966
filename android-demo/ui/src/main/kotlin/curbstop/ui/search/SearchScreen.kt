package curbstop.ui.search

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.said
import curbstop.app.search.SearchAction
import curbstop.app.search.SearchState
import curbstop.ui.parts.Empty
import curbstop.ui.parts.LineRow
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TextEntry

/** Finds a meter, a cover, an order by what somebody knows of it. The field stays above the keyboard, within reach. */
@Composable
fun SearchScreen(state: SearchState, trouble: Said?, onBack: () -> Unit, on: (SearchAction) -> Unit) = ListPage(
    title = said("app.search.title"),
    onBack = onBack,
    trouble = trouble,
    actions = {
        TextEntry(said("app.search.for"), state.text, hint = said("app.search.hint")) { on(SearchAction.Write(it)) }
        SideButton(said("app.search.scan"), sign = Sign.SCAN) { on(SearchAction.Scan) }
    },
) {
    if (state.found.isEmpty()) item { Empty(state.hint) }
    items(state.found) { line -> LineRow(line) { on(SearchAction.Open(it)) } }
}
