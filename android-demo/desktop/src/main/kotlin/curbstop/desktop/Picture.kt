package curbstop.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import curbstop.Lang
import curbstop.app.TextSize
import curbstop.app.Words
import curbstop.samples.Sample
import curbstop.samples.SamplePictures
import curbstop.ui.parts.LocalOverflow
import curbstop.ui.parts.LocalPictures
import curbstop.ui.parts.LocalWords
import curbstop.ui.theme.CurbstopTheme
import org.jetbrains.skia.Image
import java.time.LocalDate
import java.time.ZoneOffset

/** How a screen is shown. */
data class Manner(val lang: Lang, val dark: Boolean, val size: TextSize) {
    /** A part of a file's name: `zh-dark-large`. */
    val name: String = listOfNotNull(
        lang.name.lowercase(),
        if (dark) "dark" else "light",
        size.name.lowercase().takeIf { size != TextSize.NORMAL },
    ).joinToString("-")

    companion object {
        /** Both languages, day and night, the usual text and the largest. */
        val all: List<Manner> = listOf(Lang.ZH, Lang.EN).flatMap { lang ->
            listOf(TextSize.NORMAL, TextSize.LARGEST).flatMap { size ->
                listOf(false, true).map { dark -> Manner(lang, dark, size) }
            }
        }
    }
}

/** A screen in one state, as its pictures and tests show it; [onCutOff] hears of texts that do not fit. */
@Composable
fun ShownSample(sample: Sample, manner: Manner, onCutOff: (String) -> Unit = {}) = CompositionLocalProvider(
    LocalWords provides Words(manner.lang, ZONE) { TODAY },
    LocalOverflow provides onCutOff,
    LocalPictures provides SamplePictures,
) { CurbstopTheme(manner.dark, manner.size.scale) { sample.content() } }

/** Draws a screen. */
fun draw(sample: Sample, manner: Manner): Image {
    val scene = ImageComposeScene(WIDTH_DP * DENSITY, HEIGHT_DP * DENSITY, Density(DENSITY.toFloat())) {
        ShownSample(sample, manner)
    }
    return try {
        // Photos are read once the first frame stands, as on a phone.
        scene.render(0).close()
        scene.render(FRAME_NS)
    } finally {
        scene.close()
    }
}

/** One frame at 60 a second, in nanoseconds. */
private const val FRAME_NS = 16_666_667L

/** The size of the pictures' phone. */
const val WIDTH_DP = 420

/** The size of the pictures' phone. */
const val HEIGHT_DP = 900

/** Pixels a dp. */
const val DENSITY = 2

/** Samples are made for this day and zone, so that pictures of two days can be compared. */
private val TODAY = LocalDate.of(2026, 11, 23)
private val ZONE = ZoneOffset.ofHours(8)
