package curbstop.ui.today

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
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
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import curbstop.app.Line
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.said
import curbstop.app.today.TodayAction
import curbstop.app.today.TodayState
import curbstop.ui.parts.Banner
import curbstop.ui.parts.LocalInk
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.TARGET

/** The one big button: what is next, with its words; or that all is done. */
@Composable
fun Next(next: Line?, open: (Place) -> Unit) {
    val place = next?.place
    if (next == null || place == null) return Banner(said("app.today.all_done"), Tone.DONE)
    val colours = LocalColours.current
    val type = LocalType.current
    CompositionLocalProvider(LocalInk provides colours.action.ink) {
        Row(
            Modifier.fillMaxWidth().heightIn(min = TARGET).clip(RoundedCornerShape(ROUND))
                .background(colours.action.ground).clickable(role = Role.Button) { open(place) }.padding(20.dp, 12.dp),
            Arrangement.spacedBy(12.dp),
            Alignment.CenterVertically,
        ) {
            Column(Modifier.weight(1f)) {
                Say(said("app.today.next"), style = type.small)
                Say(next.title, style = type.title)
                next.detail?.let { Say(it, style = type.small) }
            }
            Sign(Sign.FORTH, size = 36.dp)
        }
    }
}

/** What comes up over the day: where else to go, and the question before signing out. */
@Composable
fun TodaySheets(state: TodayState.Open, on: (TodayAction) -> Unit) {
    val leaving = state.leaving
    if (leaving != null) {
        Sheet(said("app.today.sign_out"), { on(TodayAction.Leave(false)) }) {
            Banner(leaving, Tone.NOTE)
            SideButton(said("app.part.no")) { on(TodayAction.Leave(false)) }
            MainButton(said("app.today.sign_out")) { on(TodayAction.Leave(true)) }
        }
    } else if (state.isMoreOpen) {
        Sheet(said("app.part.more"), { on(TodayAction.More(false)) }) { Elsewhere(on) }
    }
}

@Composable
private fun Elsewhere(on: (TodayAction) -> Unit) {
    val places = listOf(
        Triple("app.today.about_me", Sign.PERSON, Place.AboutMe),
        Triple("app.today.settings", Sign.GEAR, Place.Settings),
        Triple("app.today.covers_near", Sign.COVER, Place.Covers),
        Triple("app.today.delivery", Sign.PHONE_ONLY, Place.Delivery),
    )
    SideButton(said("app.today.sign_out"), sign = Sign.LOCK) { on(TodayAction.SignOut) }
    for ((key, sign, place) in places) SideButton(said(key), sign = sign) { on(TodayAction.Open(place)) }
    MainButton(said("app.today.sync"), sign = Sign.SENT) { on(TodayAction.Sync) }
}
