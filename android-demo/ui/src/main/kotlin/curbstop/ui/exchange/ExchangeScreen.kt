package curbstop.ui.exchange

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.exchange.ExchangeAction
import curbstop.app.exchange.ExchangeForm
import curbstop.app.exchange.ExchangeState
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Card
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalType

/** Another meter hangs here now: the old one's final stand, the new one and its start, photos of both. */
@Composable
fun ExchangeScreen(state: ExchangeState, trouble: Said?, onBack: () -> Unit, on: (ExchangeAction) -> Unit) =
    when (state) {
        ExchangeState.Looking -> Waiting(onBack, trouble)
        is ExchangeState.Open -> OpenExchange(state, trouble, onBack, on)
    }

@Composable
private fun OpenExchange(state: ExchangeState.Open, trouble: Said?, onBack: () -> Unit, on: (ExchangeAction) -> Unit) =
    Page(
        title = said("app.exchange.title"),
        detail = state.head.title,
        onBack = onBack,
        trouble = trouble,
        actions = {
            state.missing?.let { Say(it, style = LocalType.current.small) }
            val name = if (state.isSaving) "app.entry.saving" else "app.exchange.save"
            MainButton(said(name), enabled = state.canSave) { on(ExchangeAction.Save) }
        },
    ) {
        OldMeter(state, on)
        NewMeter(state.form, on)
        Heading(said("app.estimate.evidence"))
        TakenStrip(state.photos, said("app.exchange.photo")) { on(ExchangeAction.TakePhoto) }
        TextEntry(said("app.part.note"), state.form.note, lines = 2) {
            on(ExchangeAction.Fill(state.form.copy(note = it)))
        }
    }

@Composable
private fun OldMeter(state: ExchangeState.Open, on: (ExchangeAction) -> Unit) {
    val form = state.form
    Heading(said("app.exchange.old"))
    Card {
        Fact(said("app.meter.serial"), plain(state.head.serial))
        Fact(said("app.entry.previous"), state.previous)
    }
    TextEntry(said("app.exchange.old_final"), form.oldFinal, isNumber = true) {
        on(ExchangeAction.Fill(form.copy(oldFinal = it)))
    }
}

@Composable
private fun NewMeter(form: ExchangeForm, on: (ExchangeAction) -> Unit) {
    Heading(said("app.exchange.new"))
    TextEntry(said("app.exchange.new_meter"), form.newMeter) { on(ExchangeAction.Fill(form.copy(newMeter = it))) }
    SideButton(said("app.exchange.scan"), sign = Sign.SCAN) { on(ExchangeAction.Scan) }
    TextEntry(said("app.exchange.new_serial"), form.newSerial) { on(ExchangeAction.Fill(form.copy(newSerial = it))) }
    Wheels(form, on)
    TextEntry(said("app.exchange.new_start"), form.newStart, isNumber = true) {
        on(ExchangeAction.Fill(form.copy(newStart = it)))
    }
}
