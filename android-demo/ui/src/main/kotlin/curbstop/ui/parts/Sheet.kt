package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.interaction.MutableInteractionSource
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.SMALL_GAP

/**
 * Comes up from below over the page, within the thumb's reach; a tap beside it closes it. Stands last inside [Page]'s
 * box.
 */
@Composable
fun Sheet(title: Said, onClose: () -> Unit, content: @Composable ColumnScope.() -> Unit) {
    val colours = LocalColours.current
    Box(Modifier.fillMaxSize().background(SHADE).untouched(onClose), Alignment.BottomCenter) {
        CompositionLocalProvider(LocalInk provides colours.page.ink) {
            Column(
                Modifier.fillMaxWidth().background(
                    colours.page.ground,
                    RoundedCornerShape(topStart = 24.dp, topEnd = 24.dp),
                )
                    .untouched {}.verticalScroll(rememberScrollState()).safeDrawingPadding().padding(GAP),
                Arrangement.spacedBy(SMALL_GAP),
            ) {
                Say(title, Modifier.padding(4.dp, SMALL_GAP), style = LocalType.current.title)
                content()
            }
        }
    }
}

/** Asks before something that cannot be taken back. */
@Composable
fun ConfirmSheet(title: Said, what: Said, yes: Said, onYes: () -> Unit, onNo: () -> Unit) = Sheet(title, onNo) {
    Say(what, Modifier.padding(4.dp, SMALL_GAP))
    GraveButton(yes, onClick = onYes)
    SideButton(said("app.part.no"), onClick = onNo)
}

/** Takes taps without showing them. */
@Composable
private fun Modifier.untouched(onTap: () -> Unit): Modifier =
    clickable(remember { MutableInteractionSource() }, indication = null, onClick = onTap)

private val SHADE = Color(0x99000000)
