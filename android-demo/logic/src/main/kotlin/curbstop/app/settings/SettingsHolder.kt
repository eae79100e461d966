package curbstop.app.settings

import curbstop.PhotoPolicy
import curbstop.Status
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** How the worker wants the app to be, and the way out of it. */
class SettingsHolder(app: App, scope: CoroutineScope) :
    Holder<SettingsScreen, SettingsAction>(
        SettingsScreen(
            app.settings.now.value,
            version = said(
                "app.settings.version",
                "version" to VERSION,
            ),
        ),
        scope,
    ) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator
    private val kept = app.settings

    override fun refresh() {
        read {
            val status = phone.status()
            show(
                now.copy(
                    photosOnWifiOnly = phone.photoPolicy() == PhotoPolicy.WIFI_ONLY,
                    worker = worker(status),
                    device = status.device?.let { said("app.settings.device", "device" to it) },
                ),
            )
        }
    }

    override fun on(action: SettingsAction) {
        when (action) {
            is SettingsAction.Change -> change(action)
            is SettingsAction.PhotosOnWifiOnly -> photos(action.only)
            SettingsAction.OpenSelfTest -> navigator.open(Place.SelfTest)
            SettingsAction.OpenAboutMe -> navigator.open(Place.AboutMe)
            SettingsAction.OpenDelivery -> navigator.open(Place.Delivery)
            SettingsAction.Export -> export()
            SettingsAction.SignOut -> signOut()
            SettingsAction.SignOutAnyway -> leave()
            SettingsAction.Stay -> show(now.copy(leaving = null))
        }
    }

    override fun back(): Boolean {
        if (now.leaving == null) return false
        show(now.copy(leaving = null))
        return true
    }

    private fun change(action: SettingsAction.Change) {
        kept.change(action.to)
        show(now.copy(settings = action.to))
    }

    private fun photos(wifiOnly: Boolean) {
        ask {
            phone.setPhotoPolicy(if (wifiOnly) PhotoPolicy.WIFI_ONLY else PhotoPolicy.ANY)
            show(now.copy(photosOnWifiOnly = wifiOnly))
        }
    }

    private fun export() {
        if (now.exporting) return
        show(now.copy(exporting = true))
        ask {
            val file = host.fileToShare(EXPORT_NAME)
            phone.exportBlackBox(file)
            host.share(file)
        }.invokeOnCompletion { show(now.copy(exporting = false)) }
    }

    /** What is saved stays on the phone, whoever signs in next; with work waiting that is said first. */
    private fun signOut() {
        ask {
            val waiting = phone.status().waiting
            if (waiting ==
                0uL
            ) {
                leaveNow()
            } else {
                show(now.copy(leaving = said("app.settings.leaving", "count" to waiting)))
            }
        }
    }

    private fun leave() {
        ask { leaveNow() }
    }

    private suspend fun leaveNow() {
        phone.signOut()
        navigator.restart(Place.SignIn)
    }

    private suspend fun worker(status: Status): Said? {
        val id = status.worker ?: return null
        return plain(phone.people().find { it.worker == id }?.name ?: id)
    }

    private companion object {
        const val EXPORT_NAME = "curbstop-black-box.jsonl.zst"
    }
}

/** The app's version, as in the poms. */
const val VERSION = "0.1.0"
