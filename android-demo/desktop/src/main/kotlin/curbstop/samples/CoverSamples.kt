package curbstop.samples

import curbstop.BarrierKind
import curbstop.CoverCondition
import curbstop.CoverOwner
import curbstop.app.Said
import curbstop.app.clocks.ClockLine
import curbstop.app.cover.CoverForm
import curbstop.app.cover.CoverLines
import curbstop.app.cover.CoverList
import curbstop.app.cover.CoverRow
import curbstop.app.cover.CoverScreen
import curbstop.app.cover.CoverTask
import curbstop.app.cover.CoversScreen
import curbstop.app.cover.Near
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.cover.CoverPage
import curbstop.ui.cover.CoversPage
import java.time.LocalDate

/** Covers near me, and one cover from found missing to replaced. */
internal val coverSamples = listOf(
    covers("unsafe", unsafe),
    covers(
        "near",
        unsafe.copy(list = CoverList.NEAR, near = Near.Found(said("app.covers.accuracy", "metres" to 6), nearby)),
    ),
    covers(
        "no-position",
        unsafe.copy(
            list = CoverList.NEAR,
            near = Near.NoPosition,
            code = "ZJ-0",
            unknownCode = said(
                "app.covers.unknown_code",
                "code" to "ZJ-0",
            ),
        ),
    ),
    covers("due", unsafe.copy(list = CoverList.DUE)),
    cover("sound", CoverScreen.Shown(sound)),
    cover(
        "inspect",
        CoverScreen.Shown(
            sound,
            CoverForm.Inspect(CoverCondition.MISSING, CoverOwner.OURS, "", listOf(photo())),
        ),
    ),
    cover("missing", CoverScreen.Shown(missing, saved = followed)),
    cover(
        "make-safe",
        CoverScreen.Shown(missing, CoverForm.MakeSafe(BarrierKind.BARRIER_AND_SIGN, emptyList()), saved = followed),
    ),
    cover("made-safe", CoverScreen.Shown(madeSafe, saved = listOf(said("app.cover.saved.report_up")))),
    cover("replace", CoverScreen.Shown(madeSafe, CoverForm.Replace(listOf(photo()), emptyList()))),
    cover("report-up", CoverScreen.Shown(missing, CoverForm.ReportUp(""))),
)

private fun covers(state: String, screen: CoversScreen) = Sample("covers", state) {
    CoversPage(screen, trouble = null, onBack = {}) {}
}

private fun cover(state: String, screen: CoverScreen) = Sample("cover", state) {
    CoverPage(screen, trouble = null, onBack = {}) {}
}

private val followed get() = listOf(said("app.cover.saved.inspect"))

private val patrolOverdue get() = said("patrol.overdue", "day" to LocalDate.of(2026, 11, 20))
private val seenMissing get() = said("cover_condition.missing")

private val unsafe get() = CoversScreen(
    unsafe = listOf(
        row("ZJ-0417", "朝阳路小学东门", "manhole", seenMissing, true, late("make_safe", 14, at("14:06"))),
        row(
            "ZJ-0388",
            "建设街 12 号院门口",
            "valve_pit",
            said("app.covers.made_safe", "condition" to said("cover_condition.damaged")),
            true,
            left("replace", 1217, on(24, "10:37")),
        ),
        row("YS-1102", "人民公园北侧便道", "catch_basin", said("cover_condition.loose"), true, null),
    ),
    due = listOf(
        row("BJ-0031", "和平里 3 号楼前", "meter_pit", patrolOverdue, false, null),
        row("BJ-0032", "和平里 5 号楼前", "meter_pit", said("patrol.never_seen"), false, null),
    ),
    dueCount = 412,
)

private val nearby get() = listOf(
    row("BJ-0031", "和平里 3 号楼前", "meter_pit", patrolOverdue, false, null, 4),
    row("BJ-0032", "和平里 3 号楼前", "meter_pit", said("patrol.due", "day" to LocalDate.of(2026, 12, 11)), false, null, 9),
    row("ZJ-0417", "朝阳路小学东门", "manhole", seenMissing, true, late("make_safe", 14, at("14:06")), 31),
)

private fun row(
    code: String,
    place: String,
    kind: String,
    state: Said,
    isUnsafe: Boolean,
    clock: ClockLine?,
    metres: Int? = null,
) = CoverRow(
    cover = code,
    place = plain(place),
    what = said("app.covers.what", "kind" to said("cover_kind.$kind"), "code" to code),
    distance = metres?.let { said("app.distance.metres", "metres" to it) },
    state = state,
    clock = clock,
    unsafe = isUnsafe,
)

private val sound get() = CoverLines(
    title = said("app.covers.what", "kind" to said("cover_kind.manhole"), "code" to "ZJ-0417"),
    place = plain("朝阳路小学东门"),
    owner = said("app.cover.owner", "owner" to said("cover_owner.ours")),
    seen = said(
        "app.cover.seen",
        "at" to on(12, "09:40"),
        "patrol" to said("patrol.due", "day" to LocalDate.of(2026, 12, 12)),
    ),
    defect = null,
    barrier = null,
    receipt = null,
    clocks = emptyList(),
    timeDoubt = null,
    next = CoverTask.INSPECT,
    others = listOf(CoverTask.REPORT_UP, CoverTask.REPLACE),
)

private val missing get() = sound.copy(
    defect = said("app.cover.defect", "condition" to said("cover_condition.missing"), "since" to at("14:20")),
    clocks = listOf(left("make_safe", 58, at("15:20")), left("replace", 1438, on(24, "14:20"))),
    next = CoverTask.MAKE_SAFE,
    others = listOf(CoverTask.REPLACE, CoverTask.REPORT_UP, CoverTask.INSPECT),
)

private val madeSafe get() = missing.copy(
    barrier = said("app.cover.barrier_stands", "barrier" to said("barrier.barrier_and_sign"), "at" to at("14:31")),
    receipt = said("app.cover.receipt", "at" to at("14:33")),
    clocks = listOf(left("replace", 1425, on(24, "14:20")), early("make_safe", 49, at("15:20"))),
    next = CoverTask.REPLACE,
    others = listOf(CoverTask.REPORT_UP, CoverTask.INSPECT, CoverTask.MAKE_SAFE),
)
