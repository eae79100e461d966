package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/** One thing that can be chosen. */
data class Choice<T>(val value: T, val said: Said, val detail: Said? = null)

/** Choices one below the other, one of them chosen. */
@Composable
fun <T> ChoiceList(choices: List<Choice<T>>, chosen: T?, modifier: Modifier = Modifier, onChoose: (T) -> Unit) {
    Column(modifier.fillMaxWidth().selectableGroup(), Arrangement.spacedBy(SMALL_GAP)) {
        for (choice in choices) ChoiceRow(choice, choice.value == chosen) { onChoose(choice.value) }
    }
}

@Composable
private fun <T> ChoiceRow(choice: Choice<T>, isChosen: Boolean, onChoose: () -> Unit) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    val border = if (isChosen) {
        Modifier.border(
            3.dp,
            colours.accent,
            shape,
        )
    } else {
        Modifier.border(1.dp, colours.line, shape)
    }
    CompositionLocalProvider(LocalInk provides colours.card.ink) {
        Row(
            Modifier.fillMaxWidth().heightIn(min = TARGET).clip(shape).background(colours.card.ground).then(border)
                .selectable(isChosen, role = Role.RadioButton, onClick = onChoose).padding(GAP, 10.dp),
            Arrangement.spacedBy(14.dp),
            Alignment.CenterVertically,
        ) {
            Mark(isChosen)
            Column(Modifier.weight(1f)) {
                Say(choice.said, style = LocalType.current.strong)
                choice.detail?.let { Say(it, style = LocalType.current.small, colour = colours.quiet) }
            }
        }
    }
}

@Composable
private fun Mark(isChosen: Boolean) {
    val colours = LocalColours.current
    Box(
        Modifier.size(32.dp).clip(CircleShape)
            .then(
                if (isChosen) {
                    Modifier.background(
                        colours.action.ground,
                    )
                } else {
                    Modifier.border(2.dp, colours.quiet, CircleShape)
                },
            ),
        Alignment.Center,
    ) {
        if (isChosen) Sign(Sign.CHECK, size = 22.dp, colour = colours.action.ink)
    }
}
