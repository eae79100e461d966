package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/** A heading over what follows. */
@Composable
fun Heading(said: Said, modifier: Modifier = Modifier) = Say(
    said,
    modifier.padding(start = 4.dp, top = SMALL_GAP).semantics { heading() },
    style = LocalType.current.label,
    colour = LocalColours.current.quiet,
)

/** Things that belong together, on a card. */
@Composable
fun Card(modifier: Modifier = Modifier, onClick: (() -> Unit)? = null, content: @Composable ColumnScope.() -> Unit) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    val tap = if (onClick ==
        null
    ) {
        Modifier
    } else {
        Modifier.heightIn(min = TARGET).clickable(role = Role.Button, onClick = onClick)
    }
    CompositionLocalProvider(LocalInk provides colours.card.ink) {
        Column(
            modifier.fillMaxWidth().clip(shape).background(colours.card.ground).border(1.dp, colours.line, shape)
                .then(tap).padding(GAP, 14.dp),
            Arrangement.spacedBy(6.dp, Alignment.CenterVertically),
            content = content,
        )
    }
}

/** One of many: a first line, what stands behind it, and below them badges or clocks. */
@Composable
fun ListRow(
    title: Said,
    modifier: Modifier = Modifier,
    detail: Said? = null,
    sign: Sign? = null,
    onClick: (() -> Unit)? = null,
    below: (@Composable () -> Unit)? = null,
) = Card(modifier, onClick) {
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        if (sign != null) Sign(sign, colour = LocalColours.current.accent)
        Column(Modifier.weight(1f), Arrangement.spacedBy(4.dp)) {
            Say(title, style = LocalType.current.strong)
            if (detail != null) Say(detail, style = LocalType.current.small, colour = LocalColours.current.quiet)
            below?.invoke()
        }
        if (onClick != null) Sign(Sign.FORTH, size = 22.dp, colour = LocalColours.current.quiet)
    }
}

/** A name and its value on one line; long ones wrap. */
@Composable
fun Fact(name: Said, value: Said, modifier: Modifier = Modifier) {
    Row(modifier.fillMaxWidth(), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        Say(name, Modifier.weight(1f), style = LocalType.current.small, colour = LocalColours.current.quiet)
        Say(value, Modifier.weight(1f), style = LocalType.current.label, align = TextAlign.End)
    }
}

/** Said where a list has nothing. */
@Composable
fun Empty(said: Said, modifier: Modifier = Modifier) = Say(
    said,
    modifier.fillMaxWidth().padding(GAP, 32.dp),
    colour = LocalColours.current.quiet,
    align = TextAlign.Center,
)
