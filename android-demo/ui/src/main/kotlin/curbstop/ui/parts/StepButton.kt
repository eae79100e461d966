package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.TARGET

/** Moves a value by one step; [name] is what it is called where it is heard and not seen. */
@Composable
fun StepButton(label: Said, name: Said, onStep: () -> Unit) {
    val inked = LocalColours.current.key
    val spoken = spoken(name)
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Box(
            Modifier.defaultMinSize(TARGET + 12.dp, TARGET).clip(RoundedCornerShape(ROUND)).background(inked.ground)
                .clickable(role = Role.Button, onClick = onStep).semantics { contentDescription = spoken },
            contentAlignment = Alignment.Center,
        ) { Say(label, style = LocalType.current.strong) }
    }
}
