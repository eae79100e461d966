package curbstop.app.estimate

import curbstop.EstimateInputs
import curbstop.EstimateProposal
import curbstop.MonthUse
import curbstop.app.Said
import curbstop.app.said

/** How a proposed use was computed, line by line: the daily use with what it rests on, then each of its inputs. */
fun inputWords(proposal: EstimateProposal): List<Said> {
    val (daily, days) = proposal.daily to proposal.days
    return when (val inputs = proposal.inputs) {
        is EstimateInputs.Intervals -> listOf(
            said("estimate_input.intervals", "count" to inputs.uses.size, "daily" to daily, "days" to days),
        ) + inputs.uses.map(::use)
        is EstimateInputs.LastYear -> listOf(
            said("estimate_input.last_year", "period" to inputs.month.period, "daily" to daily, "days" to days),
            use(inputs.month),
        )
        is EstimateInputs.Class -> listOf(said("estimate_input.class", "daily" to daily, "days" to days))
    }
}

private fun use(month: MonthUse): Said =
    said("app.estimate.input", "period" to month.period, "volume" to month.volume, "days" to month.days)
