package curbstop.ui.exchange

import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import curbstop.app.Said
import curbstop.app.exchange.DECIMALS_MAX
import curbstop.app.exchange.DIGITS_MAX
import curbstop.app.exchange.ExchangeAction
import curbstop.app.exchange.ExchangeForm
import curbstop.app.said
import curbstop.ui.parts.Card
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.theme.LocalType

/** How many wheels the new register has: black ones for cubic metres, red ones for decimals. */
@Composable
fun Wheels(form: ExchangeForm, on: (ExchangeAction) -> Unit) = Card {
    Stepper(said("app.exchange.digits", "count" to form.digits), form.digits, 1..DIGITS_MAX) {
        on(ExchangeAction.Fill(form.copy(digits = it)))
    }
    Stepper(said("app.exchange.decimals", "count" to form.decimals), form.decimals, 0..DECIMALS_MAX) {
        on(ExchangeAction.Fill(form.copy(decimals = it)))
    }
}

@Composable
private fun Stepper(said: Said, value: Int, range: IntRange, onValue: (Int) -> Unit) {
    Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
        SignButton(Sign.MINUS, said("app.part.less")) { onValue((value - 1).coerceIn(range)) }
        Say(said, Modifier.weight(1f), style = LocalType.current.strong, align = TextAlign.Center)
        SignButton(Sign.PLUS, said("app.part.one_more")) { onValue((value + 1).coerceIn(range)) }
    }
}
