package curbstop.ui.estimate

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.estimate.EstimateAction
import curbstop.app.estimate.EstimateState
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceList
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** An estimate: its limit first, then why, how much and how that came about, and what proves it. */
@Composable
fun EstimateScreen(state: EstimateState, trouble: Said?, onBack: () -> Unit, on: (EstimateAction) -> Unit) =
    when (state) {
        EstimateState.Looking -> Waiting(onBack, trouble)
        is EstimateState.Open -> OpenEstimate(state, trouble, onBack, on)
    }

@Composable
private fun OpenEstimate(state: EstimateState.Open, trouble: Said?, onBack: () -> Unit, on: (EstimateAction) -> Unit) =
    Page(
        title = said("app.estimate.title"),
        detail = state.head.title,
        onBack = onBack,
        trouble = trouble,
        actions = {
            val name = if (state.isSaving) "app.entry.saving" else "app.estimate.save"
            MainButton(said(name, "use" to state.use), enabled = state.reason != null && !state.isSaving) {
                on(EstimateAction.Save)
            }
        },
        over = { if (state.isAsking) SureSheet(state, on) },
    ) {
        Banner(state.outlook.said, state.outlook.tone)
        for (warning in state.warnings) Banner(warning.said, warning.tone)
        Heading(said("app.estimate.why"))
        ChoiceList(state.reasons.map { Choice(it.id, it.said) }, state.reason) { on(EstimateAction.Choose(it)) }
        Heading(said("app.estimate.evidence"))
        TakenStrip(state.photos, said("app.estimate.photo")) { on(EstimateAction.TakePhoto) }
        Heading(said("app.estimate.how_much"))
        HowMuch(state, on)
        TextEntry(said("app.part.note"), state.note, hint = said("app.estimate.note_hint"), lines = 2) {
            on(EstimateAction.Write(it))
        }
    }

@Composable
private fun HowMuch(state: EstimateState.Open, on: (EstimateAction) -> Unit) {
    val type = LocalType.current
    Card {
        Say(said("app.estimate.use", "use" to state.proposed), style = type.title)
        Say(state.method, style = type.small, colour = LocalColours.current.quiet)
        for (input in state.inputs) Say(input, style = type.small)
    }
    val byHand = state.byHand
    if (byHand == null) {
        SideButton(said("app.estimate.by_hand")) { on(EstimateAction.ByHand("")) }
    } else {
        TextEntry(said("app.estimate.by_hand_use"), byHand, isNumber = true) { on(EstimateAction.ByHand(it)) }
        SideButton(said("app.estimate.as_proposed")) { on(EstimateAction.ByHand(null)) }
    }
}

@Composable
private fun SureSheet(state: EstimateState.Open, on: (EstimateAction) -> Unit) =
    Sheet(said("app.estimate.sure"), { on(EstimateAction.Sure(false)) }) {
        if (state.outlook.tone == Tone.LATE) Banner(state.outlook.said, state.outlook.tone)
        for (missing in state.missing) Banner(missing, Tone.ASKS)
        SideButton(said("app.estimate.add")) { on(EstimateAction.Sure(false)) }
        MainButton(
            said("app.estimate.save_so", "use" to plain(state.use)),
            sign = Sign.CHECK,
            enabled = !state.isSaving,
        ) {
            on(EstimateAction.Sure(true))
        }
    }
