package curbstop.ui.order

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.order.OrderAction
import curbstop.app.order.OrderAsk
import curbstop.app.order.OrderScreen
import curbstop.app.order.PauseLine
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.theme.SMALL_GAP

/** 暂停: which outside cause holds the repair up, and what shows it. */
@Composable
internal fun PausePage(ask: OrderAsk.Pause, screen: OrderScreen.Shown, trouble: Said?, on: (OrderAction) -> Unit) {
    Page(
        title = said("step.pause"),
        detail = screen.order.address,
        onBack = { on(OrderAction.CloseQuestion) },
        trouble = trouble,
        actions = {
            SaveButton(ask.missing ?: said("app.pause.ask"), screen.busy, ask.missing == null) { on(OrderAction.Save) }
        },
    ) {
        Say(said("app.pause.means"))
        Heading(said("app.pause.cause"))
        ChoiceGrid(ask.causes.map { Choice(it.cause, it.label) }, ask.chosen) { on(OrderAction.Cause(it)) }
        TextEntry(said("app.pause.note"), ask.note, hint = said("app.pause.note_hint"), lines = NOTE_LINES) {
            on(OrderAction.Note(it))
        }
        TakenStrip(ask.photos, said("app.pause.photo")) { on(OrderAction.AddPhoto) }
    }
}

/** What held the repair up, and whether a supervisor lets it count. */
@Composable
internal fun PauseCards(pauses: List<PauseLine>) {
    if (pauses.isEmpty()) return
    Heading(said("app.pause.title"))
    for (pause in pauses) {
        ListRow(pause.cause, detail = pause.times) {
            Column(verticalArrangement = Arrangement.spacedBy(SMALL_GAP)) {
                Badge(pause.standing, pause.tone)
                for (words in pause.words) Say(words)
            }
        }
    }
}
