package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
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
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.TARGET

/** A line that matters, with the sign of its meaning. Read aloud when it comes. */
@Composable
fun Banner(
    said: Said,
    tone: Tone,
    modifier: Modifier = Modifier,
    sign: Sign? = signOf(tone),
    onClick: (() -> Unit)? = null,
) {
    val inked = LocalColours.current.of(tone)
    val tap = if (onClick ==
        null
    ) {
        Modifier
    } else {
        Modifier.clickable(role = Role.Button, onClick = onClick).heightIn(TARGET)
    }
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Row(
            modifier.fillMaxWidth().clip(RoundedCornerShape(ROUND)).background(inked.ground).then(tap)
                .padding(GAP, 12.dp).semantics { liveRegion = LiveRegionMode.Polite },
            Arrangement.spacedBy(12.dp),
            Alignment.CenterVertically,
        ) {
            if (sign != null) Sign(sign)
            Say(said, Modifier.weight(1f), style = LocalType.current.small)
            if (onClick != null) Sign(Sign.FORTH, size = 22.dp)
        }
    }
}

/** What went wrong, in words; nothing where nothing did. */
@Composable
fun TroubleBanner(trouble: Said?, modifier: Modifier = Modifier) {
    if (trouble != null) Banner(trouble, Tone.LATE, modifier)
}

/** "Saved on this phone": shown only after the phone's durable commit. [what] says what was saved. */
@Composable
fun SavedBanner(what: Said, modifier: Modifier = Modifier, onClick: (() -> Unit)? = null) =
    Banner(said("app.part.saved", "what" to what), Tone.DONE, modifier, onClick = onClick)

private fun signOf(tone: Tone): Sign? = when (tone) {
    Tone.PLAIN -> null
    Tone.DONE -> Sign.CHECK
    Tone.NOTE -> Sign.INFO
    Tone.ASKS, Tone.LATE -> Sign.WARN
}
