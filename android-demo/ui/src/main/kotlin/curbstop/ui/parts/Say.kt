package curbstop.ui.parts

import androidx.compose.foundation.text.BasicText
import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.takeOrElse
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import curbstop.app.Said
import curbstop.app.Words
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The language that everything is said in. */
val LocalWords = staticCompositionLocalOf<Words> { error("a screen stands inside a `Speaking`") }

/** Told of every text that does not fit its place: tests listen, so that no text is cut off at a large size. */
val LocalOverflow = staticCompositionLocalOf<(String) -> Unit> { {} }

/** Text that people read. It wraps and is never cut off by itself. */
@Composable
fun Say(
    said: Said,
    modifier: Modifier = Modifier,
    style: TextStyle = LocalType.current.body,
    colour: Color = Color.Unspecified,
    align: TextAlign = TextAlign.Start,
) {
    val text = LocalWords.current.say(said)
    val overflow = LocalOverflow.current
    val ink = colour.takeOrElse { LocalInk.current.takeOrElse { LocalColours.current.page.ink } }
    BasicText(
        text = text,
        modifier = modifier,
        style = style.copy(color = ink, textAlign = align),
        onTextLayout = { if (it.hasVisualOverflow) overflow(text) },
    )
}

/** The ink on the present ground, where a part has set one. */
val LocalInk = staticCompositionLocalOf { Color.Unspecified }

/** What a text says in the present language: for descriptions that are heard and not seen. */
@Composable
fun spoken(said: Said): String = LocalWords.current.say(said)
