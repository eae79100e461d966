package curbstop.samples

import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.estimate.Reason
import curbstop.app.exchange.ExchangeForm
import curbstop.app.exchange.ExchangeState
import curbstop.app.meter.MeterState
import curbstop.app.meter.MonthBar
import curbstop.app.meter.Named
import curbstop.app.noread.NoReadState
import curbstop.app.pit.PitState
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.exchange.ExchangeScreen
import curbstop.ui.meter.MeterScreen
import curbstop.ui.noread.NoReadScreen
import curbstop.ui.pit.PitScreen
import java.time.Instant
import java.time.LocalDate

private val card = MeterState.Open(
    head = head,
    marks = listOf(
        Mark(said("reading_stage.unread"), Tone.ASKS),
        Mark(said("reading_task.due", "until" to LocalDate.of(2026, 11, 25)), Tone.NOTE),
    ),
    warnings = listOf(Mark(plain(head.note), Tone.ASKS)),
    facts = listOf(
        Named(said("app.entry.previous"), plain("1203")),
        Named(said("app.meter.customer"), plain(head.customer)),
        Named(said("app.meter.customer_no"), plain(head.customerNo)),
        Named(said("app.meter.serial"), plain(head.serial)),
        Named(said("app.meter.register"), said("app.meter.wheels", "digits" to 5, "decimals" to 0)),
    ),
    expected = said("app.meter.use_band", "low" to 9, "high" to 36),
    outlook = Mark(Said.Many(listOf(said("app.estimate.row.one"), said("app.estimate.left.one"))), Tone.ASKS),
    history = listOf(18, 19, 17, 22, 31, 28).mapIndexed { n, use ->
        MonthBar(
            plain("2026-%02d".format(10 - n)),
            said("app.unit.volume", "volume" to use),
            use / 31f,
            said(
                "app.meter.days",
                "days" to 30,
            ),
        )
    },
    pit = "K3",
    isToRead = true,
    isMoreOpen = false,
)

private val noRead = NoReadState.Open(
    head = head,
    reasons = listOf("no_access", "meter_stopped", "dial_fogged", "not_found", "other").map {
        Reason(it, said("no_read_reason.$it"))
    },
    reason = "no_access",
    note = "",
    photos = emptyList(),
    told = null,
    missing = null,
    isSaving = false,
)

private val exchange = ExchangeState.Open(
    head,
    plain("1203"),
    ExchangeForm(),
    emptyList(),
    said("app.exchange.no_final"),
    isSaving = false,
)

private val pit = PitState.Open(
    title = plain("朝阳街 12 号院门口"),
    marks = listOf(
        Mark(
            said(
                "app.pit.why",
                "reason" to said("estimate_reason.pit_covered"),
                "due" to Instant.parse("2026-11-23T09:30:00Z"),
            ),
            Tone.ASKS,
        ),
    ),
    note = "",
    photos = listOf(photo()),
    isSaving = false,
)

/** A meter's card, and what is done about it other than reading and estimating. */
internal val meterSamples = listOf(
    Sample("meter", "card") { MeterScreen(card, null, {}) {} },
    Sample("meter", "more") { MeterScreen(card.copy(isMoreOpen = true), null, {}) {} },
    Sample("noread", "reason") { NoReadScreen(noRead, null, {}) {} },
    Sample("noread", "told") { NoReadScreen(noRead.copy(told = "1211"), null, {}) {} },
    Sample("exchange", "empty") { ExchangeScreen(exchange, null, {}) {} },
    Sample("exchange", "filled") {
        val form = ExchangeForm("1207", "M-55081", "B7730012", "0")
        ExchangeScreen(exchange.copy(form = form, photos = listOf(photo(1207), photo(0)), missing = null), null, {}) {}
    },
    Sample("pit", "due") { PitScreen(pit, null, {}) {} },
)
