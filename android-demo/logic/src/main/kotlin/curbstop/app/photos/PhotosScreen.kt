package curbstop.app.photos

import curbstop.app.Said
import curbstop.app.Tone

/** The photos that belong to an order, a cover, a meter. */
sealed interface PhotosScreen {
    /** Not read from the phone yet. */
    data object Loading : PhotosScreen

    /** How far each is. */
    data class Shown(
        val about: Said,
        /** "2 of 3 delivered"; nothing where there are none. */
        val delivered: Said?,
        val photos: List<PhotoLine>,
        /** Photos that are taken and go with the next step that is saved. */
        val forNextStep: List<PhotoLine>,
        /** Whether photos wait for Wi-Fi. */
        val wifiOnly: Boolean,
        /** Another one can be taken here. */
        val canTake: Boolean,
        val busy: Boolean = false,
    ) : PhotosScreen
}

/** A photo: where its file lies, and how far it is. */
data class PhotoLine(
    val id: String,
    /** Its file; `null`: it was let go after it was delivered. */
    val file: String?,
    val state: Said,
    val tone: Tone,
    /** The server did not take it: it can be sent once more. */
    val isRefused: Boolean = false,
)

/** What somebody does with the photos. */
sealed interface PhotosAction {
    /** Takes another one. */
    data object Take : PhotosAction

    /** Photos on Wi-Fi only, or on any network. */
    data class WifiOnly(val only: Boolean) : PhotosAction

    /** Sends one once more that the server did not take. */
    data class SendAgain(val photo: String) : PhotosAction
}
