package curbstop.ui.cover

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import curbstop.BarrierKind
import curbstop.CoverCondition
import curbstop.CoverOwner
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.cover.CoverAction
import curbstop.app.cover.CoverForm
import curbstop.app.cover.CoverPhoto
import curbstop.app.cover.CoverScreen
import curbstop.app.cover.CoverTask
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.ChoiceList
import curbstop.ui.parts.Clocks
import curbstop.ui.parts.Heading
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SavedLines
import curbstop.ui.parts.Say
import curbstop.ui.parts.TakenStrip
import curbstop.ui.parts.TextEntry

/** What it looks like: one big choice, and everything else optional. */
@Composable
internal fun InspectPage(
    form: CoverForm.Inspect,
    screen: CoverScreen.Shown,
    trouble: Said?,
    on: (CoverAction) -> Unit,
) {
    FormPage(CoverTask.INSPECT, screen, trouble, ready = form.condition != null, on = on) {
        Heading(said("app.cover.condition"))
        ChoiceGrid(sound, form.condition, columns = 1) { on(CoverAction.Condition(it)) }
        ChoiceGrid(wrong, form.condition) { on(CoverAction.Condition(it)) }
        Heading(said("app.cover.whose"))
        ChoiceGrid(owners, form.owner) { on(CoverAction.Owner(it)) }
        TakenStrip(form.photos, said("app.cover.photo")) { on(CoverAction.AddPhoto(CoverPhoto.ANY)) }
        TextEntry(said("app.cover.note"), form.note, lines = NOTE_LINES) { on(CoverAction.Note(it)) }
    }
}

/** 围护警示. */
@Composable
internal fun MakeSafePage(
    form: CoverForm.MakeSafe,
    screen: CoverScreen.Shown,
    trouble: Said?,
    on: (CoverAction) -> Unit,
) {
    FormPage(CoverTask.MAKE_SAFE, screen, trouble, ready = form.barrier != null, on = on) {
        SavedLines(screen.saved)
        Clocks(screen.cover.clocks.take(1), screen.cover.timeDoubt)
        Heading(said("app.cover.barrier"))
        ChoiceList(barriers, form.barrier) { on(CoverAction.Barrier(it)) }
        TakenStrip(form.photos, said("app.cover.barrier_photo")) { on(CoverAction.AddPhoto(CoverPhoto.ANY)) }
    }
}

/** 更换: a photo before and one after. */
@Composable
internal fun ReplacePage(
    form: CoverForm.Replace,
    screen: CoverScreen.Shown,
    trouble: Said?,
    on: (CoverAction) -> Unit,
) {
    val save = if (form.photosMissing) said("app.cover.save_without_photos") else said("app.part.save")
    FormPage(CoverTask.REPLACE, screen, trouble, save = save, on = on) {
        Heading(said("app.cover.before"))
        TakenStrip(form.before, said("app.cover.before_photo")) { on(CoverAction.AddPhoto(CoverPhoto.BEFORE)) }
        Heading(said("app.cover.after"))
        TakenStrip(form.after, said("app.cover.after_photo")) { on(CoverAction.AddPhoto(CoverPhoto.AFTER)) }
        if (form.photosMissing) Banner(said("app.cover.photos_wanted"), Tone.ASKS)
    }
}

/** 上报主管: one tap, and a receipt with its time. */
@Composable
internal fun ReportUpPage(
    form: CoverForm.ReportUp,
    screen: CoverScreen.Shown,
    trouble: Said?,
    on: (CoverAction) -> Unit,
) {
    FormPage(CoverTask.REPORT_UP, screen, trouble, save = said("app.cover.report_now"), on = on) {
        Say(said("app.cover.report_says"))
        TextEntry(said("app.cover.note"), form.note, lines = NOTE_LINES) { on(CoverAction.Note(it)) }
    }
}

@Composable
private fun FormPage(
    task: CoverTask,
    screen: CoverScreen.Shown,
    trouble: Said?,
    ready: Boolean = true,
    save: Said = said("app.part.save"),
    on: (CoverAction) -> Unit,
    content: @Composable ColumnScope.() -> Unit,
) = Page(
    title = task.label(),
    detail = screen.cover.place,
    onBack = { on(CoverAction.CloseForm) },
    trouble = trouble,
    actions = {
        MainButton(if (screen.busy) said("app.part.saving") else save, enabled = ready && !screen.busy) {
            on(CoverAction.Save)
        }
    },
    content = content,
)

private val conditions = CoverCondition.entries.map { Choice(it, said("cover_condition.${it.name.lowercase()}")) }
private val sound = conditions.filter { it.value == CoverCondition.SOUND }
private val wrong = conditions - sound.toSet()
private val owners = CoverOwner.entries.map { Choice(it, said("cover_owner.${it.name.lowercase()}")) }
private val barriers = BarrierKind.entries.map { Choice(it, said("barrier.${it.name.lowercase()}")) }

private const val NOTE_LINES = 2
