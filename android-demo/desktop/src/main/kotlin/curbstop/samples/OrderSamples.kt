package curbstop.samples

import curbstop.OrderStep
import curbstop.PauseCause
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.clocks.Urgency
import curbstop.app.order.ArrivalChoice
import curbstop.app.order.ArrivalWay
import curbstop.app.order.CauseChoice
import curbstop.app.order.DoneLine
import curbstop.app.order.OrderAsk
import curbstop.app.order.OrderLines
import curbstop.app.order.OrderScreen
import curbstop.app.order.OutageLine
import curbstop.app.order.PauseLine
import curbstop.app.order.ReportResult
import curbstop.app.order.ResultChoice
import curbstop.app.order.StepChoice
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.order.OrderPage
import java.time.Duration

/** An order from its dispatch to its result. */
internal val orderSamples = listOf(
    order("dispatched", OrderScreen.Shown(dispatched)),
    order(
        "time-doubtful",
        OrderScreen.Shown(
            dispatched.copy(
                timeDoubt = said(
                    "app.clock.derived",
                    "bound" to Duration.ofMinutes(6),
                ),
            ),
        ),
    ),
    order("late", OrderScreen.Shown(late)),
    order("at-site", OrderScreen.Shown(dispatched, atSite)),
    order("away", OrderScreen.Shown(dispatched, away)),
    order("working", OrderScreen.Shown(working, saved = listOf(said("step.stop_water")))),
    order("stop-unannounced", OrderScreen.Shown(working, OrderAsk.StopUnannounced)),
    order(
        "repair",
        OrderScreen.Shown(working, OrderAsk.Repair(true, "换了一段 DN100 管，1.2 米", listOf(photo()))),
    ),
    order("pause", OrderScreen.Shown(working, pause)),
    order("paused", OrderScreen.Shown(paused, saved = listOf(said("step.pause")))),
    order("report", OrderScreen.Shown(working, report(ReportResult.REPAIRED))),
    order("report-duplicate", OrderScreen.Shown(working, report(ReportResult.DUPLICATE_OF))),
    order("reported", OrderScreen.Shown(reported, saved = listOf(said("step.repair")))),
)

private fun order(state: String, screen: OrderScreen) = Sample("order", state) {
    OrderPage(screen, trouble = null, onBack = {}) {}
}

private val dispatched get() = OrderLines(
    title = said("order_kind.main"),
    stage = stage("dispatched"),
    summary = plain("路口冒水，流到慢车道上了，水很大"),
    address = plain("朝阳路与建设街交叉口东 50 米，移动营业厅门前"),
    caller = said("app.order.caller", "caller" to "13800000000"),
    site = said("app.order.site_known"),
    clocks = listOf(left("arrive", 23, at("14:38")), left("repair", 1043, on(24, "07:38"))),
    timeDoubt = null,
    next = step(OrderStep.ACKNOWLEDGE),
    others = listOf(step(OrderStep.TRAVEL), step(OrderStep.ARRIVE)),
    outage = null,
    pauses = emptyList(),
    result = null,
    done = listOf(done("instructed", "13:38")),
    kept = null,
)

private val late get() = dispatched.copy(
    stage = stage("travelling"),
    clocks = listOf(late("arrive", 12, at("14:38")), left("repair", 1008, on(24, "07:38"))),
    next = step(OrderStep.ARRIVE),
    others = emptyList(),
    done = listOf(done("instructed", "13:38"), done("acknowledged", "13:41"), done("travelling", "14:02")),
)

private val working get() = dispatched.copy(
    stage = stage("water_stopped"),
    clocks = listOf(
        left("tell_outage", 9, at("15:02"), Urgency.SOON),
        left("repair", 980, on(24, "07:38")),
        early("arrive", 11, at("14:38")),
    ),
    next = step(OrderStep.REPAIR),
    others = listOf(step(OrderStep.ANNOUNCE_OUTAGE), step(OrderStep.REPORT_BACK)),
    outage = OutageLine(
        scope = plain("朝阳路 1 至 40 号"),
        times = said("app.order.outage_times", "stop" to at("15:00"), "restore" to at("19:30")),
        notices = said("app.order.notices", "posted" to 1, "listed" to 3),
        noticesMissing = true,
    ),
    done = late.done + listOf(done("arrived", "14:27"), done("water_stopped", "14:47")),
    kept = said("app.order.kept", "count" to 1),
)

private val paused get() = working.copy(
    clocks = listOf(standsStill("repair", 980, 75, on(24, "08:53"), on(24, "07:38")), early("arrive", 11, at("14:38"))),
    next = step(OrderStep.RESUME),
    others = listOf(step(OrderStep.REPAIR), step(OrderStep.REPORT_BACK)),
    pauses = listOf(
        PauseLine(
            said("pause_cause.excavation_permit"),
            said("app.pause.since", "from" to at("15:10")),
            said("pause.approved"),
            Tone.DONE,
            listOf(plain("路政中心明早八点才能批"), said("app.pause.reason", "reason" to "情况属实，许可单已补交")),
        ),
        PauseLine(
            said("pause_cause.no_access"),
            said("app.pause.between", "from" to at("14:50"), "until" to at("15:05")),
            said("app.pause.refused"),
            Tone.LATE,
            listOf(said("app.pause.reason", "reason" to "物业有人值班")),
        ),
    ),
    kept = null,
)

private val pause get() = OrderAsk.Pause(
    causes = PauseCause.entries.map { CauseChoice(it, said("pause_cause.${it.name.lowercase()}")) },
    chosen = PauseCause.OTHER_UTILITY,
    note = "燃气管在上方，等燃气公司来人",
    photos = listOf(photo()),
    missing = null,
)

private val reported get() = working.copy(
    stage = stage("reported"),
    clocks = listOf(
        left("reinstate", 4260, on(26, "17:05")),
        early("repair", 873, on(24, "07:38")),
        early("arrive", 11, at("14:38")),
    ),
    next = step(OrderStep.RESTORE_SURFACE),
    others = emptyList(),
    outage = null,
    result = said("app.order.told", "result" to said("result.repaired"), "tell" to "已修好，供水已恢复正常。"),
    done = working.done + listOf(done("repaired", "17:05"), done("water_restored", "17:20"), done("reported", "17:24")),
    kept = null,
)

private val ways get() = ArrivalWay.entries.map {
    ArrivalChoice(
        it,
        said("app.order.arrival.${it.name.lowercase()}"),
        said("app.order.arrival.${it.name.lowercase()}_proves"),
    )
}

private val atSite get() = OrderAsk.Arrival(
    said(
        "app.order.arrival.at_site",
        "distance" to said("app.distance.metres", "metres" to 32),
        "accuracy" to 8,
    ),
    ways,
)

private val away get() = OrderAsk.Arrival(
    said(
        "app.order.arrival.away",
        "distance" to said("app.distance.kilometres", "kilometres" to "1.4"),
        "accuracy" to 12,
    ),
    ways.drop(1),
)

private fun report(chosen: ReportResult) = OrderAsk.Report(
    results = ReportResult.entries.map { ResultChoice(it, label(it)) },
    chosen = chosen,
    otherOrder = "",
    tell = "",
    suggestion = said("app.order.tell.${chosen.name.lowercase()}"),
    missing = said("app.order.say_what_to_tell"),
)

private fun label(result: ReportResult): Said =
    if (result == ReportResult.DUPLICATE_OF) said("app.order.duplicate") else said("result.${result.name.lowercase()}")

private fun step(step: OrderStep) = StepChoice(step, said("step.${step.name.lowercase()}"))

private fun done(milestone: String, clock: String) = DoneLine(said("milestone.$milestone"), Said.Moment(at(clock)))

private fun stage(stage: String) = said("app.order.stage", "order" to "W-1123-07", "stage" to said("stage.$stage"))
