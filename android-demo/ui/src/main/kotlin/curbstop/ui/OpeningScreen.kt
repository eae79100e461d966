package curbstop.ui

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import curbstop.app.Opening
import curbstop.app.Settings
import curbstop.app.said
import curbstop.ui.parts.LocalPictures
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Pictures

/** The app with the platform's [pictures], or why the phone's store would not open and the way to try again. */
@Composable
fun OpeningScreen(opening: Opening, again: () -> Unit, pictures: Pictures) =
    CompositionLocalProvider(LocalPictures provides pictures) { Opened(opening, again) }

@Composable
private fun Opened(opening: Opening, again: () -> Unit) = when (opening) {
    Opening.Waiting -> Unit
    is Opening.Open -> AppScreen(opening.app)
    is Opening.Refused -> Speaking(Settings()) {
        val tryAgain = said("app.open.again")
        val button: @Composable ColumnScope.() -> Unit = { MainButton(tryAgain, onClick = again) }
        Page(said("app.name"), onBack = null, trouble = opening.why, actions = button) {}
    }
}
