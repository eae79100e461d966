package curbstop.ui.selftest

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import curbstop.app.selftest.SelfTestAction
import curbstop.app.selftest.SelfTestScreen
import curbstop.app.selftest.TestLine
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalType

/** Whether this phone is fit for the day: each line with its verdict in words, and what helps. */
@Composable
fun SelfTestPage(screen: SelfTestScreen, trouble: Said?, onBack: () -> Unit, on: (SelfTestAction) -> Unit) {
    val label = when (screen) {
        SelfTestScreen.NotBegun -> said("app.selftest.begin")
        SelfTestScreen.Looking -> said("app.selftest.looking")
        is SelfTestScreen.Found -> said("app.selftest.again")
    }
    Page(
        title = said("app.selftest.title"),
        onBack = onBack,
        trouble = trouble,
        actions = { MainButton(label, enabled = screen != SelfTestScreen.Looking) { on(SelfTestAction.Begin) } },
    ) {
        if (screen is SelfTestScreen.Found) {
            Banner(screen.sum, screen.sumTone)
            for (line in screen.lines) Line(line)
        } else {
            Say(said("app.selftest.about"))
        }
    }
}

@Composable
private fun Line(line: TestLine) {
    Card {
        Say(line.what, style = LocalType.current.strong)
        Badge(line.verdict, line.tone, sign = if (line.tone == Tone.DONE) Sign.CHECK else Sign.WARN)
        line.remedy?.let { Say(it) }
    }
}
