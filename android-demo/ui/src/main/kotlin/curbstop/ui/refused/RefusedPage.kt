package curbstop.ui.refused

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.refused.RefusedAction
import curbstop.app.refused.RefusedRow
import curbstop.app.refused.RefusedScreen
import curbstop.app.refused.RefusedWay
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Empty
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** Entries that the server could not apply: first that nothing was lost, then each with its ways out. */
@Composable
fun RefusedPage(screen: RefusedScreen, trouble: Said?, onBack: () -> Unit, on: (RefusedAction) -> Unit) {
    val entries = screen.entries
    ListPage(
        title = said("app.refused.title"),
        onBack = onBack,
        trouble = trouble,
        over = { if (screen.leaving != null) LeaveSheet(on) },
    ) {
        screen.saved?.let { saved -> item { Banner(saved, Tone.DONE) } }
        when {
            entries == null -> item { Empty(said("app.part.looking")) }
            entries.isEmpty() -> item { Empty(said("app.refused.none")) }
            else -> {
                item { Banner(said("app.refused.nothing_lost"), Tone.NOTE) }
                items(entries, key = { it.seq }) { Entry(it, on) }
            }
        }
    }
}

@Composable
private fun Entry(row: RefusedRow, on: (RefusedAction) -> Unit) {
    Card {
        Say(row.what, style = LocalType.current.title)
        row.about?.let { Say(it) }
        row.at?.let { Say(it, style = LocalType.current.small, colour = LocalColours.current.quiet) }
        Badge(row.why, Tone.ASKS, sign = Sign.WARN)
        Say(row.advice)
        for ((place, way) in row.ways.withIndex()) {
            WayButton(way, isFirst = place == 0) { on(RefusedAction.Take(row.seq, way)) }
        }
    }
}

@Composable
private fun WayButton(way: RefusedWay, isFirst: Boolean, onTake: () -> Unit) {
    val label = when (way) {
        RefusedWay.SendAgain -> said("app.refused.send_again")
        is RefusedWay.EnterAnew -> said("app.refused.enter_anew")
        RefusedWay.Settle -> said("app.refused.leave")
    }
    if (isFirst) MainButton(label, onClick = onTake) else SideButton(label, onClick = onTake)
}

@Composable
private fun LeaveSheet(on: (RefusedAction) -> Unit) {
    Sheet(said("app.refused.leave"), { on(RefusedAction.Stay) }) {
        Say(said("app.refused.leave_says"))
        SideButton(said("app.part.no")) { on(RefusedAction.Stay) }
        MainButton(said("app.refused.leave_yes")) { on(RefusedAction.Leave) }
    }
}
