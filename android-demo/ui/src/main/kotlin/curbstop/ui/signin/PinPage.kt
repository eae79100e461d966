package curbstop.ui.signin

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.signin.PIN_DIGITS_MAX
import curbstop.app.signin.PIN_DIGITS_MIN
import curbstop.app.signin.PinStep
import curbstop.app.signin.SignInAction
import curbstop.app.signin.SignInState
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Frame
import curbstop.ui.parts.Keypad
import curbstop.ui.parts.NextKey
import curbstop.ui.parts.Say
import curbstop.ui.parts.spoken
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** The PIN on the app's own keypad; its digits are counted and never shown. */
@Composable
fun PinPage(state: SignInState.Pin, trouble: Said?, onBack: () -> Unit, on: (SignInAction) -> Unit) = Frame(
    title = plain(state.person.name),
    detail = state.person.detail,
    onBack = onBack,
    trouble = trouble,
    actions = {
        Keypad({ on(SignInAction.Press(it)) }) {
            val isReady = state.typed >= PIN_DIGITS_MIN && state.locked == null && !state.isAsking
            NextKey(said("app.signin.next"), isReady) { on(SignInAction.Next) }
        }
    },
) {
    Column(
        Modifier.fillMaxSize().padding(GAP),
        Arrangement.spacedBy(GAP, Alignment.Bottom),
        Alignment.CenterHorizontally,
    ) {
        state.locked?.let { Banner(it, Tone.LATE) }
        state.wrong?.let { Banner(it, Tone.ASKS) }
        Say(said(title(state.step)), style = LocalType.current.title)
        if (state.step == PinStep.CHOOSE) Say(said("app.signin.choose_how"), style = LocalType.current.small)
        Points(state.typed)
    }
}

private fun title(step: PinStep): String = when (step) {
    PinStep.ENTER -> "app.signin.enter"
    PinStep.CHOOSE -> "app.signin.choose"
    PinStep.CHOOSE_AGAIN -> "app.signin.choose_again"
}

@Composable
private fun Points(typed: Int) {
    val colours = LocalColours.current
    val name = spoken(said("app.signin.typed", "count" to typed))
    Row(
        Modifier.fillMaxWidth().padding(vertical = 12.dp).clearAndSetSemantics { contentDescription = name },
        Arrangement.spacedBy(14.dp, Alignment.CenterHorizontally),
    ) {
        for (place in 0 until PIN_DIGITS_MAX) {
            val look = when {
                place < typed -> Modifier.background(colours.page.ink, CircleShape)
                place < PIN_DIGITS_MIN -> Modifier.border(3.dp, colours.page.ink, CircleShape)
                else -> Modifier.border(2.dp, colours.line, CircleShape)
            }
            Box(Modifier.size(20.dp).then(look))
        }
    }
}
