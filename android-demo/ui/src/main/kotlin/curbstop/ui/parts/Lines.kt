package curbstop.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.widthIn
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** A line of a list; a tap on it opens its place. */
@Composable
fun LineRow(line: Line, modifier: Modifier = Modifier, sign: Sign? = null, onOpen: (Place) -> Unit) {
    val place = line.place
    Card(modifier, place?.let { { onOpen(it) } }) {
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
            if (sign != null) Sign(sign, colour = LocalColours.current.accent)
            line.lead?.let {
                Say(it, Modifier.widthIn(min = LEAD_WIDTH), style = LocalType.current.key, align = TextAlign.Center)
            }
            Column(Modifier.weight(1f), Arrangement.spacedBy(4.dp)) {
                Say(line.title, style = LocalType.current.strong)
                line.detail?.let { Say(it, style = LocalType.current.small, colour = LocalColours.current.quiet) }
                if (line.marks.isNotEmpty()) Marks(line.marks)
            }
            if (place != null) Sign(Sign.FORTH, size = 22.dp, colour = LocalColours.current.quiet)
        }
    }
}

/** States and clocks beside each other, as many as fit a row. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Marks(marks: List<Mark>, modifier: Modifier = Modifier) {
    FlowRow(modifier, Arrangement.spacedBy(6.dp), Arrangement.spacedBy(6.dp)) {
        for (mark in marks) if (mark.isClock) ClockLine(mark.said, mark.tone) else Badge(mark.said, mark.tone)
    }
}

private val LEAD_WIDTH = 36.dp
