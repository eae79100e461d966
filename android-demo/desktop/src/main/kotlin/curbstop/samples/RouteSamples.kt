package curbstop.samples

import curbstop.app.JustSaved
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.plain
import curbstop.app.route.Dot
import curbstop.app.route.Filter
import curbstop.app.route.MapState
import curbstop.app.route.Own
import curbstop.app.route.RouteState
import curbstop.app.route.Shape
import curbstop.app.said
import curbstop.ui.route.MapScreen
import curbstop.ui.route.RouteScreen
import java.time.LocalDate

/** A walk along a street. */
internal val walk: List<Line> = (1..14).map { seq ->
    val mark = when {
        seq < 4 -> Mark(said("reading_stage.actual"), Tone.DONE)
        seq == 4 -> Mark(said("reading_stage.in_review"), Tone.NOTE)
        seq == 6 -> Mark(said("reading_task.overdue", "since" to LocalDate.of(2026, 11, 20)), Tone.LATE)
        else -> Mark(said("reading_stage.unread"), Tone.ASKS)
    }
    Line(
        title = plain("朝阳街 $seq 号院 1 单元 10$seq"),
        place = Place.Entry("P$seq"),
        detail = said("app.route.customer", "customer" to "王秀英", "number" to "1002341$seq"),
        marks = listOf(mark),
        lead = plain(seq.toString()),
    )
}

private val list = RouteState.Open(
    name = "朝阳街一册",
    progress = said("app.route.progress", "done" to 4, "meters" to 14),
    filter = Filter.TO_READ,
    counts = mapOf(Filter.TO_READ to 10, Filter.ALL to 14),
    lines = walk.drop(4),
    next = Place.Entry("P5"),
    map = Place.RouteMap("R1"),
    saved = null,
)

private val done = list.copy(
    lines = emptyList(),
    counts = mapOf(Filter.TO_READ to 0, Filter.ALL to 14),
    next = null,
    saved = JustSaved(plain("朝阳街 14 号院 987")),
)

private val dots: List<Dot> = (0 until 32).map { n ->
    val (row, column) = n / 6 to if (n / 6 % 2 == 0) n % 6 else 5 - n % 6
    val shape = when {
        n < 12 -> Shape.DONE
        n == 14 -> Shape.WAITS
        n == 17 || n == 21 -> Shape.LATE
        else -> Shape.TO_READ
    }
    val (lat, lon) = 35.7471 + row * 0.0006 + n % 3 * 0.00012 to 114.2951 + column * 0.0007
    Dot("P$n", n + 1, lat, lon, shape, plain("朝阳街 ${n + 1} 号院"), said("reading_stage.unread"))
}

private val map = MapState.Open("朝阳街一册", dots, Own(35.7483, 114.2962, 25), withoutPosition = 2, chosen = null)

/** The list of a route, and its map. */
internal val routeSamples = listOf(
    Sample("route", "to-read") { RouteScreen(list, null, {}) {} },
    Sample("route", "all") { RouteScreen(list.copy(filter = Filter.ALL, lines = walk), null, {}) {} },
    Sample("route", "done") { RouteScreen(done, null, {}) {} },
    Sample("map", "dots") { MapScreen(map, null, {}) {} },
    Sample("map", "chosen") { MapScreen(map.copy(chosen = dots[19]), null, {}) {} },
)
