package curbstop.ui.job

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import curbstop.JobStep
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.job.HouseholdRow
import curbstop.app.job.JobAction
import curbstop.app.job.JobAsk
import curbstop.app.job.JobLines
import curbstop.app.job.JobScreen
import curbstop.app.job.JobStepChoice
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Clocks
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SavedLines
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalType

/** A connection or conversion: its limit first, its households, and at the bottom the likeliest step. */
@Composable
fun JobPage(screen: JobScreen, trouble: Said?, onBack: () -> Unit, on: (JobAction) -> Unit) {
    when (screen) {
        JobScreen.Loading -> Waiting(onBack, trouble)
        is JobScreen.Shown -> when (val ask = screen.ask) {
            null -> CardPage(screen, trouble, onBack, on)
            is JobAsk.Step -> StepPage(ask, screen, trouble, on)
            is JobAsk.Budget -> BudgetPage(ask, screen, trouble, on)
            is JobAsk.Household -> HouseholdPage(ask, screen, trouble, on)
            is JobAsk.Closing -> ClosingPage(ask, screen, trouble, on)
        }
    }
}

@Composable
private fun CardPage(screen: JobScreen.Shown, trouble: Said?, onBack: () -> Unit, on: (JobAction) -> Unit) {
    var showsOthers by rememberSaveable { mutableStateOf(false) }
    val job = screen.job
    Page(
        title = job.title,
        detail = job.stage,
        onBack = onBack,
        trouble = trouble,
        corner = { SignButton(Sign.CAMERA, said("app.photos.title")) { on(JobAction.OpenPhotos) } },
        actions = job.next?.let { next ->
            { Steps(next, job.others, screen.busy, { on(JobAction.Take(next.step)) }) { showsOthers = true } }
        },
        over = {
            if (showsOthers) OtherSteps(job.others, { showsOthers = false }) { on(JobAction.Take(it)) }
        },
    ) {
        SavedLines(screen.saved)
        job.clock?.let { Clocks(listOf(it), job.timeDoubt) }
        job.provisional?.let { Banner(it, Tone.ASKS, sign = Sign.CLOCK) }
        AboutCard(job)
        job.progress?.let { Households(it, job.households) { id -> on(JobAction.OpenHousehold(id)) } }
        job.kept?.let { Banner(it, Tone.NOTE) }
        if (job.missing.isNotEmpty()) MissingCard(job.missing)
        DoneCard(job)
    }
}

@Composable
private fun AboutCard(job: JobLines) = Card {
    Say(job.address, style = LocalType.current.strong)
    Say(job.applicant)
    job.due?.let { Say(it) }
    job.budget?.let { Say(it) }
}

@Composable
private fun Households(progress: Said, rows: List<HouseholdRow>, onOpen: (String) -> Unit) {
    Heading(progress)
    for (row in rows) {
        ListRow(row.address, detail = row.detail, sign = Sign.DROP, onClick = { onOpen(row.id) }) {
            Badge(row.mark.said, row.mark.tone)
        }
    }
}

@Composable
private fun MissingCard(missing: List<Said>) {
    Heading(said("app.job.missing"))
    Card { for (one in missing) Say(one) }
}

@Composable
private fun DoneCard(job: JobLines) {
    Heading(said("app.order.done"))
    Card { for (line in job.done) Fact(line.what, line.at) }
}

@Composable
private fun Steps(
    next: JobStepChoice,
    others: List<JobStepChoice>,
    busy: Boolean,
    onNext: () -> Unit,
    onOthers: () -> Unit,
) {
    if (others.isNotEmpty()) {
        val label = said("app.order.others", "count" to others.size)
        SideButton(label, sign = Sign.MORE, enabled = !busy, onClick = onOthers)
    }
    MainButton(next.label, sign = next.step.sign(), enabled = !busy, onClick = onNext)
}

@Composable
private fun OtherSteps(others: List<JobStepChoice>, onClose: () -> Unit, onTake: (JobStep) -> Unit) {
    Sheet(said("app.order.others_title"), onClose) {
        for (other in others) {
            SideButton(other.label, sign = other.step.sign()) {
                onClose()
                onTake(other.step)
            }
        }
    }
}

private fun JobStep.sign(): Sign? = when (this) {
    JobStep.SURVEY -> Sign.SEARCH
    JobStep.DRAW -> Sign.MAP
    JobStep.BUDGET -> Sign.ORDER
    JobStep.FINISH_WORK -> Sign.CHECK
    JobStep.CHECK_HOUSEHOLDS -> Sign.DROP
    JobStep.CLOSE_HOUSE -> Sign.PERSON
}
