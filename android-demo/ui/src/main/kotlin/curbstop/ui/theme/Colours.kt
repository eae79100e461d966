package curbstop.ui.theme

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import curbstop.app.Tone

/** A ground and what is written on it. */
@Immutable
data class Inked(val ground: Color, val ink: Color)

/** The colours by what they are for. Words on their ground stand at least [CONTRAST_MIN] apart, for the sun. */
@Immutable
data class Colours(
    /** The page, and its first words. */
    val page: Inked,
    /** A card on the page. */
    val card: Inked,
    /** Words that stand behind the first ones; readable on page and card. */
    val quiet: Color,
    /** Lines and borders. */
    val line: Color,
    /** The one big button. */
    val action: Inked,
    /** A button beside it, a key of the keypad. */
    val key: Inked,
    /** A button that cannot be pressed yet: still to be read. */
    val off: Inked,
    /** Grounds by meaning. */
    val tones: Map<Tone, Inked>,
    /** Words of the action's colour on page and card: links, what is chosen. */
    val accent: Color,
    /** It is the dark set. */
    val isDark: Boolean,
) {
    /** Ground and ink for a meaning. */
    fun of(tone: Tone): Inked = tones.getValue(tone)
}

/** For daylight: nearly white, nearly black. */
val LightColours = Colours(
    page = Inked(ground = Color(0xFFF4F6F5), ink = Color(0xFF10181C)),
    card = Inked(ground = Color(0xFFFFFFFF), ink = Color(0xFF10181C)),
    quiet = Color(0xFF3B484F),
    line = Color(0xFFC3CCD0),
    action = Inked(ground = Color(0xFF004A5E), ink = Color(0xFFFFFFFF)),
    key = Inked(ground = Color(0xFFE1E8EB), ink = Color(0xFF10181C)),
    off = Inked(ground = Color(0xFFE9EDEE), ink = Color(0xFF414D54)),
    tones = mapOf(
        Tone.PLAIN to Inked(Color(0xFFE6EBED), Color(0xFF2A363C)),
        Tone.DONE to Inked(Color(0xFFDDF1E4), Color(0xFF0A4325)),
        Tone.NOTE to Inked(Color(0xFFDFEDF7), Color(0xFF0A3D60)),
        Tone.ASKS to Inked(Color(0xFFFFEBB8), Color(0xFF4F3300)),
        Tone.LATE to Inked(Color(0xFFFFE0DA), Color(0xFF7A1408)),
    ),
    accent = Color(0xFF004A5E),
    isDark = false,
)

/** For the night: black enough to spare the eyes, no glaring white. */
val DarkColours = Colours(
    page = Inked(ground = Color(0xFF0B1114), ink = Color(0xFFEFF4F6)),
    card = Inked(ground = Color(0xFF172126), ink = Color(0xFFEFF4F6)),
    quiet = Color(0xFFB9C6CC),
    line = Color(0xFF3A484F),
    action = Inked(ground = Color(0xFF7FD3EE), ink = Color(0xFF00222C)),
    key = Inked(ground = Color(0xFF26343B), ink = Color(0xFFF3F7F8)),
    off = Inked(ground = Color(0xFF1A262B), ink = Color(0xFFAFBCC2)),
    tones = mapOf(
        Tone.PLAIN to Inked(Color(0xFF263238), Color(0xFFDCE5E9)),
        Tone.DONE to Inked(Color(0xFF0E3320), Color(0xFFA9EBC3)),
        Tone.NOTE to Inked(Color(0xFF0E2F47), Color(0xFFB5DBF7)),
        Tone.ASKS to Inked(Color(0xFF3D2B00), Color(0xFFFFDF94)),
        Tone.LATE to Inked(Color(0xFF4A120B), Color(0xFFFFC9BF)),
    ),
    accent = Color(0xFF8EDAF2),
    isDark = true,
)

/** The colours in force. */
val LocalColours = staticCompositionLocalOf { LightColours }
