package curbstop.ui.theme

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import curbstop.app.Tone

/** The least height and width of what is tapped: 12 mm, for gloves. */
val TARGET = 76.dp

/** The space around and between things. */
val GAP = 16.dp

/** Half of it, between things that belong together. */
val SMALL_GAP = 8.dp

/** The roundness of cards, buttons and keys. */
val ROUND = 16.dp

/** Colours and text sizes for everything inside; [textScale] is the worker's own, on top of the platform's. */
@Composable
fun CurbstopTheme(dark: Boolean, textScale: Float = 1f, content: @Composable () -> Unit) {
    val colours = if (dark) DarkColours else LightColours
    val density = LocalDensity.current
    MaterialTheme(colorScheme = material(colours)) {
        CompositionLocalProvider(
            LocalColours provides colours,
            LocalDensity provides Density(density.density, density.fontScale * textScale),
            content = content,
        )
    }
}

private fun material(colours: Colours) = (if (colours.isDark) darkColorScheme() else lightColorScheme()).copy(
    primary = colours.action.ground,
    onPrimary = colours.action.ink,
    secondary = colours.key.ground,
    onSecondary = colours.key.ink,
    background = colours.page.ground,
    onBackground = colours.page.ink,
    surface = colours.card.ground,
    onSurface = colours.card.ink,
    onSurfaceVariant = colours.quiet,
    outline = colours.line,
    error = colours.of(Tone.LATE).ink,
)
