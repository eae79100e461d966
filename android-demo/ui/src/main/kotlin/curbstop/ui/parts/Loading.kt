package curbstop.ui.parts

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said

/** A page whose content is read from the phone: a moment, and no network. */
@Composable
fun Loading(title: Said, trouble: Said?, onBack: (() -> Unit)?) = Page(title, onBack, trouble = trouble) {
    if (trouble == null) Empty(said("app.part.loading"))
}

/** What was saved last, after the durable commit, and below it what follows from it. */
@Composable
fun SavedLines(lines: List<Said>) {
    val saved = lines.firstOrNull() ?: return
    SavedBanner(saved)
    for (follow in lines.drop(1)) Banner(follow, Tone.ASKS)
}
