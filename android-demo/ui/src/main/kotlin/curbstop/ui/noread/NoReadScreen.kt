package curbstop.ui.noread

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.estimate.Reason
import curbstop.app.noread.NoReadAction
import curbstop.app.noread.NoReadState
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceList
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalType

/** The register was not seen: why, or what the customer told. */
@Composable
fun NoReadScreen(state: NoReadState, trouble: Said?, onBack: () -> Unit, on: (NoReadAction) -> Unit) = when (state) {
    NoReadState.Looking -> Waiting(onBack, trouble)
    is NoReadState.Open -> OpenNoRead(state, trouble, onBack, on)
}

@Composable
private fun OpenNoRead(state: NoReadState.Open, trouble: Said?, onBack: () -> Unit, on: (NoReadAction) -> Unit) = Page(
    title = said(if (state.told == null) "app.noread.title" else "app.noread.told"),
    detail = state.head.title,
    onBack = onBack,
    trouble = trouble,
    actions = {
        state.missing?.let { Say(it, style = LocalType.current.small) }
        val name = if (state.isSaving) "app.entry.saving" else "app.noread.save"
        MainButton(said(name), enabled = state.canSave) { on(NoReadAction.Save) }
    },
) {
    val told = state.told
    if (told == null) Missed(state, on) else Told(told, on)
}

@Composable
private fun Missed(state: NoReadState.Open, on: (NoReadAction) -> Unit) {
    Heading(said("app.noread.why"))
    ChoiceList(state.reasons.map { choice(it) }, state.reason) { on(NoReadAction.Choose(it)) }
    TakenStrip(state.photos, said("app.noread.photo")) { on(NoReadAction.TakePhoto) }
    TextEntry(said("app.part.note"), state.note, lines = 2) { on(NoReadAction.Write(it)) }
    SideButton(said("app.noread.customer_told")) { on(NoReadAction.Told("")) }
}

@Composable
private fun Told(told: String, on: (NoReadAction) -> Unit) {
    Banner(said("app.noread.told_means"), Tone.NOTE)
    TextEntry(said("app.noread.told_stand"), told, isNumber = true) { on(NoReadAction.Told(it)) }
    SideButton(said("app.noread.not_told")) { on(NoReadAction.Told(null)) }
}

private fun choice(reason: Reason) = Choice(reason.id, reason.said)
