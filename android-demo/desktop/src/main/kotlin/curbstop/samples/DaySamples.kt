package curbstop.samples

import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.search.SearchState
import curbstop.app.today.TodayState
import curbstop.ui.search.SearchScreen
import curbstop.ui.today.TodayScreen
import java.time.Duration

private val order = Line(
    title = plain("路面冒水，疑似爆管"),
    place = Place.Order("O1"),
    detail = plain("解放路 45 号门前"),
    marks = listOf(
        Mark(said("stage.dispatched"), Tone.PLAIN),
        Mark(said("app.clock.left.arrive", "time" to Duration.ofMinutes(12)), Tone.ASKS, isClock = true),
    ),
)

private val job = Line(
    title = plain("和平小区 3 号楼"),
    place = Place.Job("B-31"),
    detail = said("job_kind.conversion"),
    marks = listOf(
        Mark(said("job_stage.surveyed"), Tone.PLAIN),
        Mark(said("app.clock.left.connect", "time" to Duration.ofHours(30)), Tone.NOTE, isClock = true),
        Mark(said("app.job.is_provisional"), Tone.ASKS),
        Mark(said("app.job.proven", "proven" to 2, "all" to 12), Tone.NOTE),
    ),
)

private val route = Line(
    title = plain("朝阳街一册"),
    place = Place.Route("R1"),
    detail = said("app.route.progress", "done" to 28, "meters" to 40),
    marks = listOf(Mark(said("app.today.window", "from" to 5, "to" to 25), Tone.NOTE)),
)

private val answered = Line(
    title = plain("朝阳街 8 号院 1 单元 302"),
    place = Place.Meter("P6"),
    detail = plain("已联系住户，周五上午在家"),
    marks = listOf(Mark(said("app.today.answer", "answer" to said("escalation_decision.clear_pit")), Tone.ASKS)),
)

private val covers = Line(
    title = said("app.today.covers_near"),
    place = Place.Covers,
    detail = said("app.today.covers_held", "count" to 214),
    marks = listOf(
        Mark(said("app.today.covers_unsafe", "count" to 1), Tone.LATE),
        Mark(said("app.today.covers_due", "count" to 37), Tone.NOTE),
    ),
)

private val next =
    Line(
        plain("朝阳街 12 号院 3 单元 201"),
        Place.Entry("P17"),
        said("app.today.next_meter", "route" to "朝阳街一册", "count" to 12),
    )

private val today = TodayState.Open(
    worker = plain("李娜"),
    next = next,
    late = emptyList(),
    delivery = Mark(said("app.today.not_sent", "saved" to 43, "waiting" to 12), Tone.NOTE),
    time = null,
    refused = null,
    routes = listOf(route),
    orders = emptyList(),
    jobs = emptyList(),
    covers = covers,
    tidy = emptyList(),
    escalations = listOf(answered),
    saved = null,
    isMoreOpen = false,
    leaving = null,
)

private val hurried = today.copy(
    worker = plain("张伟"),
    next = order,
    late = listOf(order),
    routes = emptyList(),
    escalations = emptyList(),
    time = Mark(said("app.clock.derived", "bound" to Duration.ofMinutes(9)), Tone.ASKS),
    refused = Line(said("app.today.refused", "count" to 1), Place.Refused, said("app.today.refused_ways")),
)

private val installing = today.copy(
    worker = plain("孙涛"),
    next = job,
    jobs = listOf(job),
    routes = emptyList(),
    covers = null,
    escalations = emptyList(),
)

private val nothing = today.copy(
    next = null,
    routes = emptyList(),
    covers = null,
    escalations = emptyList(),
    delivery = Mark(said("app.today.all_sent", "saved" to 43), Tone.DONE),
)

/** The day's first screen, and the search. */
internal val daySamples = listOf(
    Sample("today", "reader") { TodayScreen(today, null) {} },
    Sample("today", "crew") { TodayScreen(hurried, null) {} },
    Sample("today", "installation") { TodayScreen(installing, null) {} },
    Sample("today", "nothing") { TodayScreen(nothing, null) {} },
    Sample("today", "offline") { TodayScreen(today, said("error.phone.offline")) {} },
    Sample("today", "more") { TodayScreen(today.copy(isMoreOpen = true), null) {} },
    Sample("today", "leaving") {
        TodayScreen(today.copy(leaving = said("app.today.leave_unsent", "count" to 12)), null) {}
    },
    Sample("search", "empty") { SearchScreen(SearchState(hint = said("app.search.what")), null, {}) {} },
    Sample("search", "found") { SearchScreen(SearchState("朝阳", walk.take(3), said("app.search.what")), null, {}) {} },
    Sample("search", "nothing") {
        SearchScreen(SearchState("朝日", hint = said("app.search.nothing", "text" to "朝日")), null, {}) {}
    },
)
