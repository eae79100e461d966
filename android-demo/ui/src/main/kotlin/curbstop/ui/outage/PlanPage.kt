package curbstop.ui.outage

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.outage.OutageAction
import curbstop.app.outage.OutageScreen
import curbstop.app.outage.OutageTime
import curbstop.app.outage.PlanForm
import curbstop.app.outage.TimePick
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.StepButton
import curbstop.ui.parts.TextEntry
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.SMALL_GAP

/** The plan while it is filled in: scope, cause, two times, places. */
@Composable
internal fun PlanPage(screen: OutageScreen.Planning, trouble: Said?, onBack: () -> Unit, on: (OutageAction) -> Unit) {
    val plan = screen.plan
    val label = if (screen.busy) said("app.part.saving") else screen.missing ?: said("app.outage.announce")
    Page(
        title = said("app.outage.plan_title"),
        onBack = onBack,
        trouble = trouble,
        actions = { MainButton(label, enabled = screen.missing == null && !screen.busy) { on(OutageAction.Announce) } },
    ) {
        TimeStepper(said("app.outage.stop_at"), plan.stop) { on(OutageAction.Move(OutageTime.STOP, it)) }
        TimeStepper(said("app.outage.restore_at"), plan.restore) { on(OutageAction.Move(OutageTime.RESTORE, it)) }
        Limit(plan)
        TextEntry(said("app.outage.scope"), plan.scope, hint = said("app.outage.scope_hint"), lines = SCOPE_LINES) {
            on(OutageAction.Scope(it))
        }
        TextEntry(said("app.outage.cause"), plan.cause, hint = said("app.outage.cause_hint")) {
            on(OutageAction.Cause(it))
        }
        Places(plan, on)
    }
}

/** The order's limit in words; a warning beyond it. */
@Composable
private fun Limit(plan: PlanForm) {
    val beyond = plan.beyondLimit
    when {
        beyond != null -> Banner(beyond, Tone.LATE)
        else -> plan.limit?.let { Banner(it, Tone.NOTE) }
    }
}

/** A time between two big buttons: half an hour earlier, half an hour later. */
@Composable
private fun TimeStepper(name: Said, time: TimePick, onMove: (Int) -> Unit) {
    Heading(name)
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(SMALL_GAP), Alignment.CenterVertically) {
        StepButton(plain("−30"), said("app.outage.earlier", "time" to name)) { onMove(-1) }
        Column(Modifier.weight(1f), horizontalAlignment = Alignment.CenterHorizontally) {
            Say(time.at, style = LocalType.current.key, align = TextAlign.Center)
            Say(
                time.fromNow,
                style = LocalType.current.small,
                colour = LocalColours.current.quiet,
                align = TextAlign.Center,
            )
        }
        StepButton(plain("+30"), said("app.outage.later", "time" to name)) { onMove(1) }
    }
}

/** Where notices must hang; several are typed at once, with commas between. */
@Composable
private fun Places(plan: PlanForm, on: (OutageAction) -> Unit) {
    Heading(said("app.outage.places"))
    for (place in plan.places) {
        Card {
            Row(verticalAlignment = Alignment.CenterVertically) {
                Say(plain(place), Modifier.weight(1f), style = LocalType.current.strong)
                SignButton(Sign.CROSS, said("app.outage.remove_place", "place" to place)) {
                    on(OutageAction.RemovePlace(place))
                }
            }
        }
    }
    TextEntry(said("app.outage.place"), plan.place, hint = said("app.outage.place_hint")) { on(OutageAction.Place(it)) }
    SideButton(said("app.outage.add_place"), sign = Sign.PLUS, enabled = plan.place.isNotBlank()) {
        on(OutageAction.AddPlace)
    }
}

private const val SCOPE_LINES = 2
