package curbstop.ui.file

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.file.FileAction
import curbstop.app.file.FileLine
import curbstop.app.file.FileScreen
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Empty
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.TextEntry
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The worker's own file: everything that the office holds against them or for them, and their answer to it. */
@Composable
fun FilePage(screen: FileScreen, trouble: Said?, onBack: () -> Unit, on: (FileAction) -> Unit) {
    val entries = screen.entries
    ListPage(title = said("app.file.title"), onBack = onBack, trouble = trouble) {
        item { Card { Say(said("app.file.about"), style = LocalType.current.small) } }
        screen.saved?.let { item { Banner(it, Tone.DONE) } }
        when {
            entries == null -> item { Empty(said("app.part.looking")) }
            entries.isEmpty() -> item { Empty(said("app.file.none")) }
            else -> items(entries, key = { it.case }) { line ->
                Entry(line, screen.text.takeIf { line.case == screen.answering }, on)
            }
        }
    }
}

/** [typed]: what is typed of an answer to this case; nothing: none is being written. */
@Composable
private fun Entry(line: FileLine, typed: String?, on: (FileAction) -> Unit) {
    Card {
        Say(line.clause, style = LocalType.current.strong)
        Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
            Badge(line.stage, if (line.isDecided) Tone.DONE else Tone.PLAIN)
            if (line.isOffPost) Badge(said("app.file.off_post"), Tone.ASKS)
        }
        Say(line.about, style = LocalType.current.small, colour = LocalColours.current.quiet)
        Say(line.summary)
        line.lines.forEach { Say(it, style = LocalType.current.small) }
        when {
            typed != null -> Answer(typed, on)
            !line.isReward -> SideButton(said("app.file.answer")) { on(FileAction.Answer(line.case)) }
        }
    }
}

@Composable
private fun Answer(typed: String, on: (FileAction) -> Unit) {
    TextEntry(said("app.file.answer_hint"), typed, lines = 3) { on(FileAction.Write(it)) }
    MainButton(said("app.file.send"), enabled = typed.isNotBlank()) { on(FileAction.Send) }
}
