package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.defaultMinSize
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
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.ui.theme.GAP
import curbstop.ui.theme.Inked
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/** The one thing to do here. At most one on a page, at its bottom. */
@Composable
fun MainButton(
    said: Said,
    modifier: Modifier = Modifier,
    sign: Sign? = null,
    enabled: Boolean = true,
    onClick: () -> Unit,
) = WideButton(said, if (enabled) LocalColours.current.action else off(), modifier, sign, enabled, onClick)

/** Something else that can be done. */
@Composable
fun SideButton(
    said: Said,
    modifier: Modifier = Modifier,
    sign: Sign? = null,
    enabled: Boolean = true,
    onClick: () -> Unit,
) = WideButton(said, if (enabled) LocalColours.current.key else off(), modifier, sign, enabled, onClick)

/** Something that cannot be taken back. */
@Composable
fun GraveButton(said: Said, modifier: Modifier = Modifier, sign: Sign? = null, onClick: () -> Unit) =
    WideButton(said, LocalColours.current.of(Tone.LATE), modifier, sign, enabled = true, onClick)

/** A square with a sign; [said] is what it is called. */
@Composable
fun SignButton(sign: Sign, said: Said, modifier: Modifier = Modifier, onClick: () -> Unit) {
    val name = spoken(said)
    Box(
        modifier.defaultMinSize(TARGET, TARGET).clip(RoundedCornerShape(ROUND))
            .clickable(role = Role.Button, onClick = onClick).semantics { contentDescription = name },
        contentAlignment = Alignment.Center,
    ) { Sign(sign) }
}

/** Two or three buttons side by side, equally wide. */
@Composable
fun SideBySide(content: @Composable RowScope.() -> Unit) =
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(SMALL_GAP), Alignment.CenterVertically, content)

@Composable
private fun off(): Inked = LocalColours.current.off

@Composable
private fun WideButton(
    said: Said,
    inked: Inked,
    modifier: Modifier,
    sign: Sign?,
    enabled: Boolean,
    onClick: () -> Unit,
) {
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Row(
            modifier.fillMaxWidth().heightIn(min = TARGET).clip(RoundedCornerShape(ROUND)).background(inked.ground)
                .clickable(enabled, role = Role.Button, onClick = onClick).padding(GAP, SMALL_GAP),
            Arrangement.spacedBy(SMALL_GAP, Alignment.CenterHorizontally),
            Alignment.CenterVertically,
        ) {
            if (sign != null) Sign(sign)
            Say(said, Modifier.weight(1f, fill = false), style = LocalType.current.strong, align = TextAlign.Center)
        }
    }
}
