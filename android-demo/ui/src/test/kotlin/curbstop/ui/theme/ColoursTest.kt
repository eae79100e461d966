package curbstop.ui.theme

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import curbstop.app.Tone
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class ColoursTest {
    @Test
    fun `black on white is as far apart as colours can be`() {
        assertEquals(21f, contrast(Color.White, Color.Black), 0.01f)
        assertEquals(1f, contrast(Color.Red, Color.Red), 0.01f)
    }

    @Test
    fun `words are read in the sun and at night`() {
        for (colours in listOf(LightColours, DarkColours)) {
            for ((what, ground, ink) in written(colours)) {
                val apart = contrast(ground, ink)
                assertTrue(apart >= CONTRAST_MIN, "$what, dark ${colours.isDark}: $apart to 1")
            }
        }
    }

    @Test
    fun `no text is smaller than the smallest`() {
        val type = Type()
        val sizes = with(type) { listOf(register, key, title, strong, body, small, label) }.map(TextStyle::fontSize)
        assertTrue(sizes.all { it >= SMALLEST_TEXT })
    }

    private fun written(colours: Colours): List<Triple<String, Color, Color>> = with(colours) {
        val grounds = listOf("page" to page, "card" to card, "action" to action, "key" to key, "off" to off) +
            Tone.entries.map { it.name to of(it) }
        grounds.map { (what, pair) -> Triple(what, pair.ground, pair.ink) } + listOf(
            Triple("quiet on page", page.ground, quiet),
            Triple("quiet on card", card.ground, quiet),
            Triple("accent on page", page.ground, accent),
            Triple("accent on card", card.ground, accent),
        )
    }
}
