package curbstop.ui.entry

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.snapshotFlow
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.entry.EntryAction
import curbstop.app.entry.EntryState
import curbstop.app.entry.Question
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Frame
import curbstop.ui.parts.Keypad
import curbstop.ui.parts.NextKey
import curbstop.ui.parts.SavedBanner
import curbstop.ui.parts.SideKey
import curbstop.ui.parts.Sign
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.GAP

/** The heart of the day: a stand is typed, asked about where it is odd, and saved; the next meter opens by itself. */
@Composable
fun EntryScreen(state: EntryState, trouble: Said?, onBack: () -> Unit, on: (EntryAction) -> Unit) = when (state) {
    EntryState.Looking -> Waiting(onBack, trouble)
    is EntryState.Open -> OpenEntry(state, trouble, onBack, on)
}

@Composable
private fun OpenEntry(state: EntryState.Open, trouble: Said?, onBack: () -> Unit, on: (EntryAction) -> Unit) = Frame(
    title = state.head.title,
    detail = state.head.detail,
    onBack = onBack,
    trouble = trouble,
    actions = { Typing(state, on) },
    over = {
        state.question?.let { QuestionSheet(it, state.isSaving, on) }
        if (state.isMoreOpen) OtherSheet(on)
    },
) {
    val scroll = rememberScrollState()
    // What a check says is the last thing here: on a short phone it is brought into view by itself.
    LaunchedEffect(state.remark) {
        if (state.remark != null) snapshotFlow { scroll.maxValue }.collect { scroll.scrollTo(it) }
    }
    Column(
        Modifier.fillMaxSize().verticalScroll(scroll).padding(GAP, 4.dp),
        Arrangement.spacedBy(10.dp),
    ) {
        Known(state, on)
    }
}

@Composable
private fun Known(state: EntryState.Open, on: (EntryAction) -> Unit) {
    val saved = state.saved
    if (state.question is Question.SecondEntry) {
        Banner(said("ask.second_entry"), Tone.ASKS)
        return
    }
    Stands(state.previous, state.expected)
    state.remark?.let { Banner(it.said, it.tone) }
    if (state.typed.isNotEmpty()) return
    if (state.head.note.isNotEmpty()) Banner(plain(state.head.note), Tone.ASKS)
    if (saved != null) {
        val correct: (() -> Unit)? = saved.correct?.let { { on(EntryAction.Correct) } }
        SavedBanner(saved.what, onClick = correct)
    }
}

@Composable
private fun ColumnScope.Typing(state: EntryState.Open, on: (EntryAction) -> Unit) {
    Register(state.typed, state.digits, state.decimals, Modifier.fillMaxWidth().padding(vertical = 4.dp))
    Keypad(
        onKey = { on(EntryAction.Press(it)) },
        hasPoint = state.decimals > 0,
        extra = said("app.entry.scan") to Sign.SCAN,
        onExtra = { on(EntryAction.Scan) },
    ) {
        SideKey(said("app.part.more"), Sign.MORE) { on(EntryAction.More(true)) }
        val isSecond = state.question is Question.SecondEntry
        val name = if (state.isSaving) {
            "app.entry.saving"
        } else if (isSecond) {
            "app.entry.compare"
        } else {
            "app.entry.next"
        }
        NextKey(said(name), state.typed.isNotEmpty() && !state.isSaving) { on(EntryAction.Next) }
    }
}
