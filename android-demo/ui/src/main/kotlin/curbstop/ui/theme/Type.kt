package curbstop.ui.theme

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.intl.LocaleList
import androidx.compose.ui.unit.TextUnit
import androidx.compose.ui.unit.sp

/** The smallest text anywhere. */
val SMALLEST_TEXT = 18.sp

/** The sizes of text by what they are for; digits stand in columns everywhere. */
@Immutable
data class Type(
    /** A stand of the register, while it is typed. */
    val register: TextStyle = style(44.sp, 52.sp, FontWeight.SemiBold),
    /** A key of the keypad; one big number. */
    val key: TextStyle = style(30.sp, 36.sp, FontWeight.Medium),
    /** What the page is about. */
    val title: TextStyle = style(24.sp, 32.sp, FontWeight.SemiBold),
    /** A button, the first line of a row. */
    val strong: TextStyle = style(21.sp, 28.sp, FontWeight.SemiBold),
    /** What is read. */
    val body: TextStyle = style(20.sp, 28.sp, FontWeight.Normal),
    /** What stands behind it. */
    val small: TextStyle = style(SMALLEST_TEXT, 25.sp, FontWeight.Normal),
    /** A badge, a heading over a list. */
    val label: TextStyle = style(SMALLEST_TEXT, 25.sp, FontWeight.SemiBold),
)

private fun style(size: TextUnit, line: TextUnit, weight: FontWeight) = TextStyle(
    fontSize = size,
    lineHeight = line,
    fontWeight = weight,
    fontFeatureSettings = "tnum",
    localeList = CHINESE,
)

/** Names and places are Chinese in either language; without it, fonts mix Japanese shapes into them. */
private val CHINESE = LocaleList("zh-Hans-CN")

/** The sizes in force. */
val LocalType = staticCompositionLocalOf { Type() }
