package curbstop.ui.meter

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.meter.MonthBar
import curbstop.ui.parts.Say
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The use of a month in words, and as a bar. */
@Composable
fun MonthLine(month: MonthBar) {
    val type = LocalType.current
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(4.dp)) {
        Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp), Alignment.CenterVertically) {
            Say(month.month, style = type.small)
            Say(month.days, style = type.small, colour = LocalColours.current.quiet)
            Box(Modifier.weight(1f))
            Say(month.use, style = type.label)
        }
        Bar(month)
    }
}

@Composable
private fun Bar(month: MonthBar) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(5.dp)
    Box(Modifier.fillMaxWidth().height(10.dp).background(colours.key.ground, shape)) {
        Box(
            Modifier.fillMaxWidth(
                month.share.coerceIn(SHORTEST_BAR, 1f),
            ).height(10.dp).background(colours.accent, shape),
        )
    }
}

private const val SHORTEST_BAR = 0.02f
