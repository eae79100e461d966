package curbstop.ui.entry

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Say
import curbstop.ui.parts.spoken
import curbstop.ui.theme.Inked
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The number wheels as they hang in the pit: whole cubic metres, and the decimals on wheels of another colour. */
@Composable
fun Register(typed: String, digits: Int, decimals: Int, modifier: Modifier = Modifier) {
    val whole = typed.substringBefore('.')
    val after = typed.substringAfter('.', "")
    val name = spoken(if (typed.isEmpty()) said("app.entry.nothing_typed") else plain(typed))
    val colours = LocalColours.current
    val density = LocalDensity.current
    // The wheels fill the width as they are; their digits do not grow with the text, they are the largest on the page.
    CompositionLocalProvider(LocalDensity provides Density(density.density, fontScale = 1f)) {
        Row(
            modifier.clearAndSetSemantics { contentDescription = name },
            Arrangement.spacedBy(4.dp, Alignment.CenterHorizontally),
            Alignment.CenterVertically,
        ) {
            val black = Inked(colours.page.ink, colours.page.ground)
            wheels(whole.padStart(digits), black, isNext = '.' !in typed && whole.length < digits)
            if (decimals > 0) {
                Say(plain("."), Modifier.padding(horizontal = 2.dp), style = LocalType.current.key)
                wheels(after.padEnd(decimals), colours.of(Tone.LATE), isNext = false)
            }
            Say(said("app.unit.cubic_metres"), Modifier.padding(start = 6.dp), style = LocalType.current.label)
        }
    }
}

@Composable
private fun RowScope.wheels(text: String, inked: Inked, isNext: Boolean) {
    for ((place, digit) in text.withIndex()) {
        val isEmpty = digit == ' '
        val isCaret = isNext && place == text.lastIndex && isEmpty
        Wheel(
            digit,
            if (isEmpty) null else inked,
            isCaret,
            Modifier.weight(1f, fill = false).widthIn(max = WHEEL_WIDTH),
        )
    }
}

@Composable
private fun Wheel(digit: Char, inked: Inked?, isCaret: Boolean, modifier: Modifier) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(8.dp)
    val edge = if (isCaret) colours.accent else colours.line
    Box(
        modifier.height(WHEEL_HEIGHT).fillMaxWidth().background(inked?.ground ?: Color.Transparent, shape)
            .then(if (inked == null) Modifier.border(2.dp, edge, shape) else Modifier),
        Alignment.Center,
    ) {
        Say(
            plain(if (inked == null) " " else digit.toString()),
            style = LocalType.current.register.copy(fontSize = LocalType.current.key.fontSize * WHEEL_TEXT),
            colour = inked?.ink ?: colours.quiet,
        )
    }
}

private val WHEEL_WIDTH = 42.dp
private val WHEEL_HEIGHT = 60.dp
private const val WHEEL_TEXT = 1.3f
