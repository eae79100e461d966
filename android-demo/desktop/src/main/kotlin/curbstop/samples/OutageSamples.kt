package curbstop.samples

import curbstop.Lang
import curbstop.app.Said
import curbstop.app.outage.NoticePlace
import curbstop.app.outage.OutageScreen
import curbstop.app.outage.PlanForm
import curbstop.app.outage.TimePick
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.outage.OutagePage
import java.time.Duration
import java.time.Instant

/** An outage: its plan, its notice, and where the notice hangs. */
internal val outageSamples = listOf(
    outage("plan", OutageScreen.Planning(plan(at("19:30")), missing = null)),
    outage(
        "plan-beyond",
        OutageScreen.Planning(plan(on(24, "08:00")).copy(cause = ""), missing = said("app.outage.missing_cause")),
    ),
    outage("announced", announced),
    outage("notice", OutageScreen.Notice(Lang.ZH, plain(NOTICE))),
)

private fun outage(state: String, screen: OutageScreen) = Sample("outage", state) {
    OutagePage(screen, trouble = null, onBack = {}) {}
}

private fun plan(restore: Instant) = PlanForm(
    scope = "朝阳路 1 至 40 号、和平里小区",
    cause = "主管爆管抢修",
    stop = pick(at("15:00"), 35),
    restore = pick(restore, Duration.between(at("14:25"), restore).toMinutes()),
    limit = said("app.outage.limit", "limit" to on(24, "07:38")),
    beyondLimit = said("follow_up.restore_beyond_limit", "limit" to on(24, "07:38")).takeIf {
        restore > on(24, "07:38")
    },
    places = listOf("和平里小区东门", "朝阳路 12 号院"),
    place = "",
)

private fun pick(at: Instant, minutes: Long) = TimePick(
    Said.Moment(at),
    said(
        "app.outage.ahead",
        "time" to Duration.ofMinutes(minutes),
    ),
)

private val announced get() = OutageScreen.Announced(
    scope = plain("朝阳路 1 至 40 号、和平里小区"),
    cause = plain("主管爆管抢修"),
    times = said("app.order.outage_times", "stop" to at("15:00"), "restore" to at("19:30")),
    notice = said("app.outage.notice", "number" to 1, "at" to at("14:26")),
    places = listOf(
        NoticePlace("和平里小区东门", said("app.outage.hangs", "at" to at("14:52"))),
        NoticePlace("朝阳路 12 号院", null),
        NoticePlace("移动营业厅门口公告栏", null),
    ),
    saved = listOf(said("app.outage.hung_saved", "place" to "和平里小区东门")),
)

private const val NOTICE = """停水公告

因主管爆管抢修，朝阳路 1 至 40 号、和平里小区定于 11 月 23 日 15:00 至 19:30 停水。
请提前储水。给您带来不便，敬请谅解。"""
