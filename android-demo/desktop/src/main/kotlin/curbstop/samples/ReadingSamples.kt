package curbstop.samples

import curbstop.app.JustSaved
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.entry.EntryState
import curbstop.app.entry.Question
import curbstop.app.meter.MeterHead
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.entry.EntryScreen

/** The meter that the reader's samples are about. */
internal val head = MeterHead(
    point = "P17",
    address = "朝阳街 12 号院 3 单元 201",
    customer = "王秀英",
    customerNo = "10023417",
    seq = 17,
    serial = "A2039481",
    note = "院里有狗，先按门铃",
)

private val open = EntryState.Open(
    head = head,
    digits = 5,
    decimals = 0,
    previous = plain("1203"),
    expected = plain("1210–1232"),
    typed = "",
    scanned = null,
    remark = null,
    question = null,
    isMoreOpen = false,
    isSaving = false,
    saved = null,
)

private val farOff: Said =
    said("check.far_from_expected", "consumption" to 600, "expected" to 18, "low" to 9, "high" to 36)

private val saved = JustSaved(
    said("app.entry.saved", "address" to "朝阳街 12 号院 3 单元 102", "stand" to "987"),
    Place.Entry("P16"),
)

/** The entry of a reading: typed, remarked on, asked about. */
internal val entrySamples = listOf(
    entry("arrived", open),
    entry("after-saving", open.copy(saved = saved)),
    entry("as-usual", open.copy(typed = "1219", remark = Mark(said("app.entry.use", "use" to 16), Tone.DONE))),
    entry("decimals", open.copy(typed = "1219.04", decimals = 3)),
    entry("far-off", open.copy(typed = "1803", remark = Mark(farOff, Tone.ASKS))),
    entry(
        "too-many",
        open.copy(
            typed = "12190",
            remark = Mark(
                said(
                    "check.too_many_digits",
                    "digits" to 4,
                    "decimals" to 0,
                ),
                Tone.LATE,
            ),
        ),
    ),
    entry(
        "lower",
        open.copy(
            typed = "1190",
            remark = Mark(said("check.lower", "previous" to 1203, "by" to 13), Tone.ASKS),
        ),
    ),
    entry("second", open.copy(typed = "18", question = Question.SecondEntry(listOf(farOff)))),
    entry(
        "differ",
        open.copy(typed = "1308", question = Question.Differ(plain("1803"), plain("1308"), listOf(farOff))),
    ),
    entry("photo", open.copy(typed = "1803", question = Question.Photo(listOf(farOff), forOffice = true))),
    entry(
        "rollover",
        open.copy(
            typed = "12",
            question = Question.Rollover(
                listOf(
                    said(
                        "check.rolled_over",
                        "previous" to 99985,
                        "consumption" to 27,
                    ),
                ),
            ),
        ),
    ),
    entry("more", open.copy(typed = "12", isMoreOpen = true)),
    entry(
        "scanned",
        open.copy(
            typed = "1219",
            scanned = "M-55081",
            remark = Mark(
                said(
                    "check.other_meter",
                    "expected" to "M-17",
                    "found" to "M-55081",
                ),
                Tone.ASKS,
            ),
        ),
    ),
)

private fun entry(state: String, shown: EntryState) = Sample("entry", state) { EntryScreen(shown, null, {}) {} }
