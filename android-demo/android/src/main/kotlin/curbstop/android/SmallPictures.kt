package curbstop.android

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Matrix
import android.media.ExifInterface
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import curbstop.ui.parts.PICTURE_PX
import java.io.IOException

/** The picture in a photo's file, small and upright; nothing where it cannot be read. */
internal fun smallPicture(file: String): ImageBitmap? {
    val whole = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeFile(file, whole)
    val size = maxOf(whole.outWidth, whole.outHeight)
    val small = BitmapFactory.Options().apply { inSampleSize = (size / PICTURE_PX).coerceAtLeast(1) }
    return BitmapFactory.decodeFile(file, small)?.turned(degrees(file))?.asImageBitmap()
}

/** Cameras write a photo as it falls on the chip, and say beside it which way is up. */
private fun degrees(file: String): Float = try {
    when (ExifInterface(file).getAttributeInt(ExifInterface.TAG_ORIENTATION, ExifInterface.ORIENTATION_NORMAL)) {
        ExifInterface.ORIENTATION_ROTATE_90 -> 90f
        ExifInterface.ORIENTATION_ROTATE_180 -> 180f
        ExifInterface.ORIENTATION_ROTATE_270 -> 270f
        else -> 0f
    }
} catch (_: IOException) {
    0f
}

private fun Bitmap.turned(degrees: Float): Bitmap {
    if (degrees == 0f) return this
    return Bitmap.createBitmap(this, 0, 0, width, height, Matrix().apply { postRotate(degrees) }, true)
}
