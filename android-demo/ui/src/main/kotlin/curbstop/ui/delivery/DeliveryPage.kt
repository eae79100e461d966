package curbstop.ui.delivery

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.delivery.DeliveryAction
import curbstop.app.delivery.DeliveryScreen
import curbstop.app.delivery.LinkLine
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** What is saved here and what is delivered; nobody has to wait for it. */
@Composable
fun DeliveryPage(screen: DeliveryScreen, trouble: Said?, onBack: () -> Unit, on: (DeliveryAction) -> Unit) {
    when (screen) {
        DeliveryScreen.Loading -> Waiting(onBack, trouble)
        is DeliveryScreen.Shown -> ShownPage(screen, trouble, onBack, on)
    }
}

@Composable
private fun ShownPage(screen: DeliveryScreen.Shown, trouble: Said?, onBack: () -> Unit, on: (DeliveryAction) -> Unit) {
    val link = screen.link
    Page(
        title = said("app.delivery.title"),
        onBack = onBack,
        // The state below says it in full, with when it is tried again.
        trouble = trouble.takeIf { link is LinkLine.Ready },
        actions = { Actions(screen, on) },
    ) {
        screen.done?.let { Banner(it, Tone.DONE) }
        Banner(
            screen.waiting ?: said("app.delivery.all_delivered"),
            if (screen.waiting ==
                null
            ) {
                Tone.DONE
            } else {
                Tone.NOTE
            },
            sign = if (screen.waiting == null) Sign.SENT else Sign.PHONE_ONLY,
        )
        Card {
            Say(screen.today, style = LocalType.current.strong)
            screen.photos?.let { Say(it) }
            Say(screen.heard, style = LocalType.current.small, colour = LocalColours.current.quiet)
        }
        LinkCard(link)
        screen.refused?.let {
            ListRow(it, detail = said("app.delivery.refused_detail"), sign = Sign.WARN, onClick = {
                on(DeliveryAction.OpenRefused)
            })
        }
    }
}

@Composable
private fun LinkCard(link: LinkLine) {
    when (link) {
        is LinkLine.Ready -> Say(link.words, style = LocalType.current.small, colour = LocalColours.current.quiet)
        is LinkLine.Waiting -> Card {
            Say(link.why)
            Say(link.words, style = LocalType.current.strong)
        }
        is LinkLine.Paused -> {
            Banner(link.words, Tone.ASKS)
            Card { Say(link.why) }
        }
    }
}

@Composable
private fun Actions(screen: DeliveryScreen.Shown, on: (DeliveryAction) -> Unit) {
    when {
        screen.syncing -> {
            SideButton(said("app.delivery.stop")) { on(DeliveryAction.Stop) }
            MainButton(said("app.delivery.syncing"), enabled = false) {}
        }
        screen.link is LinkLine.Paused -> {
            SideButton(said("app.delivery.sync_now")) { on(DeliveryAction.SyncNow) }
            MainButton(said("app.delivery.enrol_anew"), sign = Sign.SCAN) { on(DeliveryAction.EnrolAnew) }
        }
        else -> MainButton(said("app.delivery.sync_now"), sign = Sign.SENT) { on(DeliveryAction.SyncNow) }
    }
}
