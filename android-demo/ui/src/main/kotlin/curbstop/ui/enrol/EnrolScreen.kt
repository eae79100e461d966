package curbstop.ui.enrol

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.enrol.EnrolAction
import curbstop.app.enrol.EnrolServer
import curbstop.app.enrol.EnrolState
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TextEntry
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/**
 * The phone gets its identity: the office's code is scanned or pasted, and the server is shown before it is talked to.
 */
@Composable
fun EnrolScreen(state: EnrolState, trouble: Said?, onBack: (() -> Unit)?, on: (EnrolAction) -> Unit) = Page(
    title = said("app.enrol.title"),
    onBack = onBack,
    trouble = trouble,
    actions = { if (state.server == null) Ask(on) else Go(state, on) },
) {
    state.notice?.let { Banner(it.said, it.tone) }
    val server = state.server
    if (server != null) {
        Server(server)
        if (state.isEnrolled) Banner(said("app.enrol.already"), Tone.ASKS)
        if (state.isAsking) Banner(said("app.enrol.asking"), Tone.NOTE)
    } else {
        Say(said("app.enrol.how"))
        TextEntry(said("app.enrol.paste"), state.payload, hint = said("app.enrol.hint"), lines = 3) {
            on(EnrolAction.Paste(it))
        }
        state.unclear?.let { Banner(it, Tone.ASKS) }
    }
}

@Composable
private fun Server(server: EnrolServer) = Card {
    val colours = LocalColours.current
    Say(said("app.enrol.server"), style = LocalType.current.small, colour = colours.quiet)
    Say(plain(server.address), style = LocalType.current.title)
    val pinned = if (server.isPinned) "app.enrol.pinned" else "app.enrol.not_pinned"
    Say(said(pinned), style = LocalType.current.small)
}

@Composable
private fun Ask(on: (EnrolAction) -> Unit) =
    MainButton(said("app.enrol.scan"), sign = Sign.SCAN) { on(EnrolAction.Scan) }

@Composable
private fun Go(state: EnrolState, on: (EnrolAction) -> Unit) {
    SideButton(said("app.enrol.again"), enabled = !state.isAsking) { on(EnrolAction.Again) }
    MainButton(said("app.enrol.go"), sign = Sign.CHECK, enabled = !state.isAsking) { on(EnrolAction.Enrol) }
}
