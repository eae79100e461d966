package curbstop.ui.entry

import androidx.compose.runtime.Composable
import curbstop.app.entry.EntryAction
import curbstop.app.entry.Other
import curbstop.app.said
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton

/** What else can be done about this meter: the most frequent nearest to the thumb. */
@Composable
fun OtherSheet(on: (EntryAction) -> Unit) = Sheet(said("app.entry.other"), { on(EntryAction.More(false)) }) {
    val names = listOf(
        Other.EXCHANGE to "app.exchange.title",
        Other.CARD to "app.meter.title",
        Other.SKIP to "app.entry.skip",
        Other.NO_READ to "app.noread.title",
        Other.ESTIMATE to "app.estimate.title",
    )
    for ((other, key) in names) SideButton(said(key)) { on(EntryAction.Leave(other)) }
}
