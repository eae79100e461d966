package curbstop.ui.cover

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.cover.CoverList
import curbstop.app.cover.CoverRow
import curbstop.app.cover.CoversAction
import curbstop.app.cover.CoversScreen
import curbstop.app.cover.Near
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Empty
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Tabs
import curbstop.ui.parts.TextEntry

/** Covers to pick from: by the code on them, or from a list. */
@Composable
fun CoversPage(screen: CoversScreen, trouble: Said?, onBack: () -> Unit, on: (CoversAction) -> Unit) {
    ListPage(
        title = said("app.covers.title"),
        onBack = onBack,
        trouble = trouble,
        corner = { SignButton(Sign.SCAN, said("app.covers.scan")) { on(CoversAction.Scan) } },
        actions = { Bottom(screen, on) },
    ) {
        item { Tabs(lists(screen), screen.list) { on(CoversAction.Choose(it)) } }
        when (screen.list) {
            CoverList.UNSAFE -> covers(screen.unsafe, "app.covers.none_unsafe", on)
            CoverList.NEAR -> near(screen.near, on)
            CoverList.DUE -> due(screen, on)
        }
        item { ByCode(screen, on) }
    }
}

@Composable
private fun Bottom(screen: CoversScreen, on: (CoversAction) -> Unit) {
    when {
        screen.code.isNotBlank() -> MainButton(said("app.covers.open", "code" to screen.code), sign = Sign.COVER) {
            on(CoversAction.OpenCode)
        }
        screen.near == Near.Asking -> MainButton(said("app.covers.locating"), sign = Sign.HERE, enabled = false) {}
        else -> {
            val again = screen.list == CoverList.NEAR && screen.near is Near.Found
            MainButton(said(if (again) "app.covers.locate_again" else "app.covers.locate"), sign = Sign.HERE) {
                on(CoversAction.Choose(CoverList.NEAR))
                on(CoversAction.Locate)
            }
        }
    }
}

private fun lists(screen: CoversScreen) = mapOf(
    CoverList.UNSAFE to said("app.covers.list_unsafe", "count" to (screen.unsafe?.size ?: 0)),
    CoverList.NEAR to said("app.covers.list_near"),
    CoverList.DUE to said("app.covers.list_due", "count" to screen.dueCount),
)

private fun LazyListScope.near(near: Near, on: (CoversAction) -> Unit) {
    when (near) {
        Near.NotAsked -> item { Empty(said("app.covers.not_asked")) }
        Near.Asking -> item { Empty(said("app.covers.locating")) }
        Near.NoPosition -> item { Banner(said("app.covers.no_position"), Tone.ASKS) }
        is Near.Found -> {
            item { Banner(near.accuracy, Tone.NOTE, sign = Sign.HERE) }
            covers(near.covers, "app.covers.none_near", on)
        }
    }
}

private fun LazyListScope.due(screen: CoversScreen, on: (CoversAction) -> Unit) {
    val listed = screen.due?.size?.toLong() ?: 0
    if (screen.dueCount >
        listed
    ) {
        item { Banner(said("app.covers.listed_of", "listed" to listed, "count" to screen.dueCount), Tone.NOTE) }
    }
    covers(screen.due, "app.covers.none_due", on)
}

private fun LazyListScope.covers(rows: List<CoverRow>?, none: String, on: (CoversAction) -> Unit) {
    when {
        rows == null -> item { Empty(said("app.part.looking")) }
        rows.isEmpty() -> item { Empty(said(none)) }
        else -> items(rows, key = { it.cover }) { row -> CoverLine(row) { on(CoversAction.Open(row.cover)) } }
    }
}

@Composable
private fun CoverLine(row: CoverRow, onOpen: () -> Unit) {
    val what = row.distance?.let { said("app.covers.what_distance", "distance" to it, "what" to row.what) } ?: row.what
    ListRow(row.place, detail = what, sign = Sign.COVER, onClick = onOpen) {
        Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
            Badge(row.state, if (row.unsafe) Tone.ASKS else Tone.PLAIN, sign = if (row.unsafe) Sign.WARN else null)
            row.clock?.let { Badge(it.words, it.urgency.tone, sign = Sign.CLOCK) }
        }
    }
}

@Composable
private fun ByCode(screen: CoversScreen, on: (CoversAction) -> Unit) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        TextEntry(said("app.covers.by_code"), screen.code, hint = said("app.covers.code_hint")) {
            on(CoversAction.Code(it))
        }
        screen.unknownCode?.let { Banner(it, Tone.ASKS) }
    }
}
