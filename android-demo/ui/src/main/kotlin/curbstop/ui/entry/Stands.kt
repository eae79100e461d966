package curbstop.ui.entry

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.said
import curbstop.ui.parts.LocalInk
import curbstop.ui.parts.Say
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP

/** The previous stand and the stands to expect, side by side, in view while typing. */
@Composable
fun Stands(previous: Said, expected: Said) {
    Row(Modifier.fillMaxWidth().height(IntrinsicSize.Min), Arrangement.spacedBy(SMALL_GAP)) {
        Stand(said("app.entry.previous"), previous, ONE_STAND)
        Stand(said("app.entry.expected"), expected, TWO_STANDS)
    }
}

@Composable
private fun RowScope.Stand(name: Said, value: Said, share: Float) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    CompositionLocalProvider(LocalInk provides colours.card.ink) {
        Column(
            Modifier.weight(share).fillMaxHeight().background(colours.card.ground, shape)
                .border(1.dp, colours.line, shape).padding(14.dp, 10.dp),
        ) {
            Say(name, style = LocalType.current.small, colour = colours.quiet)
            Say(value, style = LocalType.current.strong)
        }
    }
}

/** A band is two stands long, and is not to break between them at the largest text. */
private const val ONE_STAND = 1f
private const val TWO_STANDS = 1.5f
