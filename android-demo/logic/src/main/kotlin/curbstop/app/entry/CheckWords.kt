package curbstop.app.entry

import curbstop.Check
import curbstop.Detail
import curbstop.app.Said
import curbstop.app.said

/** What a check says, with the numbers that it explains itself with. */
fun Check.said(): Said = said("check.${code.name.lowercase()}", *numbers(detail))

private fun numbers(detail: Detail): Array<Pair<String, Any>> = when (detail) {
    is Detail.Register -> arrayOf("digits" to detail.digits, "decimals" to detail.decimals)
    is Detail.Meter -> arrayOf("expected" to detail.expected, "found" to detail.found)
    is Detail.Earlier -> arrayOf("value" to detail.value)
    is Detail.Lower -> arrayOf("previous" to detail.previous, "by" to detail.by)
    is Detail.Rollover -> arrayOf("previous" to detail.previous, "consumption" to detail.consumption)
    is Detail.Capacity -> arrayOf("consumption" to detail.consumption, "most" to detail.most)
    is Detail.Band -> arrayOf(
        "consumption" to detail.consumption,
        "expected" to detail.expected,
        "low" to detail.low,
        "high" to detail.high,
    )
    is Detail.Use -> arrayOf("consumption" to detail.consumption)
    is Detail.Open -> arrayOf("period" to detail.period)
}
