package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.TARGET

/** A few views of one list, beside each other. */
@Composable
fun <T> Tabs(names: Map<T, Said>, chosen: T, modifier: Modifier = Modifier, onChoose: (T) -> Unit) {
    val colours = LocalColours.current
    Row(
        modifier.fillMaxWidth().height(IntrinsicSize.Min).clip(RoundedCornerShape(ROUND)).background(colours.key.ground)
            .selectableGroup().padding(4.dp),
        Arrangement.spacedBy(4.dp),
    ) {
        for ((value, said) in names) Tab(said, value == chosen) { onChoose(value) }
    }
}

@Composable
private fun RowScope.Tab(said: Said, isChosen: Boolean, onChoose: () -> Unit) {
    val colours = LocalColours.current
    val inked = if (isChosen) colours.action else colours.key
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Box(
            Modifier.weight(1f).fillMaxHeight().heightIn(min = TARGET).clip(RoundedCornerShape(ROUND - 4.dp))
                .background(inked.ground).selectable(isChosen, role = Role.Tab, onClick = onChoose).padding(8.dp),
            Alignment.Center,
        ) {
            Say(said, style = LocalType.current.strong, align = TextAlign.Center)
        }
    }
}
