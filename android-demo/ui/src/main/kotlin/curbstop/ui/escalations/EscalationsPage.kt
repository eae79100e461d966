package curbstop.ui.escalations

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.escalations.EscalationRow
import curbstop.app.escalations.EscalationsAction
import curbstop.app.escalations.EscalationsScreen
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Empty
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** Estimates that went to the supervisor, the answered ones first. */
@Composable
fun EscalationsPage(screen: EscalationsScreen, trouble: Said?, onBack: () -> Unit, on: (EscalationsAction) -> Unit) {
    val (answered, waiting) = screen.answered.orEmpty() to screen.waiting.orEmpty()
    ListPage(
        title = said("app.escalations.title"),
        detail = said("app.escalations.about"),
        onBack = onBack,
        trouble = trouble,
    ) {
        when {
            screen.answered == null -> item { Empty(said("app.part.looking")) }
            answered.isEmpty() && waiting.isEmpty() -> item { Empty(said("app.escalations.none")) }
        }
        rows(said("app.escalations.answered"), answered, on)
        rows(said("app.escalations.waiting"), waiting, on)
    }
}

private fun LazyListScope.rows(heading: Said, rows: List<EscalationRow>, on: (EscalationsAction) -> Unit) {
    if (rows.isEmpty()) return
    item { Heading(heading) }
    items(rows, key = { it.point }) { row -> Row(row) { on(EscalationsAction.Open(row.point)) } }
}

@Composable
private fun Row(row: EscalationRow, onOpen: () -> Unit) {
    ListRow(row.address, detail = row.what, onClick = onOpen) {
        Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
            val answer = row.answer
            Badge(
                answer ?: said("app.escalations.no_answer"),
                if (answer ==
                    null
                ) {
                    Tone.PLAIN
                } else {
                    Tone.ASKS
                },
                sign = if (answer == null) Sign.CLOCK else Sign.INFO,
            )
            row.reason?.let { Say(it, style = LocalType.current.small, colour = LocalColours.current.quiet) }
        }
    }
}
