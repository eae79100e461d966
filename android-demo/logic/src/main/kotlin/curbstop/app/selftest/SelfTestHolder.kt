package curbstop.app.selftest

import curbstop.FindingValue
import curbstop.SelfTestLine
import curbstop.SelfTestVerdict
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** Whether a worker can rely on this phone today: what the phone finds here, and then whether the server answers. */
class SelfTestHolder(app: App, scope: CoroutineScope) :
    Holder<SelfTestScreen, SelfTestAction>(SelfTestScreen.NotBegun, scope) {
    private val phone = app.phone
    private val host = app.host

    override fun on(action: SelfTestAction) {
        when (action) {
            SelfTestAction.Begin -> begin()
        }
    }

    private fun begin() {
        if (now == SelfTestScreen.Looking) return
        show(SelfTestScreen.Looking)
        ask { show(found(phone.selfTest(host.facts()) + phone.testMessage())) }
            .invokeOnCompletion { if (now == SelfTestScreen.Looking) show(SelfTestScreen.NotBegun) }
    }
}

/** What was found, the worst first. */
internal fun found(lines: List<SelfTestLine>): SelfTestScreen.Found {
    val worst = lines.maxOfOrNull { it.verdict } ?: SelfTestVerdict.GOOD
    val toDo = lines.count { it.verdict != SelfTestVerdict.GOOD }
    return SelfTestScreen.Found(
        sum = if (toDo == 0) said("app.selftest.all_well") else said("app.selftest.some", "count" to toDo),
        sumTone = worst.tone(),
        lines = lines.sortedByDescending { it.verdict }.map(SelfTestLine::line),
    )
}

private fun SelfTestLine.line(): TestLine {
    val args = values.map { (name, value) -> name to value.said() }.toTypedArray()
    return TestLine(
        what = said("self_test.part.${part.name.lowercase()}"),
        verdict = said("self_test.$code", *args),
        tone = verdict.tone(),
        remedy = if (verdict == SelfTestVerdict.GOOD) null else said("self_test.$code.remedy", *args),
    )
}

private fun FindingValue.said(): Said = when (this) {
    is FindingValue.Length -> Said.Span(span)
    is FindingValue.Count -> Said.Plain(count.toString())
    is FindingValue.Error -> said("error.$code")
}

private fun SelfTestVerdict.tone(): Tone = when (this) {
    SelfTestVerdict.GOOD -> Tone.DONE
    SelfTestVerdict.DOUBTFUL -> Tone.ASKS
    SelfTestVerdict.BAD -> Tone.LATE
}
