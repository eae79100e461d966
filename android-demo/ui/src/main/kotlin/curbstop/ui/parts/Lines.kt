package curbstop.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place

/** A line of a list; a tap on it opens its place. */
@Composable
fun LineRow(line: Line, modifier: Modifier = Modifier, sign: Sign? = null, onOpen: (Place) -> Unit) {
    val place = line.place
    val below: (@Composable () -> Unit)? = if (line.marks.isEmpty()) null else ({ Marks(line.marks) })
    ListRow(line.title, modifier, line.detail, sign, place?.let { { onOpen(it) } }, below)
}

/** States and clocks beside each other, as many as fit a row. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Marks(marks: List<Mark>, modifier: Modifier = Modifier) {
    FlowRow(modifier, Arrangement.spacedBy(6.dp), Arrangement.spacedBy(6.dp)) {
        for (mark in marks) if (mark.isClock) ClockLine(mark.said, mark.tone) else Badge(mark.said, mark.tone)
    }
}
