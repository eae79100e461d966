package curbstop.samples

import curbstop.JobStep
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.job.HouseholdForm
import curbstop.app.job.HouseholdRow
import curbstop.app.job.JobAsk
import curbstop.app.job.JobDoneLine
import curbstop.app.job.JobLines
import curbstop.app.job.JobScreen
import curbstop.app.job.JobStepChoice
import curbstop.app.job.said
import curbstop.app.photos.TakenPhoto
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.job.JobPage
import java.time.LocalDate

/** A connection and a conversion from acceptance to closing. */
internal val jobSamples = listOf(
    job("accepted", JobScreen.Shown(accepted)),
    job("survey", JobScreen.Shown(accepted, JobAsk.Step(JobStep.SURVEY, "主管 DN100，距离 12 米", listOf(photo)))),
    job("budget", JobScreen.Shown(accepted, JobAsk.Budget("8.123", "", said("app.job.sum_wrong")))),
    job("conversion", JobScreen.Shown(conversion, saved = listOf(JobStep.CHECK_HOUSEHOLDS.said()))),
    job("household", JobScreen.Shown(conversion, household(HouseholdForm(true, "", "S-0201")))),
    job("household-crossed", JobScreen.Shown(conversion, household(HouseholdForm(false, "301", "S-0201")))),
    job("closing", JobScreen.Shown(conversion, JobAsk.Closing(true, true, emptyList(), "", null))),
    job("closing-open", JobScreen.Shown(conversion, signed)),
)

private fun job(state: String, screen: JobScreen) = Sample("job", state) {
    JobPage(screen, trouble = null, onBack = {}) {}
}

private val photo get() = TakenPhoto("a", null)

private val signed get() = JobAsk.Closing(null, null, listOf(photo), "", said("app.job.no_holes"))

private val accepted get() = JobLines(
    title = said("job_kind.connection"),
    stage = said("app.order.stage", "order" to "B-32", "stage" to said("job_stage.accepted")),
    address = plain("淇水大道 9 号，移动营业厅门前"),
    applicant = said("app.job.applicant", "applicant" to "李强 13800000000"),
    clock = left("connect", 4_320, on(26, "23:59")),
    due = said("app.job.due", "day" to LocalDate.of(2026, 11, 26)),
    provisional = said("app.job.provisional", "years" to "2027"),
    timeDoubt = null,
    budget = null,
    next = step(JobStep.SURVEY),
    others = listOf(step(JobStep.DRAW), step(JobStep.BUDGET)),
    progress = null,
    households = emptyList(),
    missing = listOf("survey", "drawing", "budget", "work", "holes_filled", "tidy", "signature").map(::missing),
    done = listOf(done("accepted", "09:02")),
    kept = null,
)

private val conversion get() = accepted.copy(
    title = said("job_kind.conversion"),
    stage = said("app.order.stage", "order" to "B-31", "stage" to said("job_stage.work_done")),
    address = plain("和平小区 3 号楼"),
    clock = early("connect", 600, on(26, "23:59")),
    due = null,
    provisional = null,
    budget = said("app.job.disputed", "sum" to "100000.00"),
    next = step(JobStep.CHECK_HOUSEHOLDS),
    others = listOf(step(JobStep.CLOSE_HOUSE)),
    progress = said("app.job.proven", "proven" to 1, "all" to 3),
    households = listOf(
        row("101", "app.job.is_proven", Tone.DONE, "S-0101"),
        row("201", "household_gap.crossed", Tone.LATE, "S-0201"),
        row("301", "household_gap.not_checked", Tone.NOTE, null),
    ),
    missing = listOf("review", "households", "signature").map(::missing),
    done = listOf(done("accepted", "09:02"), done("budgeted", "14:10"), done("work_done", "16:40")),
    kept = said("app.order.kept", "count" to 1),
)

private fun household(form: HouseholdForm) = JobAsk.Household(
    address = plain("和平小区 3 号楼 2 单元 201"),
    form = form,
    photos = emptyList(),
    missing = said("app.job.no_photo"),
)

private fun row(id: String, mark: String, tone: Tone, serial: String?) = HouseholdRow(
    id = id,
    address = plain("和平小区 3 号楼 $id"),
    detail = serial?.let { said("app.job.serial_is", "serial" to it) },
    mark = Mark(said(mark), tone),
)

private fun step(step: JobStep) = JobStepChoice(step, step.said())

private fun missing(name: String) = said("job_missing.$name")

private fun done(stage: String, clock: String) = JobDoneLine(said("job_stage.$stage"), Said.Moment(at(clock)))
