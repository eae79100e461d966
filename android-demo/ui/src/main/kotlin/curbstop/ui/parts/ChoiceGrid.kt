package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
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
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/** Short choices side by side, big enough for gloves; the last ones share their row. */
@Composable
fun <T> ChoiceGrid(
    choices: List<Choice<T>>,
    chosen: T?,
    modifier: Modifier = Modifier,
    columns: Int = 2,
    onChoose: (T) -> Unit,
) {
    Column(modifier.fillMaxWidth().selectableGroup(), Arrangement.spacedBy(SMALL_GAP)) {
        for (row in choices.chunked(columns)) {
            Row(Modifier.fillMaxWidth().height(IntrinsicSize.Min), Arrangement.spacedBy(SMALL_GAP)) {
                for (choice in row) Tile(choice, choice.value == chosen) { onChoose(choice.value) }
            }
        }
    }
}

@Composable
private fun <T> RowScope.Tile(choice: Choice<T>, isChosen: Boolean, onChoose: () -> Unit) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    val inked = if (isChosen) colours.action else colours.card
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Box(
            Modifier.weight(1f).fillMaxHeight().heightIn(min = TARGET).clip(shape).background(inked.ground)
                .border(if (isChosen) 0.dp else 2.dp, if (isChosen) inked.ground else colours.line, shape)
                .selectable(isChosen, role = Role.RadioButton, onClick = onChoose).padding(10.dp),
            Alignment.Center,
        ) { Say(choice.said, style = LocalType.current.strong, align = TextAlign.Center) }
    }
}
