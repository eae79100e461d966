package curbstop.ui.job

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import curbstop.JobStep
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.job.JobAction
import curbstop.app.job.JobAsk
import curbstop.app.job.JobScreen
import curbstop.app.job.said
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry

/** 勘查、出图、施工完成. */
@Composable
internal fun StepPage(ask: JobAsk.Step, screen: JobScreen.Shown, trouble: Said?, on: (JobAction) -> Unit) =
    FormPage(ask.step.said(), screen.job.address, screen, trouble, null, on) {
        TakenStrip(ask.photos, said("app.job.step_photo")) { on(JobAction.AddPhoto) }
        Note(ask.note, on)
    }

/** 预算编制. */
@Composable
internal fun BudgetPage(ask: JobAsk.Budget, screen: JobScreen.Shown, trouble: Said?, on: (JobAction) -> Unit) =
    FormPage(JobStep.BUDGET.said(), screen.job.address, screen, trouble, ask.missing, on) {
        TextEntry(said("app.job.budget"), ask.sum, hint = said("app.job.budget_hint"), isNumber = true) {
            on(JobAction.Sum(it))
        }
        Note(ask.note, on)
    }

/** 逐户核对: open the tap, look which meter turns. */
@Composable
internal fun HouseholdPage(ask: JobAsk.Household, screen: JobScreen.Shown, trouble: Said?, on: (JobAction) -> Unit) =
    FormPage(JobStep.CHECK_HOUSEHOLDS.said(), ask.address, screen, trouble, ask.missing, on) {
        val form = ask.form
        Heading(said("app.job.turns"))
        ChoiceGrid(turns, form.turnsOwn) { on(JobAction.Fill(form.copy(turnsOwn = it))) }
        if (form.turnsOwn == false) {
            Banner(said("app.job.crossed_kept"), Tone.LATE)
            TextEntry(said("app.job.which"), form.which) { on(JobAction.Fill(form.copy(which = it))) }
        }
        TextEntry(said("app.job.serial"), form.serial) { on(JobAction.Fill(form.copy(serial = it))) }
        SideButton(said("app.job.scan"), sign = Sign.SCAN) { on(JobAction.Scan) }
        TakenStrip(ask.photos, said("app.job.household_photo")) { on(JobAction.AddPhoto) }
    }

/** 入户收尾: holes, tidiness, the customer's signature. */
@Composable
internal fun ClosingPage(ask: JobAsk.Closing, screen: JobScreen.Shown, trouble: Said?, on: (JobAction) -> Unit) =
    FormPage(JobStep.CLOSE_HOUSE.said(), screen.job.address, screen, trouble, ask.missing, on) {
        Heading(said("app.job.holes"))
        ChoiceGrid(holes, ask.holesFilled) { on(JobAction.HolesFilled(it)) }
        Heading(said("app.job.tidy"))
        ChoiceGrid(tidy, ask.tidy) { on(JobAction.Tidy(it)) }
        Heading(said("app.job.signature"))
        Say(said("app.job.signature_says"))
        TakenStrip(ask.signature, said("app.job.signature_photo")) { on(JobAction.AddPhoto) }
        if (ask.signature.isEmpty()) Banner(said("app.job.signature_missing"), Tone.ASKS)
        Note(ask.note, on)
    }

@Composable
private fun Note(note: String, on: (JobAction) -> Unit) =
    TextEntry(said("app.part.note"), note, lines = NOTE_LINES) { on(JobAction.Note(it)) }

@Composable
private fun FormPage(
    title: Said,
    detail: Said,
    screen: JobScreen.Shown,
    trouble: Said?,
    missing: Said?,
    on: (JobAction) -> Unit,
    content: @Composable ColumnScope.() -> Unit,
) = Page(
    title = title,
    detail = detail,
    onBack = { on(JobAction.CloseQuestion) },
    trouble = trouble,
    actions = {
        val label = if (screen.busy) said("app.part.saving") else missing ?: said("app.part.save")
        MainButton(label, enabled = missing == null && !screen.busy) { on(JobAction.Save) }
    },
    content = content,
)

private val turns = listOf(Choice(true, said("app.job.turns_own")), Choice(false, said("app.job.turns_other")))
private val holes = listOf(Choice(true, said("app.job.holes_yes")), Choice(false, said("app.job.holes_no")))
private val tidy = listOf(Choice(true, said("app.job.tidy_yes")), Choice(false, said("app.job.tidy_no")))

private const val NOTE_LINES = 2
