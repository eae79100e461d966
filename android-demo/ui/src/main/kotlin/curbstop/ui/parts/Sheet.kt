package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.gestures.detectTapGestures
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
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.SMALL_GAP

/** How many sheets lie over a page: as long as there is one, nothing of the page beneath can be reached. */
class Over {
    private val sheets = mutableIntStateOf(0)

    /** Nothing beneath can be reached. */
    val isCovered: Boolean get() = sheets.intValue > 0

    /** A sheet comes up or goes. */
    internal fun change(by: Int) {
        sheets.intValue += by
    }
}

/** What lies over the page. */
val LocalOver = staticCompositionLocalOf { Over() }

/**
 * Comes up from below over the page, within the thumb's reach; a tap beside it closes it. Stands last inside [Page]'s
 * box; for whoever hears the screen there is nothing else as long as it is open.
 */
@Composable
fun Sheet(title: Said, onClose: () -> Unit, content: @Composable ColumnScope.() -> Unit) {
    val colours = LocalColours.current
    val over = LocalOver.current
    val name = spoken(title)
    DisposableEffect(over) {
        over.change(1)
        onDispose { over.change(-1) }
    }
    Box(Modifier.fillMaxSize().background(SHADE).taking(onClose), Alignment.BottomCenter) {
        CompositionLocalProvider(LocalInk provides colours.page.ink) {
            Column(
                Modifier.fillMaxWidth().background(
                    colours.page.ground,
                    RoundedCornerShape(topStart = 24.dp, topEnd = 24.dp),
                )
                    .taking {}.semantics { paneTitle = name }
                    .verticalScroll(rememberScrollState()).safeDrawingPadding().padding(GAP),
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

/** Takes taps, so that nothing beneath does. It is no button: who hears the screen has the sheet's own. */
@Composable
private fun Modifier.taking(onTap: () -> Unit): Modifier {
    val tap by rememberUpdatedState(onTap)
    return pointerInput(Unit) { detectTapGestures { tap() } }
}

private val SHADE = Color(0x99000000)
