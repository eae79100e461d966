package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** A state in words on the ground of its meaning. */
@Composable
fun Badge(said: Said, tone: Tone, modifier: Modifier = Modifier, sign: Sign? = null) {
    val inked = LocalColours.current.of(tone)
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Row(
            modifier.background(inked.ground, RoundedCornerShape(8.dp)).padding(10.dp, 3.dp),
            Arrangement.spacedBy(6.dp),
            Alignment.CenterVertically,
        ) {
            if (sign != null) Sign(sign, size = 20.dp)
            Say(said, style = LocalType.current.label)
        }
    }
}

/** A clock in words: "23 minutes left to arrive". Late ones say so, and are not only red. */
@Composable
fun ClockLine(said: Said, tone: Tone, modifier: Modifier = Modifier) = Badge(said, tone, modifier, Sign.CLOCK)
