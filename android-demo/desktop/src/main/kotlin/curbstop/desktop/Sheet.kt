package curbstop.desktop

import org.jetbrains.skia.Color
import org.jetbrains.skia.Image
import org.jetbrains.skia.Paint
import org.jetbrains.skia.Rect
import org.jetbrains.skia.SamplingMode
import org.jetbrains.skia.Surface

/** So many pictures small and beside each other, for a quick look. */
class Sheet(count: Int) {
    private val surface = Surface.makeRasterN32Premul(
        COLUMNS * CELL_WIDTH + GAP_PX,
        (count + COLUMNS - 1) / COLUMNS * CELL_HEIGHT + GAP_PX,
    ).apply { canvas.clear(Color.makeRGB(GREY, GREY, GREY)) }
    private var placed = 0

    /** The sheet as it is so far. */
    val image: Image get() = surface.makeImageSnapshot()

    /** Puts the next picture beside the last one. */
    fun add(picture: Image) {
        val left = placed % COLUMNS * CELL_WIDTH + GAP_PX
        val top = placed / COLUMNS * CELL_HEIGHT + GAP_PX
        val place = Rect.makeXYWH(left.toFloat(), top.toFloat(), WIDTH_DP * SCALE, HEIGHT_DP * SCALE)
        val whole = Rect.makeWH(picture.width.toFloat(), picture.height.toFloat())
        surface.canvas.drawImageRect(picture, whole, place, SamplingMode.MITCHELL, Paint(), true)
        placed += 1
    }

    private companion object {
        const val COLUMNS = 8
        const val SCALE = 0.6f
        const val GAP_PX = 12
        const val GREY = 128
        const val CELL_WIDTH = (WIDTH_DP * SCALE).toInt() + GAP_PX
        const val CELL_HEIGHT = (HEIGHT_DP * SCALE).toInt() + GAP_PX
    }
}
