package curbstop.ui.settings

import androidx.compose.runtime.Composable
import curbstop.app.Language
import curbstop.app.Look
import curbstop.app.Said
import curbstop.app.TextSize
import curbstop.app.said
import curbstop.app.settings.SettingsAction
import curbstop.app.settings.SettingsScreen
import curbstop.ui.parts.Card
import curbstop.ui.parts.Choice
import curbstop.ui.parts.ChoiceGrid
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.Say
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** Language, text, light; photos; what there is to know about the phone; the way out. */
@Composable
fun SettingsPage(screen: SettingsScreen, trouble: Said?, onBack: () -> Unit, on: (SettingsAction) -> Unit) {
    Page(
        title = said("app.settings.title"),
        onBack = onBack,
        trouble = trouble,
        over = { screen.leaving?.let { LeaveSheet(it, on) } },
    ) {
        Looks(screen, on)
        Heading(said("app.settings.photos"))
        ChoiceGrid(wifi, screen.photosOnWifiOnly) { on(SettingsAction.PhotosOnWifiOnly(it)) }
        Heading(said("app.settings.this_phone"))
        Doors(screen, on)
        Heading(said("app.settings.signed_in"))
        Person(screen, on)
    }
}

@Composable
private fun Looks(screen: SettingsScreen, on: (SettingsAction) -> Unit) {
    val settings = screen.settings
    Heading(said("app.settings.language"))
    ChoiceGrid(languages, settings.language) { on(SettingsAction.Change(settings.copy(language = it))) }
    Heading(said("app.settings.text_size"))
    ChoiceGrid(sizes, settings.textSize, columns = sizes.size) {
        on(SettingsAction.Change(settings.copy(textSize = it)))
    }
    Heading(said("app.settings.look"))
    ChoiceGrid(looks, settings.look, columns = looks.size) { on(SettingsAction.Change(settings.copy(look = it))) }
}

@Composable
private fun Doors(screen: SettingsScreen, on: (SettingsAction) -> Unit) {
    ListRow(said("app.delivery.title"), sign = Sign.SENT, onClick = { on(SettingsAction.OpenDelivery) })
    ListRow(said("app.selftest.title"), detail = said("app.settings.selftest_detail"), sign = Sign.CHECK, onClick = {
        on(SettingsAction.OpenSelfTest)
    })
    ListRow(said("app.aboutme.title"), detail = said("app.settings.aboutme_detail"), sign = Sign.PERSON, onClick = {
        on(SettingsAction.OpenAboutMe)
    })
    ListRow(
        said(if (screen.exporting) "app.settings.exporting" else "app.settings.export"),
        detail = said("app.settings.export_detail"),
        sign = Sign.PHONE_ONLY,
        onClick = { on(SettingsAction.Export) },
    )
}

@Composable
private fun Person(screen: SettingsScreen, on: (SettingsAction) -> Unit) {
    Card {
        screen.worker?.let { Say(it, style = LocalType.current.strong) }
        screen.device?.let { Say(it, style = LocalType.current.small, colour = LocalColours.current.quiet) }
        Say(screen.version, style = LocalType.current.small, colour = LocalColours.current.quiet)
    }
    SideButton(said("app.settings.sign_out"), sign = Sign.LOCK) { on(SettingsAction.SignOut) }
}

@Composable
private fun LeaveSheet(leaving: Said, on: (SettingsAction) -> Unit) {
    Sheet(said("app.settings.sign_out"), { on(SettingsAction.Stay) }) {
        Say(leaving)
        SideButton(said("app.settings.sign_out_anyway")) { on(SettingsAction.SignOutAnyway) }
        MainButton(said("app.settings.stay")) { on(SettingsAction.Stay) }
    }
}

/** Each in its own words; the long one last, on a line of its own. */
private val languages = listOf(Language.ZH, Language.EN, Language.SYSTEM).map {
    Choice(it, said("app.lang.${it.name.lowercase()}"))
}
private val sizes = TextSize.entries.map { Choice(it, said("app.settings.size.${it.name.lowercase()}")) }
private val looks = Look.entries.map { Choice(it, said("app.settings.look.${it.name.lowercase()}")) }
private val wifi = listOf(Choice(true, said("app.settings.wifi_only")), Choice(false, said("app.settings.any_network")))
