package curbstop.samples

import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import curbstop.app.photos.TakenPhoto
import curbstop.desktop.drawnPhoto
import curbstop.ui.parts.Pictures

/**
 * A screen in one state, with made-up data: for the pictures of `make screenshots`, and for the tests that look at every
 * screen. [state] says what is special, as a part of a file's name: `third-estimate`.
 */
class Sample(val screen: String, val state: String, val content: @Composable () -> Unit) {
    /** The name of its pictures. */
    val name: String get() = "$screen-$state"
}

/** A photo that a sample shows; [number] is what its register shows. */
internal fun photo(number: Int = 1219) = TakenPhoto(number.toString(), number.toString())

/** The pictures of a sample's photos: drawn by their numbers. */
object SamplePictures : Pictures {
    private val drawn = mutableMapOf<String, ImageBitmap>()

    override suspend fun of(file: String): ImageBitmap =
        drawn.getOrPut(file) { drawnPhoto(file.toInt()).toComposeImageBitmap() }
}

/** Every screen in every state that somebody should look at: each screen's own list is added here. */
val samples: List<Sample> = listOf(
    partSamples,
    coverSamples,
    orderSamples,
    jobSamples,
    outageSamples,
    photoSamples,
    recordSamples,
    selfTestSamples,
    settingsSamples,
    gateSamples,
    daySamples,
    routeSamples,
    meterSamples,
    entrySamples,
    estimateSamples,
).flatten()
