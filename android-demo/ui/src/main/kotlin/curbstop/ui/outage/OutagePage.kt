package curbstop.ui.outage

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import curbstop.Lang
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.outage.NoticePlace
import curbstop.app.outage.OutageAction
import curbstop.app.outage.OutageScreen
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Card
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SavedLines
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.SideBySide
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting
import curbstop.ui.parts.spoken

/** The outage of an order: its plan, its notice, and the places where the notice hangs. */
@Composable
fun OutagePage(screen: OutageScreen, trouble: Said?, onBack: () -> Unit, on: (OutageAction) -> Unit) {
    when (screen) {
        OutageScreen.Loading -> Waiting(onBack, trouble)
        is OutageScreen.Planning -> PlanPage(screen, trouble, onBack, on)
        is OutageScreen.Announced -> AnnouncedPage(screen, trouble, onBack, on)
        is OutageScreen.Notice -> NoticePage(screen, trouble, on)
    }
}

@Composable
private fun AnnouncedPage(
    screen: OutageScreen.Announced,
    trouble: Said?,
    onBack: () -> Unit,
    on: (OutageAction) -> Unit,
) {
    val next = screen.places.find { it.hangs == null }
    Page(
        title = said("app.outage.title"),
        detail = screen.notice,
        onBack = onBack,
        trouble = trouble,
        actions = {
            SideBySide {
                SideButton(said("app.outage.show_notice"), Modifier.weight(1f)) { on(OutageAction.ShowNotice(Lang.ZH)) }
                SideButton(said("app.outage.change"), Modifier.weight(1f)) { on(OutageAction.Change) }
            }
            if (next != null) HungButton(next, screen.busy, on)
        },
    ) {
        SavedLines(screen.saved)
        Card {
            Fact(said("app.outage.scope"), screen.scope)
            Fact(said("app.outage.cause"), screen.cause)
            Fact(said("app.outage.times"), screen.times)
        }
        Heading(said("app.outage.places"))
        if (screen.places.isEmpty()) Say(said("app.order.no_places"))
        for (place in screen.places) PlaceRow(place) { if (!screen.busy) on(OutageAction.Hung(place.place)) }
    }
}

@Composable
private fun HungButton(next: NoticePlace, busy: Boolean, on: (OutageAction) -> Unit) {
    val label = if (busy) said("app.part.saving") else said("app.outage.hung", "place" to next.place)
    MainButton(label, sign = Sign.CAMERA, enabled = !busy) { on(OutageAction.Hung(next.place)) }
}

@Composable
private fun PlaceRow(place: NoticePlace, onHung: () -> Unit) {
    val hangs = place.hangs
    ListRow(
        plain(place.place),
        sign = if (hangs ==
            null
        ) {
            Sign.ORDER
        } else {
            Sign.CHECK
        },
        onClick = if (hangs == null) onHung else null,
    ) {
        Badge(hangs ?: said("app.outage.hangs_not"), if (hangs == null) Tone.ASKS else Tone.DONE)
    }
}

/** The words to hang up or to send. */
@Composable
private fun NoticePage(screen: OutageScreen.Notice, trouble: Said?, on: (OutageAction) -> Unit) {
    val words = spoken(screen.words)
    Page(
        title = said("app.outage.notice_title"),
        onBack = { on(OutageAction.Close) },
        trouble = trouble,
        actions = { MainButton(said("app.outage.share"), sign = Sign.SENT) { on(OutageAction.Share(words)) } },
    ) {
        ChoiceGrid(listOf(Choice(Lang.ZH, said("app.lang.zh")), Choice(Lang.EN, said("app.lang.en"))), screen.lang) {
            on(OutageAction.ShowNotice(it))
        }
        Card { Say(screen.words) }
    }
}
