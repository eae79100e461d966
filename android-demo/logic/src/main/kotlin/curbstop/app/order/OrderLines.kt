package curbstop.app.order

import curbstop.OrderCard
import curbstop.OrderStep
import curbstop.PhoneTime
import curbstop.RepairResult
import curbstop.app.Said
import curbstop.app.clocks.clockLines
import curbstop.app.clocks.doubt
import curbstop.app.plain
import curbstop.app.said

/** The card in words. */
fun orderLines(card: OrderCard, time: PhoneTime): OrderLines {
    val steps = card.nextSteps.distinct().map { StepChoice(it, stepLabel(it, card)) }
    return OrderLines(
        title = said("order_kind.${card.kind.name.lowercase()}"),
        stage = said("app.order.stage", "order" to card.id, "stage" to said("stage.${card.stage.name.lowercase()}")),
        summary = plain(card.summary),
        address = plain(card.address),
        caller = card.caller.ifBlank { null }?.let { said("app.order.caller", "caller" to it) },
        site = said(if (card.position == null) "app.order.site_unknown" else "app.order.site_known"),
        clocks = clockLines(card.clocks),
        timeDoubt = time.doubt().takeIf { card.clocks.isNotEmpty() },
        next = steps.firstOrNull(),
        others = steps.drop(1),
        outage = outageLine(card),
        pauses = pauseLines(card.pauses),
        result = card.result?.let { said("app.order.told", "result" to it.said(), "tell" to card.tellCaller) },
        done = card.milestones.map {
            DoneLine(said("milestone.${it.milestone.name.lowercase()}"), Said.Moment(it.at.at))
        },
        kept = card.unexpected.takeIf { it > 0u }?.let { said("app.order.kept", "count" to it) },
    )
}

/** The step's words; new times of an announced outage are a new notice. */
private fun stepLabel(step: OrderStep, card: OrderCard): Said =
    if (step == OrderStep.ANNOUNCE_OUTAGE && card.outage != null) said("app.order.new_times") else step.said()

/** The step's words. */
fun OrderStep.said(): Said = said("step.${name.lowercase()}")

private fun outageLine(card: OrderCard): OutageLine? = card.outage?.let { outage ->
    val (listed, missing) = outage.plan.places.size to card.missingNotices.size
    OutageLine(
        scope = plain(outage.plan.scope),
        times = said("app.order.outage_times", "stop" to outage.plan.stopAt, "restore" to outage.plan.restoreAt),
        notices = if (listed ==
            0
        ) {
            said("app.order.no_places")
        } else {
            said(
                "app.order.notices",
                "posted" to listed - missing,
                "listed" to listed,
            )
        },
        noticesMissing = missing > 0,
    )
}

/** The result's words. */
fun RepairResult.said(): Said = when (this) {
    is RepairResult.Repaired -> said("result.repaired")
    is RepairResult.MadeSafe -> said("result.made_safe")
    is RepairResult.DuplicateOf -> said("result.duplicate_of", "order" to order)
    is RepairResult.NothingFound -> said("result.nothing_found")
    is RepairResult.NotOurs -> said("result.not_ours")
    is RepairResult.Other -> said("result.other")
}
