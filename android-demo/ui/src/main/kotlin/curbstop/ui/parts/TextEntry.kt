package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.ROUND
import curbstop.ui.theme.TARGET

/** A field for words, with its name above it and a [hint] in it while it is empty. */
@Composable
fun TextEntry(
    name: Said,
    text: String,
    modifier: Modifier = Modifier,
    hint: Said? = null,
    isNumber: Boolean = false,
    lines: Int = 1,
    onText: (String) -> Unit,
) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(ROUND)
    val description = spoken(name)
    Column(modifier.fillMaxWidth(), Arrangement.spacedBy(6.dp)) {
        Say(name, Modifier.padding(start = 4.dp), style = LocalType.current.label, colour = colours.quiet)
        BasicTextField(
            value = text,
            onValueChange = onText,
            modifier = Modifier.fillMaxWidth().semantics { contentDescription = description },
            textStyle = LocalType.current.body.copy(color = colours.card.ink),
            cursorBrush = SolidColor(colours.accent),
            singleLine = lines == 1,
            minLines = lines,
            keyboardOptions = KeyboardOptions(keyboardType = if (isNumber) KeyboardType.Decimal else KeyboardType.Text),
            decorationBox = { field ->
                Box(
                    Modifier.fillMaxWidth().heightIn(min = TARGET).background(colours.card.ground, shape)
                        .border(2.dp, colours.quiet, shape).padding(GAP, 14.dp),
                    if (lines == 1) Alignment.CenterStart else Alignment.TopStart,
                ) {
                    if (text.isEmpty() && hint != null) Say(hint, colour = colours.quiet)
                    field()
                }
            },
        )
    }
}
