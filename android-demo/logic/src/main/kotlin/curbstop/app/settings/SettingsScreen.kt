package curbstop.app.settings

import curbstop.app.Said
import curbstop.app.Settings

/** What the settings show. */
data class SettingsScreen(
    val settings: Settings,
    /** Photos wait for Wi-Fi; `null`: not read yet. */
    val photosOnWifiOnly: Boolean? = null,
    /** Who is signed in. */
    val worker: Said? = null,
    /** Which phone it is to the office. */
    val device: Said? = null,
    val version: Said,
    /** What is asked before signing out, while work waits here. */
    val leaving: Said? = null,
    /** The black box is being written. */
    val exporting: Boolean = false,
)

/** What somebody does in the settings. */
sealed interface SettingsAction {
    /** Language, text size or look. */
    data class Change(val to: Settings) : SettingsAction

    /** Photos on Wi-Fi only, or on any network. */
    data class PhotosOnWifiOnly(val only: Boolean) : SettingsAction

    /** Looks at clock, position, storage and delivery. */
    data object OpenSelfTest : SettingsAction

    /** What is stored about me. */
    data object OpenAboutMe : SettingsAction

    /** What is saved here and delivered. */
    data object OpenDelivery : SettingsAction

    /** Writes the black box to a file, and hands it on. */
    data object Export : SettingsAction

    /** Signs out; asks first while work waits here. */
    data object SignOut : SettingsAction

    /** Yes: signs out. */
    data object SignOutAnyway : SettingsAction

    /** No: stays. */
    data object Stay : SettingsAction
}
