package curbstop.desktop

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import curbstop.samples.Sample
import kotlin.coroutines.EmptyCoroutineContext

/** What a look at a screen finds: its texts, those that are cut off, what can be tapped, whether it scrolls. */
internal class Look(
    val name: String,
    val texts: List<String>,
    val cutOff: List<String>,
    val tapped: List<Tapped>,
    val scrolls: Boolean,
)

/** Something that can be tapped, and how large it is. */
internal class Tapped(val says: String, val width: Dp, val height: Dp)

@OptIn(ExperimentalTestApi::class)
internal fun lookAt(sample: Sample, manner: Manner): Look {
    val cutOff = mutableListOf<String>()
    val density = Density(DENSITY.toFloat())
    return SkikoComposeUiTest(WIDTH_DP * DENSITY, HEIGHT_DP * DENSITY, EmptyCoroutineContext, density).runTest {
        setContent { ShownSample(sample, manner, onCutOff = { cutOff += it }) }
        val everything = onAllNodes(SemanticsMatcher("all") { true }).fetchSemanticsNodes()
        Look(
            name = "${sample.name}-${manner.name}",
            texts = everything.flatMap(::texts),
            cutOff = cutOff + everything.filter(::isBesideTheScreen).flatMap(::texts),
            tapped = everything.filter { SemanticsActions.OnClick in it.config }.map(::tapped),
            scrolls = everything.any(::isScrolledAway),
        )
    }
}

private fun texts(node: SemanticsNode): List<String> =
    node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
        node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()

private fun tapped(node: SemanticsNode): Tapped =
    Tapped(texts(node).joinToString(" "), (node.size.width / DENSITY).dp, (node.size.height / DENSITY).dp)

private fun isScrolledAway(node: SemanticsNode): Boolean =
    (node.config.getOrNull(SemanticsProperties.VerticalScrollAxisRange)?.maxValue() ?: 0f) > 0f

private fun isBesideTheScreen(node: SemanticsNode): Boolean =
    node.positionInRoot.x < 0 || node.positionInRoot.x + node.size.width > WIDTH_DP * DENSITY
