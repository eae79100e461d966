package curbstop.ui.meter

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.meter.MeterAction
import curbstop.app.meter.MeterState
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Marks
import curbstop.ui.parts.Page
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.SideBySide
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting

/** All that is known of a meter, and what can be done about it. */
@Composable
fun MeterScreen(state: MeterState, trouble: Said?, onBack: () -> Unit, on: (MeterAction) -> Unit) = when (state) {
    MeterState.Looking -> Waiting(onBack, trouble)
    is MeterState.Open -> OpenMeter(state, trouble, onBack, on)
}

@Composable
private fun OpenMeter(state: MeterState.Open, trouble: Said?, onBack: () -> Unit, on: (MeterAction) -> Unit) = Page(
    title = state.head.title,
    detail = state.head.detail,
    onBack = onBack,
    trouble = trouble,
    actions = {
        SideBySide { SideButton(said("app.part.more"), sign = Sign.MORE) { on(MeterAction.OPEN_MORE) } }
        MainButton(said("app.meter.read"), sign = Sign.FORTH) { on(MeterAction.READ) }
    },
    over = { if (state.isMoreOpen) MoreSheet(state, on) },
) {
    Marks(state.marks)
    for (warning in state.warnings) Banner(warning.said, warning.tone)
    Heading(said("app.meter.expected"))
    Card { Fact(said("app.meter.this_month"), state.expected) }
    if (state.history.isNotEmpty()) {
        Heading(said("app.meter.history"))
        Card { for (month in state.history) MonthLine(month) }
    }
    Heading(said("app.meter.if_estimated"))
    Banner(state.outlook.said, state.outlook.tone)
    Heading(said("app.meter.books"))
    Card { for (fact in state.facts) Fact(fact.name, fact.value) }
}

@Composable
private fun MoreSheet(state: MeterState.Open, on: (MeterAction) -> Unit) =
    Sheet(said("app.entry.other"), { on(MeterAction.CLOSE_MORE) }) {
        SideButton(said("app.meter.photos"), sign = Sign.CAMERA) { on(MeterAction.PHOTOS) }
        if (state.pit != null) SideButton(said("app.pit.title")) { on(MeterAction.PIT) }
        SideButton(said("app.exchange.title")) { on(MeterAction.EXCHANGE) }
        SideButton(said("app.noread.title")) { on(MeterAction.NO_READ) }
        SideButton(said("app.estimate.title")) { on(MeterAction.ESTIMATE) }
    }
