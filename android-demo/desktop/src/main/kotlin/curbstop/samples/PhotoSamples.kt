package curbstop.samples

import curbstop.app.Tone
import curbstop.app.photos.PhotoLine
import curbstop.app.photos.PhotosScreen
import curbstop.app.said
import curbstop.ui.photos.PhotosPage

/** The photos of an order on their way. */
internal val photoSamples = listOf(
    photos("some", some),
    photos("none", some.copy(delivered = null, photos = emptyList(), forNextStep = emptyList())),
)

private fun photos(state: String, screen: PhotosScreen) = Sample("photos", state) {
    PhotosPage(screen, trouble = null, onBack = {}) {}
}

private val some get() = PhotosScreen.Shown(
    about = said("app.subject.order", "id" to "W-1123-07"),
    delivered = said("app.photos.delivered", "delivered" to 1, "all" to 3),
    photos = listOf(
        PhotoLine("a", null, said("app.photos.gone"), Tone.DONE),
        PhotoLine("b", "1219", said("app.photos.uploading", "percent" to 40), Tone.NOTE),
        PhotoLine("c", "1220", said("app.photos.refused"), Tone.ASKS, isRefused = true),
    ),
    forNextStep = listOf(PhotoLine("d", "1221", said("app.photos.next_step"), Tone.NOTE)),
    wifiOnly = true,
    canTake = true,
)
