package curbstop.app.job

import curbstop.HouseholdGap
import curbstop.HouseholdLine
import curbstop.JobCard
import curbstop.JobStep
import curbstop.PhoneTime
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.clocks.doubt
import curbstop.app.clocks.line
import curbstop.app.plain
import curbstop.app.said
import java.math.BigDecimal

/** The card in words. */
fun jobLines(card: JobCard, time: PhoneTime): JobLines {
    val steps = card.nextSteps.map { JobStepChoice(it, it.said()) }
    return JobLines(
        title = card.kindSaid(),
        stage = said("app.order.stage", "order" to card.id, "stage" to card.stageSaid()),
        address = plain(card.address),
        applicant = said("app.job.applicant", "applicant" to "${card.applicant} ${card.phone}".trim()),
        clock = card.clock?.line(),
        due = card.dueDay?.takeIf { card.runs() }?.let { said("app.job.due", "day" to it) },
        provisional = card.provisional(),
        timeDoubt = time.doubt().takeIf { card.runs() },
        budget = card.budgetSaid(),
        next = steps.firstOrNull(),
        others = steps.drop(1),
        progress = card.progress(),
        households = card.households.map(::row),
        missing = card.missing.map { said("job_missing.$it") },
        done = card.milestones.map {
            JobDoneLine(said("job_stage.${it.milestone.name.lowercase()}"), Said.Moment(it.at.at))
        },
        kept = card.unexpected.takeIf { it > 0u }?.let { said("app.order.kept", "count" to it) },
    )
}

/** The step's words. */
fun JobStep.said(): Said = said("job_step.${name.lowercase()}")

/** The kind's words. */
fun JobCard.kindSaid(): Said = said("job_kind.${kind.name.lowercase()}")

/** The stage's words. */
fun JobCard.stageSaid(): Said = said("job_stage.${stage.name.lowercase()}")

/** Why the deadline can still move; nothing where it cannot, or where nobody waits for it any more. */
fun JobCard.provisional(): Said? = missingNotices.takeIf { it.isNotEmpty() && runs() }
    ?.let { years -> said("app.job.provisional", "years" to years.joinToString(", ")) }

/** How many households are proven; nothing for a connection. */
fun JobCard.progress(): Said? = households.takeIf { it.isNotEmpty() }
    ?.let { all -> said("app.job.proven", "proven" to all.count { it.gap == null }, "all" to all.size) }

private fun JobCard.budgetSaid(): Said? = budget?.let { fen ->
    said(if (isDisputed) "app.job.disputed" else "app.job.budget_is", "sum" to yuan(fen))
}

/** Survey, drawing or budget is still waited for. */
private fun JobCard.runs(): Boolean = clock?.done == null

private fun row(line: HouseholdLine): HouseholdRow {
    val serial = line.checked?.serial?.ifBlank { null }?.let { said("app.job.serial_is", "serial" to it) }
    return HouseholdRow(
        id = line.id,
        address = plain(line.address),
        detail = serial ?: line.customer.ifBlank { null }?.let(::plain),
        mark = mark(line.gap),
    )
}

private fun mark(gap: HouseholdGap?): Mark = when (gap) {
    null -> Mark(said("app.job.is_proven"), Tone.DONE)
    HouseholdGap.NOT_CHECKED -> Mark(said("household_gap.not_checked"), Tone.NOTE)
    HouseholdGap.CROSSED -> Mark(said("household_gap.crossed"), Tone.LATE)
    HouseholdGap.NO_SERIAL, HouseholdGap.SAME_SERIAL, HouseholdGap.NO_PHOTO ->
        Mark(said("household_gap.${gap.name.lowercase()}"), Tone.ASKS)
}

/** Yuan with two decimals, from fen. */
fun yuan(fen: Long): String = BigDecimal.valueOf(fen, FEN_DECIMALS).toPlainString()

/** Fen from what was typed in yuan; nothing where it is no sum of at most [FEN_DECIMALS] decimals. */
fun fen(yuan: String): Long? = yuan.trim().toBigDecimalOrNull()
    ?.takeIf { it.signum() >= 0 && it.scale() <= FEN_DECIMALS && it <= BUDGET_MAX }
    ?.movePointRight(FEN_DECIMALS)?.toLong()

private const val FEN_DECIMALS = 2

/** The largest budget that the phone takes, in yuan. */
private val BUDGET_MAX = BigDecimal("1000000000")
