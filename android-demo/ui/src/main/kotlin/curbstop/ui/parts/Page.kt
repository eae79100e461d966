package curbstop.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.said
import curbstop.ui.theme.GAP
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType
import curbstop.ui.theme.SMALL_GAP
import curbstop.ui.theme.TARGET

/**
 * The frame of a page of a few things: its title with the way back, what went wrong, what it holds, and at the bottom,
 * under
 * the thumb, what can be done. [over] is for a [Sheet].
 */
@Composable
fun Page(
    title: Said,
    onBack: (() -> Unit)?,
    modifier: Modifier = Modifier,
    detail: Said? = null,
    trouble: Said? = null,
    corner: (@Composable RowScope.() -> Unit)? = null,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
    over: (@Composable BoxScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) = Frame(title, onBack, modifier, detail, trouble, corner, actions, over) {
    Column(
        Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(GAP, SMALL_GAP),
        Arrangement.spacedBy(12.dp),
        content = content,
    )
}

/** The frame of a page with a long list. */
@Composable
fun ListPage(
    title: Said,
    onBack: (() -> Unit)?,
    modifier: Modifier = Modifier,
    detail: Said? = null,
    trouble: Said? = null,
    list: LazyListState = rememberLazyListState(),
    corner: (@Composable RowScope.() -> Unit)? = null,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
    over: (@Composable BoxScope.() -> Unit)? = null,
    content: LazyListScope.() -> Unit,
) = Frame(title, onBack, modifier, detail, trouble, corner, actions, over) {
    LazyColumn(
        Modifier.fillMaxSize(),
        list,
        PaddingValues(GAP, SMALL_GAP),
        verticalArrangement = Arrangement.spacedBy(12.dp),
        content = content,
    )
}

/** The frame alone, for a page that fills it in its own way: a keypad, a map. */
@Composable
fun Frame(
    title: Said,
    onBack: (() -> Unit)?,
    modifier: Modifier = Modifier,
    detail: Said? = null,
    trouble: Said? = null,
    corner: (@Composable RowScope.() -> Unit)? = null,
    actions: (@Composable ColumnScope.() -> Unit)? = null,
    over: (@Composable BoxScope.() -> Unit)? = null,
    body: @Composable BoxScope.() -> Unit,
) {
    val colours = LocalColours.current
    val covering = remember { Over() }
    CompositionLocalProvider(LocalInk provides colours.page.ink, LocalOver provides covering) {
        Box(modifier.fillMaxSize().background(colours.page.ground)) {
            val reach = if (covering.isCovered) Modifier.clearAndSetSemantics {} else Modifier
            Column(reach.fillMaxSize().safeDrawingPadding().imePadding()) {
                Title(title, detail, onBack, corner)
                TroubleBanner(trouble, Modifier.padding(GAP, 4.dp))
                Box(Modifier.weight(1f).fillMaxWidth(), content = body)
                if (actions != null) Bottom(actions)
            }
            over?.invoke(this)
        }
    }
}

@Composable
private fun Title(title: Said, detail: Said?, onBack: (() -> Unit)?, corner: (@Composable RowScope.() -> Unit)?) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = TARGET).padding(end = if (corner == null) GAP else 0.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (onBack != null) SignButton(Sign.BACK, said("app.part.back"), onClick = onBack)
        Column(
            Modifier.weight(1f).padding(
                start = if (onBack == null) GAP + 4.dp else 0.dp,
                top = 10.dp,
                bottom = 6.dp,
            ),
        ) {
            val type = LocalType.current
            val style = if (detail == null) type.title else type.strong
            Say(title, Modifier.semantics { heading() }, style = style)
            if (detail != null) Say(detail, style = LocalType.current.small, colour = LocalColours.current.quiet)
        }
        corner?.invoke(this)
    }
}

@Composable
private fun Bottom(actions: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.fillMaxWidth().background(LocalColours.current.page.ground).padding(GAP, SMALL_GAP, GAP, 12.dp),
        Arrangement.spacedBy(SMALL_GAP),
        content = actions,
    )
}
