package curbstop.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.text.intl.Locale
import curbstop.Lang
import curbstop.app.App
import curbstop.app.Language
import curbstop.app.Look
import curbstop.app.Place
import curbstop.app.Settings
import curbstop.app.Words
import curbstop.ui.parts.LocalWords
import curbstop.ui.theme.CurbstopTheme

/** The whole app: the screen of the place where the worker is, in their language, size and light. */
@Composable
fun AppScreen(app: App) {
    val settings by app.settings.now.collectAsState()
    val places by app.navigator.places.collectAsState()
    Speaking(settings) {
        val place = places.last()
        key(place) { At(place, app) }
    }
}

/** Language, text size and light as the worker wants them. */
@Composable
fun Speaking(settings: Settings, content: @Composable () -> Unit) {
    val lang = when (settings.language) {
        Language.ZH -> Lang.ZH
        Language.EN -> Lang.EN
        Language.SYSTEM -> if (Locale.current.language == "zh") Lang.ZH else Lang.EN
    }
    val dark = when (settings.look) {
        Look.SYSTEM -> isSystemInDarkTheme()
        Look.LIGHT -> false
        Look.DARK -> true
    }
    CompositionLocalProvider(LocalWords provides remember(lang) { Words(lang) }) {
        CurbstopTheme(dark, settings.textSize.scale, content)
    }
}

/** The screen and the holder of each place: the one list of what the app consists of. */
@Composable
private fun At(place: Place, app: App) = when (place) {
    // Reading.
    Place.Enrol,
    Place.SignIn,
    Place.Today,
    Place.Search,
    is Place.Route,
    is Place.RouteMap,
    is Place.Meter,
    is Place.Entry,
    is Place.Estimate,
    is Place.NoRead,
    is Place.Exchange,
    is Place.Pit,
    // Covers and orders.
    Place.Covers,
    is Place.Cover,
    is Place.Order,
    is Place.Outage,
    is Place.Photos,
    // The phone itself.
    Place.Escalations,
    Place.Refused,
    Place.Delivery,
    Place.AboutMe,
    Place.Settings,
    Place.SelfTest,
    -> Unit
}
