package curbstop.ui.order

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.order.DoneLine
import curbstop.app.order.OrderLines
import curbstop.app.order.OutageLine
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Card
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** What the caller said, and where. */
@Composable
internal fun OrderCard(order: OrderLines) {
    Card {
        Say(order.summary, style = LocalType.current.strong)
        Line(Sign.MAP, order.address)
        order.caller?.let { Line(Sign.PERSON, it) }
        Line(Sign.HERE, order.site, isQuiet = true)
    }
}

@Composable
private fun Line(sign: Sign, said: Said, isQuiet: Boolean = false) {
    val colours = LocalColours.current
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        Sign(sign, size = 24.dp, colour = colours.accent)
        Say(
            said,
            Modifier.weight(1f),
            if (isQuiet) LocalType.current.small else LocalType.current.body,
            if (isQuiet) colours.quiet else colours.card.ink,
        )
    }
}

/** The outage as announced; a tap opens its places. */
@Composable
internal fun OutageCard(outage: OutageLine, onOpen: () -> Unit) {
    ListRow(said("app.outage.title"), detail = outage.times, sign = Sign.DROP, onClick = onOpen) {
        Badge(outage.notices, if (outage.noticesMissing) Tone.ASKS else Tone.DONE)
    }
}

/** What the hotline was told. */
@Composable
internal fun ResultCard(result: Said) {
    Heading(said("app.order.result"))
    Card { Say(result) }
}

/** What was done, and when. */
@Composable
internal fun DoneCard(done: List<DoneLine>) {
    Heading(said("app.order.done"))
    Card { for (line in done) Fact(line.what, line.at) }
}
