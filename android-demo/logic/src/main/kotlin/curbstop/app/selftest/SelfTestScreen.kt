package curbstop.app.selftest

import curbstop.app.Said
import curbstop.app.Tone

/** What the phone finds when it looks at itself. */
sealed interface SelfTestScreen {
    /** Not begun. */
    data object NotBegun : SelfTestScreen

    /** The phone looks. */
    data object Looking : SelfTestScreen

    /** What it found, the worst first. */
    data class Found(val sum: Said, val sumTone: Tone, val lines: List<TestLine>) : SelfTestScreen
}

/** One thing that was looked at: how it is, and what helps. */
data class TestLine(val what: Said, val verdict: Said, val tone: Tone, val remedy: Said? = null)

/** What somebody does. */
sealed interface SelfTestAction {
    /** Looks, or looks again. */
    data object Begin : SelfTestAction
}
