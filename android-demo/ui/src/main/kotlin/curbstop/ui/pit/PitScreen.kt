package curbstop.ui.pit

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.pit.PitAction
import curbstop.app.pit.PitState
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.parts.Waiting

/** A pit that was in the way of a reading: tidied, with a photo after. */
@Composable
fun PitScreen(state: PitState, trouble: Said?, onBack: () -> Unit, on: (PitAction) -> Unit) = when (state) {
    PitState.Looking -> Waiting(onBack, trouble)
    is PitState.Open -> Page(
        title = said("app.pit.title"),
        detail = state.title,
        onBack = onBack,
        trouble = trouble,
        actions = {
            val name = if (state.isSaving) "app.entry.saving" else "app.pit.save"
            MainButton(said(name), enabled = !state.isSaving) { on(PitAction.Save) }
        },
    ) {
        for (mark in state.marks) Banner(mark.said, mark.tone)
        Heading(said("app.estimate.evidence"))
        TakenStrip(state.photos, said("app.pit.photo")) { on(PitAction.TakePhoto) }
        TextEntry(said("app.part.note"), state.note, lines = 2) { on(PitAction.Write(it)) }
    }
}
