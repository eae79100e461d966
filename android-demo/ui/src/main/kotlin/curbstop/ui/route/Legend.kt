package curbstop.ui.route

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.route.Shape
import curbstop.app.said
import curbstop.ui.parts.Say
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** What the shapes mean, in words. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun LegendOf(shapes: List<Shape>) {
    val colours = LocalColours.current
    FlowRow(horizontalArrangement = Arrangement.spacedBy(16.dp), verticalArrangement = Arrangement.spacedBy(4.dp)) {
        for (shape in shapes) {
            Row(horizontalArrangement = Arrangement.spacedBy(6.dp), verticalAlignment = Alignment.CenterVertically) {
                Canvas(Modifier.size(24.dp)) { dot(shape, center, colours, size.minDimension / 2) }
                Say(said("app.map.${shape.name.lowercase()}"), style = LocalType.current.small)
            }
        }
    }
}
