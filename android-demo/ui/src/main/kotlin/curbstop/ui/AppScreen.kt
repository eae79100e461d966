package curbstop.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.text.intl.Locale
import curbstop.app.App
import curbstop.app.Look
import curbstop.app.Place
import curbstop.app.Settings
import curbstop.app.Words
import curbstop.app.lang
import curbstop.app.aboutme.AboutMeHolder
import curbstop.app.cover.CoverHolder
import curbstop.app.cover.CoversHolder
import curbstop.app.delivery.DeliveryHolder
import curbstop.app.escalations.EscalationsHolder
import curbstop.app.order.OrderHolder
import curbstop.app.outage.OutageHolder
import curbstop.app.photos.PhotosHolder
import curbstop.app.refused.RefusedHolder
import curbstop.app.settings.SettingsHolder
import curbstop.ui.aboutme.AboutMePage
import curbstop.ui.cover.CoverPage
import curbstop.ui.cover.CoversPage
import curbstop.ui.delivery.DeliveryPage
import curbstop.ui.escalations.EscalationsPage
import curbstop.ui.order.OrderPage
import curbstop.ui.outage.OutagePage
import curbstop.ui.parts.LocalWords
import curbstop.ui.photos.PhotosPage
import curbstop.ui.refused.RefusedPage
import curbstop.ui.settings.SettingsPage
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
    val lang = settings.language.lang(Locale.current.language)
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
    -> Unit
    // Covers and orders.
    Place.Covers -> Shown(app, place, { CoversHolder(app, it) }) { state, trouble, on -> CoversPage(state, trouble, app::goBack, on) }
    is Place.Cover -> Shown(app, place, { CoverHolder(app, place.cover, it) }) { state, trouble, on -> CoverPage(state, trouble, app::goBack, on) }
    is Place.Order -> Shown(app, place, { OrderHolder(app, place.order, it) }) { state, trouble, on -> OrderPage(state, trouble, app::goBack, on) }
    is Place.Outage -> Shown(app, place, { OutageHolder(app, place.order, it) }) { state, trouble, on -> OutagePage(state, trouble, app::goBack, on) }
    is Place.Photos -> Shown(app, place, { PhotosHolder(app, place.subject, it) }) { state, trouble, on -> PhotosPage(state, trouble, app::goBack, on) }
    // The phone itself.
    Place.Escalations -> Shown(app, place, { EscalationsHolder(app, it) }) { state, trouble, on -> EscalationsPage(state, trouble, app::goBack, on) }
    Place.Refused -> Shown(app, place, { RefusedHolder(app, it) }) { state, trouble, on -> RefusedPage(state, trouble, app::goBack, on) }
    Place.Delivery -> Shown(app, place, { DeliveryHolder(app, it) }) { state, trouble, on -> DeliveryPage(state, trouble, app::goBack, on) }
    Place.AboutMe -> Shown(app, place, { AboutMeHolder(app, it) }) { state, trouble, on -> AboutMePage(state, trouble, app::goBack, on) }
    Place.Settings -> Shown(app, place, { SettingsHolder(app, it) }) { state, trouble, on -> SettingsPage(state, trouble, app::goBack, on) }
    Place.SelfTest -> Unit
}

private fun App.goBack() {
    back()
}
