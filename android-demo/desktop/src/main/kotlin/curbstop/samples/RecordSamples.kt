package curbstop.samples

import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.aboutme.AboutMeScreen
import curbstop.app.aboutme.FactLine
import curbstop.app.aboutme.FactStanding
import curbstop.app.delivery.DeliveryScreen
import curbstop.app.delivery.LinkLine
import curbstop.app.escalations.EscalationRow
import curbstop.app.escalations.EscalationsScreen
import curbstop.app.file.FileLine
import curbstop.app.file.FileScreen
import curbstop.app.plain
import curbstop.app.refused.RefusedRow
import curbstop.app.refused.RefusedScreen
import curbstop.app.refused.RefusedWay
import curbstop.app.said
import curbstop.ui.aboutme.AboutMePage
import curbstop.ui.delivery.DeliveryPage
import curbstop.ui.escalations.EscalationsPage
import curbstop.ui.file.FilePage
import curbstop.ui.refused.RefusedPage
import java.time.Duration
import java.time.LocalDate

/** What became of what was recorded: escalated, refused, delivered, stored. */
internal val recordSamples = listOf(
    escalations("both", EscalationsScreen(answered, waiting)),
    escalations("none", EscalationsScreen(emptyList(), emptyList())),
    refused("two", RefusedScreen(entries)),
    refused("leaving", RefusedScreen(entries, leaving = 17)),
    refused("none", RefusedScreen(emptyList(), saved = said("app.refused.sent_again"))),
    delivery("all", shown.copy(waiting = null, done = said("app.delivery.done", "delivered" to 12, "rows" to 31))),
    delivery(
        "offline",
        shown.copy(
            link = LinkLine.Waiting(
                said("app.delivery.next_try", "wait" to Duration.ofMinutes(4)),
                said("error.phone.offline"),
            ),
        ),
    ),
    delivery(
        "paused",
        shown.copy(link = LinkLine.Paused(said("app.delivery.paused"), said("error.auth.device_revoked"))),
    ),
    delivery("syncing", shown.copy(syncing = true)),
    Sample("aboutme", "some") { AboutMePage(AboutMeScreen(facts, hasMore = true), trouble = null, onBack = {}) {} },
    Sample("aboutme", "none") { AboutMePage(AboutMeScreen(emptyList()), trouble = null, onBack = {}) {} },
    file("some", FileScreen(cases)),
    file("answering", FileScreen(cases, answering = "K-3", text = "井里有水，请用户稍等")),
    file("none", FileScreen(emptyList(), saved = said("app.file.sent"))),
)

private fun escalations(state: String, screen: EscalationsScreen) = Sample("escalations", state) {
    EscalationsPage(screen, trouble = null, onBack = {}) {}
}

private fun refused(state: String, screen: RefusedScreen) = Sample("refused", state) {
    RefusedPage(screen, trouble = null, onBack = {}) {}
}

private fun file(state: String, screen: FileScreen) = Sample("file", state) {
    FilePage(screen, trouble = null, onBack = {}) {}
}

private fun delivery(state: String, screen: DeliveryScreen) = Sample("delivery", state) {
    DeliveryPage(screen, trouble = null, onBack = {}) {}
}

private val answered get() = listOf(
    EscalationRow(
        "P-117",
        plain("朝阳路 13 号院 2 单元 1201"),
        said("app.escalations.nth", "nth" to 3, "at" to on(21, "10:12")),
        said("escalation_decision.appoint_visit", "on" to LocalDate.of(2026, 11, 24)),
        said("app.escalations.reason", "reason" to "已和用户约好，上午九点家里有人"),
    ),
)

private val waiting get() = listOf(
    EscalationRow(
        "P-204",
        plain("建设街 12 号院地下室"),
        said("app.escalations.nth", "nth" to 3, "at" to at("09:05")),
        null,
        null,
    ),
)

private val entries get() = listOf(
    RefusedRow(
        17,
        said("fact.cover_inspected"),
        said("app.subject.cover", "id" to "ZJ-0999"),
        said("app.refused.at", "at" to on(22, "16:40")),
        said("refusal.event.subject_unknown"),
        said("app.refused.advice.send_again"),
        listOf(RefusedWay.SendAgain, RefusedWay.Settle),
    ),
    RefusedRow(
        21,
        said("fact.reading_taken"),
        said("app.subject.point", "id" to "P-117"),
        said("app.refused.at", "at" to at("08:55")),
        said("refusal.event.field"),
        said("app.refused.advice.record_again"),
        listOf(RefusedWay.EnterAnew(Place.Entry("P-117")), RefusedWay.SendAgain, RefusedWay.Settle),
    ),
)

private val shown get() = DeliveryScreen.Shown(
    today = said("app.delivery.today", "saved" to 43, "delivered" to 31),
    waiting = said("app.delivery.waiting", "count" to 12),
    heard = said("app.delivery.heard", "at" to at("11:48")),
    link = LinkLine.Ready(said("app.delivery.ready")),
    photos = said("app.delivery.photos", "waiting" to 3),
    refused = said("app.delivery.refused", "count" to 2),
)

private val facts get() = listOf(
    FactLine(
        said("fact.order_arrived"),
        said("app.subject.order", "id" to "W-20261123-07"),
        Said.Moment(at("14:27")),
        position("8", "gnss"),
        mock = false,
        FactStanding.ONLY_HERE,
    ),
    FactLine(
        said("fact.reading_taken"),
        said("app.subject.point", "id" to "P-117"),
        Said.Moment(at("10:02")),
        said("app.aboutme.no_position"),
        mock = false,
        FactStanding.DELIVERED,
    ),
    FactLine(
        said("fact.cover_inspected"),
        said("app.subject.cover", "id" to "ZJ-0417"),
        Said.Moment(on(22, "16:12")),
        position("40", "network"),
        mock = true,
        FactStanding.REFUSED,
    ),
)

private fun position(metres: String, by: String) = said(
    "app.aboutme.position",
    "lat" to "35.74712",
    "lon" to "114.29530",
    "metres" to metres,
    "by" to said("app.aboutme.by.$by"),
)

private val cases get() = listOf(
    FileLine(
        case = "K-3",
        clause = said("app.file.clause", "clause" to "5.2", "basis" to said("basis.service")),
        stage = said("case_stage.investigated"),
        about = said(
            "app.file.happened",
            "day" to LocalDate.of(2026, 11, 20),
            "source" to said("case_source.hotline"),
        ),
        summary = plain("抄表员态度生硬"),
        isReward = false,
        isOffPost = false,
        isDecided = false,
        lines = listOf(
            said("app.file.investigated", "text" to "已听录音"),
            said("app.file.proposed", "amount" to said("app.file.amount", "yuan" to 100)),
        ),
    ),
    FileLine(
        case = "K-1",
        clause = said("app.file.clause", "clause" to "5.13", "basis" to said("basis.praise_media")),
        stage = said("case_stage.decided"),
        about = said("app.file.happened", "day" to LocalDate.of(2026, 10, 8), "source" to said("case_source.media")),
        summary = plain("冒雨抢修，晚报报道"),
        isReward = true,
        isOffPost = false,
        isDecided = true,
        lines = listOf(
            said("app.file.paid", "amount" to said("app.file.amount", "yuan" to 50), "reason" to "属实"),
        ),
    ),
)
