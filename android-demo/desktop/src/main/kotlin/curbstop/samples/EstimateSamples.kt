package curbstop.samples

import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.estimate.EstimateState
import curbstop.app.estimate.Reason
import curbstop.app.said
import curbstop.ui.estimate.EstimateScreen
import java.time.Instant

private val reasons = listOf("sewage_in_pit", "pit_covered", "other").map { Reason(it, said("estimate_reason.$it")) }

private val first = EstimateState.Open(
    head = head,
    outlook = Mark(
        Said.Many(listOf(said("app.estimate.row.none"), said("app.estimate.left.many", "count" to 2))),
        Tone.NOTE,
    ),
    warnings = emptyList(),
    reasons = reasons,
    reason = null,
    proposed = "18",
    method = said("estimate_method.recent_daily_use"),
    inputs = listOf(
        said("estimate_input.intervals", "count" to 3, "daily" to "0.6", "days" to 30),
        said("app.estimate.input", "period" to "2026-10", "volume" to "18", "days" to 30),
        said("app.estimate.input", "period" to "2026-09", "volume" to "19", "days" to 31),
        said("app.estimate.input", "period" to "2026-08", "volume" to "17", "days" to 30),
    ),
    byHand = null,
    note = "",
    photos = emptyList(),
    missing = emptyList(),
    isSaving = false,
    isAsking = false,
)

private val second = first.copy(
    outlook = Mark(Said.Many(listOf(said("app.estimate.row.one"), said("app.estimate.left.one"))), Tone.ASKS),
    warnings = listOf(
        Mark(said("estimate_warning.days_since_actual", "days" to 103), Tone.ASKS),
        Mark(said("estimate_warning.open_tidy", "due" to Instant.parse("2026-11-22T08:00:00Z")), Tone.LATE),
    ),
    reason = "pit_covered",
)

private val third = first.copy(
    outlook = Mark(
        Said.Many(
            listOf(
                said("app.estimate.row.many", "count" to 2),
                said(
                    "estimate_effect.escalates",
                    "nth" to 3,
                    "limit" to 2,
                ),
            ),
        ),
        Tone.LATE,
    ),
    reason = "sewage_in_pit",
)

/** An estimate: within the limit, the last within it, over it. */
internal val estimateSamples = listOf(
    estimate("first", first),
    estimate("second", second),
    estimate(
        "by-hand",
        second.copy(
            byHand = "25",
            note = "家里来了客人",
            photos = listOf(photo(), photo(1220), photo(1221)),
            warnings = emptyList(),
        ),
    ),
    estimate(
        "third-asked",
        third.copy(isAsking = true, missing = listOf(said("check.evidence_missing"), said("check.position_missing"))),
    ),
)

private fun estimate(state: String, shown: EstimateState) = Sample("estimate", state) {
    EstimateScreen(shown, null, {}) {}
}
