package curbstop.samples

import curbstop.app.Language
import curbstop.app.Settings
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.settings.SettingsScreen
import curbstop.ui.settings.SettingsPage

/** The worker's settings, and the way out. */
internal val settingsSamples = listOf(
    settings("usual", usual),
    settings("leaving", usual.copy(leaving = said("app.settings.leaving", "count" to 12))),
)

private fun settings(state: String, screen: SettingsScreen) = Sample("settings", state) {
    SettingsPage(screen, trouble = null, onBack = {}) {}
}

private val usual get() = SettingsScreen(
    settings = Settings(Language.ZH),
    photosOnWifiOnly = true,
    worker = plain("张伟"),
    device = said("app.settings.device", "device" to 7),
    version = said("app.settings.version", "version" to "0.1.0"),
)
