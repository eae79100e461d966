package curbstop.ui.parts

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.ImageBitmap
import curbstop.app.Said
import curbstop.app.photos.TakenPhoto
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/** Reads the picture in a file, small; nothing where it cannot be read. Each platform has its own way. */
fun interface Pictures {
    suspend fun of(file: String): ImageBitmap?
}

/** The platform's way to read pictures; without one a sign stands in their place. */
val LocalPictures = staticCompositionLocalOf { Pictures { null } }

/** The longer side of a small picture, in pixels: a [PhotoStrip] and a list show it sharp. */
const val PICTURE_PX = 384

/**
 * Reads pictures one after the other and off the screen's thread, with the platform's [decode], and keeps the ones that
 * were shown last. The files carry the hash of what they hold: a picture that is read once stays as it is.
 */
class KeptPictures(private val kept: Int = KEPT, private val decode: (String) -> ImageBitmap?) : Pictures {
    private val reading = Mutex()
    private val pictures = object : LinkedHashMap<String, ImageBitmap>(kept, FILL, true) {
        override fun removeEldestEntry(eldest: Map.Entry<String, ImageBitmap>) = size > kept
    }

    override suspend fun of(file: String): ImageBitmap? = reading.withLock {
        pictures[file] ?: withContext(Dispatchers.IO) { decode(file) }?.also { pictures[file] = it }
    }

    private companion object {
        /** As many as a long list shows; one takes half a megabyte. */
        const val KEPT = 24
        const val FILL = 0.75f
    }
}

/** The picture in a file, once it is read. */
@Composable
fun pictureOf(file: String?): ImageBitmap? {
    val pictures = LocalPictures.current
    var picture by remember(file) { mutableStateOf<ImageBitmap?>(null) }
    LaunchedEffect(file, pictures) { picture = file?.let { pictures.of(it) } }
    return picture
}

/** The photos that are taken for what is being done, with their pictures. */
@Composable
fun TakenStrip(photos: List<TakenPhoto>, asked: Said, onTake: () -> Unit) =
    PhotoStrip(photos.map { StripPhoto(it.id, pictureOf(it.file)) }, asked, onTake = onTake)
