package curbstop.ui.parts

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone

/** What was saved last, after the durable commit, and below it what follows from it. */
@Composable
fun SavedLines(lines: List<Said>) {
    val saved = lines.firstOrNull() ?: return
    SavedBanner(saved)
    for (follow in lines.drop(1)) Banner(follow, Tone.ASKS)
}
