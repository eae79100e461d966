package curbstop.ui.cover

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.cover.CoverAction
import curbstop.app.cover.CoverForm
import curbstop.app.cover.CoverLines
import curbstop.app.cover.CoverScreen
import curbstop.app.cover.CoverTask
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Clocks
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SavedLines
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.parts.SignButton
import curbstop.ui.parts.Waiting
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** One cover: what is wrong with it and until when, and at the bottom the likeliest thing to do. */
@Composable
fun CoverPage(screen: CoverScreen, trouble: Said?, onBack: () -> Unit, on: (CoverAction) -> Unit) {
    when (screen) {
        CoverScreen.Loading -> Waiting(onBack, trouble)
        is CoverScreen.Shown -> when (val form = screen.form) {
            null -> CardPage(screen, trouble, onBack, on)
            is CoverForm.Inspect -> InspectPage(form, screen, trouble, on)
            is CoverForm.MakeSafe -> MakeSafePage(form, screen, trouble, on)
            is CoverForm.Replace -> ReplacePage(form, screen, trouble, on)
            is CoverForm.ReportUp -> ReportUpPage(form, screen, trouble, on)
        }
    }
}

@Composable
private fun CardPage(screen: CoverScreen.Shown, trouble: Said?, onBack: () -> Unit, on: (CoverAction) -> Unit) {
    var showsOthers by rememberSaveable { mutableStateOf(false) }
    val cover = screen.cover
    Page(
        title = cover.place,
        detail = cover.title,
        onBack = onBack,
        trouble = trouble,
        corner = { SignButton(Sign.CAMERA, said("app.photos.title")) { on(CoverAction.OpenPhotos) } },
        actions = {
            SideButton(said("app.cover.others", "count" to cover.others.size), sign = Sign.MORE) { showsOthers = true }
            MainButton(cover.next.label(), sign = cover.next.sign()) { on(CoverAction.Begin(cover.next)) }
        },
        over = { if (showsOthers) OtherTasks(cover.others, { showsOthers = false }) { on(CoverAction.Begin(it)) } },
    ) {
        SavedLines(screen.saved)
        cover.defect?.let { Banner(it, Tone.LATE) }
        Clocks(cover.clocks, cover.timeDoubt)
        cover.barrier?.let { Banner(it, Tone.DONE) }
        cover.receipt?.let { Banner(it, Tone.DONE, sign = Sign.SENT) }
        AboutCard(cover)
    }
}

@Composable
private fun AboutCard(cover: CoverLines) {
    Card {
        if (cover.defect == null) Say(said("app.cover.no_defect"), style = LocalType.current.strong)
        Say(cover.owner)
        Say(cover.seen, style = LocalType.current.small, colour = LocalColours.current.quiet)
    }
}

@Composable
private fun OtherTasks(others: List<CoverTask>, onClose: () -> Unit, onBegin: (CoverTask) -> Unit) {
    Sheet(said("app.cover.others_title"), onClose) {
        for (other in others) {
            SideButton(other.label(), sign = other.sign()) {
                onClose()
                onBegin(other)
            }
        }
    }
}

internal fun CoverTask.label(): Said = said("app.cover.task.${name.lowercase()}")

private fun CoverTask.sign(): Sign = when (this) {
    CoverTask.INSPECT -> Sign.SEARCH
    CoverTask.MAKE_SAFE -> Sign.WARN
    CoverTask.REPLACE -> Sign.COVER
    CoverTask.REPORT_UP -> Sign.SENT
}
