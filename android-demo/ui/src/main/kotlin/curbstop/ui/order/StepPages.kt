package curbstop.ui.order

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.order.ArrivalChoice
import curbstop.app.order.ArrivalWay
import curbstop.app.order.OrderAction
import curbstop.app.order.OrderAsk
import curbstop.app.order.OrderScreen
import curbstop.app.order.ReportResult
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.parts.spoken

/** 到场: each way says what it proves. */
@Composable
internal fun ArrivalPage(ask: OrderAsk.Arrival, screen: OrderScreen.Shown, trouble: Said?, on: (OrderAction) -> Unit) {
    val byPosition = ask.ways.find { it.way == ArrivalWay.POSITION }
    Page(
        title = said("step.arrive"),
        detail = screen.order.address,
        onBack = { on(OrderAction.CloseQuestion) },
        trouble = trouble,
        actions = byPosition?.let {
            { SaveButton(it.label, screen.busy) { on(OrderAction.Arrive(ArrivalWay.POSITION)) } }
        },
    ) {
        Banner(ask.standing, if (byPosition == null) Tone.ASKS else Tone.DONE, sign = Sign.HERE)
        byPosition?.let { Say(it.proves) }
        Heading(said(if (byPosition == null) "app.order.arrival.ways" else "app.order.arrival.other_ways"))
        for (way in ask.ways) if (way != byPosition) WayRow(way) { if (!screen.busy) on(OrderAction.Arrive(way.way)) }
    }
}

@Composable
private fun WayRow(way: ArrivalChoice, onTake: () -> Unit) =
    ListRow(way.label, detail = way.proves, sign = way.way.sign(), onClick = onTake)

private fun ArrivalWay.sign(): Sign = when (this) {
    ArrivalWay.POSITION -> Sign.HERE
    ArrivalWay.CODE -> Sign.SCAN
    ArrivalWay.PHOTO -> Sign.CAMERA
    ArrivalWay.WORD -> Sign.PERSON
}

/** 修复: the surface decides what is left to do. */
@Composable
internal fun RepairPage(ask: OrderAsk.Repair, screen: OrderScreen.Shown, trouble: Said?, on: (OrderAction) -> Unit) {
    Page(
        title = said("step.repair"),
        detail = screen.order.address,
        onBack = { on(OrderAction.CloseQuestion) },
        trouble = trouble,
        actions = {
            SaveButton(said("app.part.save"), screen.busy, ask.surfaceOpened != null) { on(OrderAction.Save) }
        },
    ) {
        Heading(said("app.order.surface_opened"))
        ChoiceGrid(
            listOf(Choice(true, said("app.order.surface_yes")), Choice(false, said("app.order.surface_no"))),
            ask.surfaceOpened,
        ) { on(OrderAction.SurfaceOpened(it)) }
        if (ask.surfaceOpened == true) Banner(said("app.order.surface_follows"), Tone.NOTE)
        TextEntry(said("app.order.note"), ask.note, hint = said("app.order.note_hint"), lines = NOTE_LINES) {
            on(OrderAction.Note(it))
        }
        TakenStrip(ask.photos, said("app.order.repair_photo")) { on(OrderAction.AddPhoto) }
    }
}

/** 路面恢复. */
@Composable
internal fun SurfacePage(ask: OrderAsk.Surface, screen: OrderScreen.Shown, trouble: Said?, on: (OrderAction) -> Unit) {
    Page(
        title = said("step.restore_surface"),
        detail = screen.order.address,
        onBack = { on(OrderAction.CloseQuestion) },
        trouble = trouble,
        actions = { SaveButton(said("app.part.save"), screen.busy) { on(OrderAction.Save) } },
    ) {
        Say(said("app.order.surface_says"))
        TakenStrip(ask.photos, said("app.order.surface_photo")) { on(OrderAction.AddPhoto) }
    }
}

/** 回单: how it ended, and what the caller can be told. */
@Composable
internal fun ReportPage(ask: OrderAsk.Report, screen: OrderScreen.Shown, trouble: Said?, on: (OrderAction) -> Unit) {
    Page(
        title = said("step.report_back"),
        detail = screen.order.address,
        onBack = { on(OrderAction.CloseQuestion) },
        trouble = trouble,
        actions = {
            SaveButton(ask.missing ?: said("app.part.save"), screen.busy, ask.missing == null) { on(OrderAction.Save) }
        },
    ) {
        Heading(said("app.order.how_ended"))
        ChoiceGrid(ask.results.map { Choice(it.result, it.label) }, ask.chosen) { on(OrderAction.Result(it)) }
        if (ask.chosen == ReportResult.DUPLICATE_OF) {
            TextEntry(said("app.order.other_order"), ask.otherOrder) { on(OrderAction.OtherOrder(it)) }
        }
        TextEntry(said("app.order.tell_caller"), ask.tell, hint = said("app.order.tell_hint"), lines = NOTE_LINES) {
            on(OrderAction.Tell(it))
        }
        ask.suggestion?.let { Suggestion(it) { words -> on(OrderAction.Tell(words)) } }
    }
}

@Composable
private fun Suggestion(suggestion: Said, onTake: (String) -> Unit) {
    val words = spoken(suggestion)
    SideButton(said("app.order.take_suggestion", "words" to words)) { onTake(words) }
}

@Composable
internal fun SaveButton(label: Said, busy: Boolean, ready: Boolean = true, onSave: () -> Unit) =
    MainButton(if (busy) said("app.part.saving") else label, enabled = ready && !busy, onClick = onSave)

/** How many lines of a note are seen at once. */
internal const val NOTE_LINES = 3
