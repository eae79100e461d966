package curbstop.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import curbstop.ui.parts.PICTURE_PX
import org.jetbrains.skia.Image
import org.jetbrains.skia.Paint
import org.jetbrains.skia.Rect
import org.jetbrains.skia.SamplingMode
import org.jetbrains.skia.Surface
import java.io.File

/** The picture in a file, small; nothing where there is none, or where it is no picture. */
fun deskPicture(file: String): ImageBitmap? = try {
    Image.makeFromEncoded(File(file).readBytes()).use(::small)
} catch (_: java.io.IOException) {
    null
} catch (_: IllegalArgumentException) {
    null
}

private fun small(image: Image): ImageBitmap {
    val scale = minOf(1f, PICTURE_PX.toFloat() / maxOf(image.width, image.height))
    val (width, height) = listOf(image.width, image.height).map { (it * scale).toInt().coerceAtLeast(1) }
    return Surface.makeRasterN32Premul(width, height).use { surface ->
        val (from, to) = Rect.makeWH(image.width.toFloat(), image.height.toFloat()) to
            Rect.makeWH(width.toFloat(), height.toFloat())
        surface.canvas.drawImageRect(image, from, to, SamplingMode.MITCHELL, Paint(), true)
        surface.makeImageSnapshot().toComposeImageBitmap()
    }
}
