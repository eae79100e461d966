package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.clocks.ClockLine
import curbstop.app.clocks.Urgency
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP

/** The limits of what is shown, the most pressing first, and what is to be said of the phone's time. */
@Composable
fun Clocks(clocks: List<ClockLine>, timeDoubt: Said?) {
    if (clocks.isEmpty()) return
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(SMALL_GAP)) {
        for ((place, clock) in clocks.withIndex()) if (clock.urgency.runs) Running(clock, isFirst = place == 0)
        if (timeDoubt != null) Banner(timeDoubt, Tone.ASKS)
        for (clock in clocks) if (!clock.urgency.runs) Badge(clock.words, clock.urgency.tone, sign = Sign.CLOCK)
    }
}

@Composable
private fun Running(clock: ClockLine, isFirst: Boolean) {
    val inked = LocalColours.current.of(clock.urgency.tone)
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Row(
            Modifier.fillMaxWidth().background(
                inked.ground,
                RoundedCornerShape(ROUND),
            ).padding(GAP, if (isFirst) 14.dp else 10.dp),
            Arrangement.spacedBy(12.dp),
            Alignment.CenterVertically,
        ) {
            Sign(if (clock.urgency == Urgency.LATE) Sign.WARN else Sign.CLOCK)
            Column(Modifier.weight(1f)) {
                Say(clock.words, style = if (isFirst) LocalType.current.title else LocalType.current.strong)
                Say(clock.due, style = LocalType.current.small)
            }
        }
    }
}
