package curbstop.desktop

import java.awt.Color
import java.awt.Font
import java.awt.Graphics2D
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
        ImageIO.write(drawnPhoto(taken.get()), "jpg", file.toFile())
    }
}

/** A meter in its pit with this number on its register, as a photo shows it. */
fun drawnPhoto(number: Int): BufferedImage = BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB).apply {
    val pen = createGraphics()
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON)
    pen.color = Color.getHSBColor(EARTH_HUE, EARTH_DULL, EARTH_LIGHT + number % SHADES * SHADE)
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.meter(number)
    pen.dispose()
}

private fun Graphics2D.meter(number: Int) {
    color = Color(0x1F, 0x4E, 0x79)
    fillRect(0, HEIGHT / 2 - PIPE / 2, WIDTH, PIPE)
    color = Color(0xB8, 0x86, 0x3B)
    disc(RADIUS + RIM)
    color = Color.WHITE
    disc(RADIUS)
    color = Color.BLACK
    fillRoundRect(WIDTH / 2 - WHEELS / 2, HEIGHT / 2 - RADIUS / 4, WHEELS, RADIUS / 2, RIM, RIM)
    color = Color.WHITE
    font = Font(Font.MONOSPACED, Font.BOLD, RADIUS * 2 / 5)
    val digits = "%05d".format(number)
    drawString(digits, WIDTH / 2 - fontMetrics.stringWidth(digits) / 2, HEIGHT / 2 + RADIUS / 8)
}

private fun Graphics2D.disc(radius: Int) = fillOval(WIDTH / 2 - radius, HEIGHT / 2 - radius, 2 * radius, 2 * radius)

private const val WIDTH = 1600
private const val HEIGHT = 1200
private const val RADIUS = 450
private const val RIM = 50
private const val PIPE = 260
private const val WHEELS = 720
private const val EARTH_HUE = 0.08f
private const val EARTH_DULL = 0.45f
private const val EARTH_LIGHT = 0.32f
private const val SHADE = 0.05f
private const val SHADES = 5
