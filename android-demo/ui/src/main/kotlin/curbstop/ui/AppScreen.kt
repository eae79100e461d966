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
import curbstop.app.aboutme.AboutMeHolder
import curbstop.app.cover.CoverHolder
import curbstop.app.cover.CoversHolder
import curbstop.app.delivery.DeliveryHolder
import curbstop.app.enrol.EnrolHolder
import curbstop.app.entry.EntryHolder
import curbstop.app.escalations.EscalationsHolder
import curbstop.app.estimate.EstimateHolder
import curbstop.app.exchange.ExchangeHolder
import curbstop.app.file.FileHolder
import curbstop.app.job.JobHolder
import curbstop.app.lang
import curbstop.app.meter.MeterHolder
import curbstop.app.noread.NoReadHolder
import curbstop.app.order.OrderHolder
import curbstop.app.outage.OutageHolder
import curbstop.app.photos.PhotosHolder
import curbstop.app.pit.PitHolder
import curbstop.app.refused.RefusedHolder
import curbstop.app.route.MapHolder
import curbstop.app.route.RouteHolder
import curbstop.app.search.SearchHolder
import curbstop.app.selftest.SelfTestHolder
import curbstop.app.settings.SettingsHolder
import curbstop.app.signin.SignInHolder
import curbstop.app.today.TodayHolder
import curbstop.ui.aboutme.AboutMePage
import curbstop.ui.cover.CoverPage
import curbstop.ui.cover.CoversPage
import curbstop.ui.delivery.DeliveryPage
import curbstop.ui.enrol.EnrolScreen
import curbstop.ui.entry.EntryScreen
import curbstop.ui.escalations.EscalationsPage
import curbstop.ui.estimate.EstimateScreen
import curbstop.ui.exchange.ExchangeScreen
import curbstop.ui.file.FilePage
import curbstop.ui.job.JobPage
import curbstop.ui.meter.MeterScreen
import curbstop.ui.noread.NoReadScreen
import curbstop.ui.order.OrderPage
import curbstop.ui.outage.OutagePage
import curbstop.ui.parts.LocalWords
import curbstop.ui.photos.PhotosPage
import curbstop.ui.pit.PitScreen
import curbstop.ui.refused.RefusedPage
import curbstop.ui.route.MapScreen
import curbstop.ui.route.RouteScreen
import curbstop.ui.search.SearchScreen
import curbstop.ui.selftest.SelfTestPage
import curbstop.ui.settings.SettingsPage
import curbstop.ui.signin.SignInScreen
import curbstop.ui.theme.CurbstopTheme
import curbstop.ui.today.TodayScreen

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

/** The holder and the screen of each place: the one list of what the app consists of. */
@Composable
private fun At(place: Place, app: App) = when (place) {
    // Reading.
    Place.Enrol -> Shown(app, place, { EnrolHolder(app, it) }) { state, trouble, back, on ->
        EnrolScreen(state, trouble, back.takeIf { app.navigator.places.value.size > 1 }, on)
    }
    Place.SignIn -> Shown(app, place, { SignInHolder(app, it) }, ::SignInScreen)
    Place.Today -> Shown(app, place, { TodayHolder(app, it) }) { state, trouble, _, on ->
        TodayScreen(state, trouble, on)
    }
    Place.Search -> Shown(app, place, { SearchHolder(app, it) }, ::SearchScreen)
    is Place.Route -> Shown(app, place, { RouteHolder(app, place.route, it) }, ::RouteScreen)
    is Place.RouteMap -> Shown(app, place, { MapHolder(app, place.route, it) }, ::MapScreen)
    is Place.Meter -> Shown(app, place, { MeterHolder(app, place.point, it) }, ::MeterScreen)
    is Place.Entry -> Shown(app, place, { EntryHolder(app, place.point, it) }, ::EntryScreen)
    is Place.Estimate -> Shown(app, place, { EstimateHolder(app, place.point, it) }, ::EstimateScreen)
    is Place.NoRead -> Shown(app, place, { NoReadHolder(app, place.point, it) }, ::NoReadScreen)
    is Place.Exchange -> Shown(app, place, { ExchangeHolder(app, place.point, it) }, ::ExchangeScreen)
    is Place.Pit -> Shown(app, place, { PitHolder(app, place.pit, it) }, ::PitScreen)
    // Covers and orders.
    Place.Covers -> Shown(app, place, { CoversHolder(app, it) }, ::CoversPage)
    is Place.Cover -> Shown(app, place, { CoverHolder(app, place.cover, it) }, ::CoverPage)
    is Place.Order -> Shown(app, place, { OrderHolder(app, place.order, it) }, ::OrderPage)
    is Place.Outage -> Shown(app, place, { OutageHolder(app, place.order, it) }, ::OutagePage)
    is Place.Job -> Shown(app, place, { JobHolder(app, place.job, it) }, ::JobPage)
    is Place.Photos -> Shown(app, place, { PhotosHolder(app, place.subject, it) }, ::PhotosPage)
    // The phone itself.
    Place.Escalations -> Shown(app, place, { EscalationsHolder(app, it) }, ::EscalationsPage)
    Place.Refused -> Shown(app, place, { RefusedHolder(app, it) }, ::RefusedPage)
    Place.Delivery -> Shown(app, place, { DeliveryHolder(app, it) }, ::DeliveryPage)
    Place.AboutMe -> Shown(app, place, { AboutMeHolder(app, it) }, ::AboutMePage)
    Place.File -> Shown(app, place, { FileHolder(app, it) }, ::FilePage)
    Place.Settings -> Shown(app, place, { SettingsHolder(app, it) }, ::SettingsPage)
    Place.SelfTest -> Shown(app, place, { SelfTestHolder(app, it) }, ::SelfTestPage)
}
