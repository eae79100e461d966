package curbstop.ui.order

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import curbstop.OrderStep
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.order.OrderAction
import curbstop.app.order.OrderAsk
import curbstop.app.order.OrderScreen
import curbstop.app.order.StepChoice
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Clocks
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SavedLines
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Waiting

/** An order: its clocks first, then what is known of it; at the bottom the likeliest step. */
@Composable
fun OrderPage(screen: OrderScreen, trouble: Said?, onBack: () -> Unit, on: (OrderAction) -> Unit) {
    when (screen) {
        OrderScreen.Loading -> Waiting(onBack, trouble)
        is OrderScreen.Shown -> when (val ask = screen.ask) {
            null, OrderAsk.StopUnannounced -> CardPage(screen, trouble, onBack, on)
            is OrderAsk.Arrival -> ArrivalPage(ask, screen, trouble, on)
            is OrderAsk.Repair -> RepairPage(ask, screen, trouble, on)
            is OrderAsk.Pause -> PausePage(ask, screen, trouble, on)
            is OrderAsk.Surface -> SurfacePage(ask, screen, trouble, on)
            is OrderAsk.Report -> ReportPage(ask, screen, trouble, on)
        }
    }
}

@Composable
private fun CardPage(screen: OrderScreen.Shown, trouble: Said?, onBack: () -> Unit, on: (OrderAction) -> Unit) {
    var showsOthers by rememberSaveable { mutableStateOf(false) }
    val order = screen.order
    Page(
        title = order.title,
        detail = order.stage,
        onBack = onBack,
        trouble = trouble,
        corner = { SignButton(Sign.CAMERA, said("app.photos.title")) { on(OrderAction.OpenPhotos) } },
        actions = order.next?.let { next ->
            {
                Steps(next, order.others, screen.busy, { on(OrderAction.Take(next.step)) }) {
                    showsOthers =
                        true
                }
            }
        },
        over = {
            if (showsOthers) OtherSteps(order.others, { showsOthers = false }) { on(OrderAction.Take(it)) }
            if (screen.ask == OrderAsk.StopUnannounced) StopUnannounced(on)
        },
    ) {
        SavedLines(screen.saved)
        Clocks(order.clocks, order.timeDoubt)
        PauseCards(order.pauses)
        OrderCard(order)
        order.outage?.let { OutageCard(it) { on(OrderAction.OpenOutage) } }
        order.kept?.let { Banner(it, Tone.NOTE) }
        order.result?.let { ResultCard(it) }
        if (order.done.isNotEmpty()) DoneCard(order.done)
    }
}

@Composable
private fun Steps(next: StepChoice, others: List<StepChoice>, busy: Boolean, onNext: () -> Unit, onOthers: () -> Unit) {
    if (others.isNotEmpty()) {
        SideButton(
            said("app.order.others", "count" to others.size),
            sign = Sign.MORE,
            enabled = !busy,
            onClick = onOthers,
        )
    }
    MainButton(
        if (busy) said("app.part.saving") else next.label,
        sign = next.step.sign(),
        enabled = !busy,
        onClick = onNext,
    )
}

@Composable
private fun OtherSteps(others: List<StepChoice>, onClose: () -> Unit, onTake: (OrderStep) -> Unit) {
    Sheet(said("app.order.others_title"), onClose) {
        for (other in others) {
            SideButton(other.label, sign = other.step.sign()) {
                onClose()
                onTake(other.step)
            }
        }
    }
}

/** OUTAGE (3.3.4): the hotline first. In an emergency the valve may come first. */
@Composable
private fun StopUnannounced(on: (OrderAction) -> Unit) {
    Sheet(said("app.order.stop.title"), { on(OrderAction.CloseQuestion) }) {
        Banner(said("app.order.stop.unannounced"), Tone.ASKS)
        SideButton(said("app.order.stop.anyway")) { on(OrderAction.StopAnyway) }
        MainButton(said("app.order.stop.announce_first")) { on(OrderAction.OpenOutage) }
    }
}

private fun OrderStep.sign(): Sign? = when (this) {
    OrderStep.ACKNOWLEDGE, OrderStep.REPAIR -> Sign.CHECK
    OrderStep.TRAVEL, OrderStep.RESUME -> Sign.FORTH
    OrderStep.ARRIVE -> Sign.HERE
    OrderStep.STOP_WATER, OrderStep.RESTORE_WATER -> Sign.DROP
    OrderStep.ANNOUNCE_OUTAGE -> Sign.INFO
    OrderStep.POST_NOTICE -> Sign.ORDER
    OrderStep.PAUSE -> Sign.CLOCK
    OrderStep.REPORT_BACK -> Sign.SENT
    OrderStep.RESTORE_SURFACE -> null
}
