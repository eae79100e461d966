package curbstop.desktop

import java.awt.Color
import java.awt.Font
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import javax.imageio.ImageIO

/** The desk's camera: draws a register with the number of the photo, so that no two photos are the same. */
class DrawnPhotos(private val folder: Path) {
    private val taken = AtomicInteger()

    /** Where the next photo may lie. */
    fun nextFile(): Path = folder.resolve("photo-${taken.incrementAndGet()}.jpg")

    /** Takes it. */
    fun take(file: Path) {
        ImageIO.write(draw(taken.get()), "jpg", file.toFile())
    }

    private fun draw(number: Int): BufferedImage {
        val image = BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB)
        val pen = image.createGraphics()
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON)
        pen.color = Color(number * STEP % FULL, QUARTER, FULL - QUARTER)
        pen.fillRect(0, 0, WIDTH, HEIGHT)
        pen.color = Color.WHITE
        pen.fillOval(WIDTH / 2 - RADIUS, HEIGHT / 2 - RADIUS, 2 * RADIUS, 2 * RADIUS)
        pen.color = Color.BLACK
        pen.font = Font(Font.MONOSPACED, Font.BOLD, RADIUS / 3)
        pen.drawString("%05d".format(number), WIDTH / 2 - RADIUS / 2, HEIGHT / 2)
        pen.dispose()
        return image
    }

    private companion object {
        const val WIDTH = 1600
        const val HEIGHT = 1200
        const val RADIUS = 450
        const val STEP = 37
        const val FULL = 256
        const val QUARTER = 64
    }
}
