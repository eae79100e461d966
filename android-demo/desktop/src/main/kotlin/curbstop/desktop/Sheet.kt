package curbstop.desktop

import org.jetbrains.skia.Color
import org.jetbrains.skia.Image
import org.jetbrains.skia.Paint
import org.jetbrains.skia.Rect
import org.jetbrains.skia.SamplingMode
import org.jetbrains.skia.Surface

/** All images small and beside each other, for a quick look. */
fun sheet(images: List<Image>): Image {
    val rows = (images.size + COLUMNS - 1) / COLUMNS
    val surface = Surface.makeRasterN32Premul(COLUMNS * CELL_WIDTH + GAP_PX, rows * CELL_HEIGHT + GAP_PX)
    surface.canvas.clear(Color.makeRGB(GREY, GREY, GREY))
    images.forEachIndexed { n, image ->
        val left = (n % COLUMNS) * CELL_WIDTH + GAP_PX
        val top = (n / COLUMNS) * CELL_HEIGHT + GAP_PX
        val place = Rect.makeXYWH(left.toFloat(), top.toFloat(), WIDTH_DP * SCALE, HEIGHT_DP * SCALE)
        val whole = Rect.makeWH(image.width.toFloat(), image.height.toFloat())
        surface.canvas.drawImageRect(image, whole, place, SamplingMode.MITCHELL, Paint(), true)
    }
    return surface.makeImageSnapshot()
}

private const val COLUMNS = 8
private const val SCALE = 0.6f
private const val GAP_PX = 12
private const val GREY = 128
private const val CELL_WIDTH = (WIDTH_DP * SCALE).toInt() + GAP_PX
private const val CELL_HEIGHT = (HEIGHT_DP * SCALE).toInt() + GAP_PX
