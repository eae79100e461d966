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

/** Reads the picture in a file, small; nothing where it cannot be read. Each platform has its own way, off the main thread. */
fun interface Pictures {
    suspend fun of(file: String): ImageBitmap?
}

/** The platform's way to read pictures; without one a sign stands in their place. */
val LocalPictures = staticCompositionLocalOf { Pictures { null } }

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
