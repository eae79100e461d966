package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import curbstop.app.Key
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import curbstop.ui.theme.Inked
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/**
 * The app's own keypad: digits left, and a column on the right for delete, and for what [side] puts below it under the
 * thumb.
 * [extra] is a key beside the zero; without it and without a point the zero is wider.
 */
@Composable
fun Keypad(
    onKey: (Key) -> Unit,
    modifier: Modifier = Modifier,
    hasPoint: Boolean = false,
    extra: Pair<Said, Sign>? = null,
    onExtra: () -> Unit = {},
    side: @Composable ColumnScope.() -> Unit,
) {
    Row(modifier.fillMaxWidth().height(IntrinsicSize.Min), Arrangement.spacedBy(SMALL_GAP)) {
        Column(Modifier.weight(DIGIT_COLUMNS), Arrangement.spacedBy(SMALL_GAP)) {
            for (row in listOf("123", "456", "789")) KeyRow { for (digit in row) DigitKey(digit, onKey) }
            KeyRow {
                if (hasPoint) PlainKey({ onKey(Key.Point) }, null) { KeyText(plain(".")) }
                DigitKey('0', onKey)
                if (extra != null) PlainKey(onExtra, extra.first) { Sign(extra.second, size = KEY_SIGN) }
            }
        }
        Column(Modifier.weight(1f).fillMaxHeight(), Arrangement.spacedBy(SMALL_GAP)) {
            SideKey(said("app.part.delete"), Sign.DELETE) { onKey(Key.Delete) }
            side()
        }
    }
}

/** A key in the right column, one row high. */
@Composable
fun ColumnScope.SideKey(name: Said, sign: Sign, onClick: () -> Unit) =
    KeyOf(LocalColours.current.key, Modifier.fillMaxWidth().height(TARGET), onClick, name) {
        Sign(sign, size = KEY_SIGN)
    }

/** The key that goes on, as high as what is left of the right column. */
@Composable
fun ColumnScope.NextKey(name: Said, enabled: Boolean, onClick: () -> Unit) {
    val colours = LocalColours.current
    val inked = if (enabled) colours.action else colours.off
    KeyOf(inked, Modifier.fillMaxWidth().weight(1f), onClick, enabled = enabled) {
        Column(Modifier.align(Alignment.Center), Arrangement.spacedBy(SMALL_GAP), Alignment.CenterHorizontally) {
            Sign(Sign.FORTH)
            Say(name, style = LocalType.current.label)
        }
    }
}

@Composable
private fun KeyRow(content: @Composable RowScope.() -> Unit) =
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(SMALL_GAP), content = content)

@Composable
private fun RowScope.DigitKey(digit: Char, onKey: (Key) -> Unit) =
    PlainKey({ onKey(Key.Digit(digit)) }, null) { KeyText(plain(digit.toString())) }

@Composable
private fun RowScope.PlainKey(onClick: () -> Unit, name: Said?, content: @Composable BoxScope.() -> Unit) =
    KeyOf(LocalColours.current.key, Modifier.weight(1f), onClick, name, content = content)

@Composable
private fun BoxScope.KeyText(said: Said) = Say(said, Modifier.align(Alignment.Center), style = LocalType.current.key)

@Composable
private fun KeyOf(
    inked: Inked,
    modifier: Modifier,
    onClick: () -> Unit,
    name: Said? = null,
    enabled: Boolean = true,
    content: @Composable BoxScope.() -> Unit,
) {
    val haptic = LocalHapticFeedback.current
    val description = name?.let { spoken(it) }
    CompositionLocalProvider(LocalInk provides inked.ink) {
        Box(
            modifier.heightIn(min = TARGET).clip(RoundedCornerShape(ROUND)).background(inked.ground)
                .clickable(enabled, role = Role.Button) {
                    haptic.performHapticFeedback(HapticFeedbackType.TextHandleMove)
                    onClick()
                }
                .semantics { if (description != null) contentDescription = description },
            Alignment.Center,
            content = content,
        )
    }
}

private val KEY_SIGN = 34.dp

/** Three columns with the gaps between them, against the one on the right. */
private const val DIGIT_COLUMNS = 3.08f
