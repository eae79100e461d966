package curbstop.ui.theme

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance

/** The least contrast between words and their ground: WCAG's level AAA. */
const val CONTRAST_MIN = 7f

private const val FLARE = 0.05f

/** How far two colours stand apart, from 1 to 21 (WCAG 2: relative luminance). */
fun contrast(one: Color, other: Color): Float {
    val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
    return (light + FLARE) / (dark + FLARE)
}
