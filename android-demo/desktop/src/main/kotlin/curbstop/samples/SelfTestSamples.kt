package curbstop.samples

import curbstop.app.Tone
import curbstop.app.said
import curbstop.app.selftest.SelfTestScreen
import curbstop.app.selftest.TestLine
import curbstop.ui.selftest.SelfTestPage

/** The phone looks at itself. */
internal val selfTestSamples = listOf(
    selfTest("not-begun", SelfTestScreen.NotBegun),
    selfTest("found", found),
)

private fun selfTest(state: String, screen: SelfTestScreen) = Sample("selftest", state) {
    SelfTestPage(screen, trouble = null, onBack = {}) {}
}

private val found get() = SelfTestScreen.Found(
    sum = said("app.selftest.some", "count" to 2),
    sumTone = Tone.LATE,
    lines = listOf(
        TestLine(
            said("self_test.part.position"),
            said("self_test.position_never"),
            Tone.LATE,
            said("self_test.position_never.remedy"),
        ),
        TestLine(
            said("self_test.part.server"),
            said("self_test.server_silent"),
            Tone.ASKS,
            said("self_test.server_silent.remedy"),
        ),
        TestLine(said("self_test.part.clock"), said("self_test.clock_right"), Tone.DONE),
        TestLine(said("self_test.part.storage"), said("self_test.storage_works"), Tone.DONE),
    ),
)
