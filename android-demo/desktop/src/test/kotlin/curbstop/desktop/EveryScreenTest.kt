package curbstop.desktop

import curbstop.samples.samples
import curbstop.ui.theme.TARGET
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.fail

/** What holds for every screen in every state, in both languages, with the usual text and the largest. */
class EveryScreenTest {
    @Test
    fun `every key has words, and every place in them is filled`() =
        nothingIn { look -> look.texts.filter { KEY.matches(it) || PLACE.containsMatchIn(it) } }

    @Test
    fun `every text fits its place`() = nothingIn { look -> look.cutOff }

    @Test
    fun `whatever is tapped is large enough for gloves`() = nothingIn { look ->
        look.tapped.filter { minOf(it.width, it.height) < TARGET }.map { "${it.says} is ${it.width} by ${it.height}" }
    }

    @Test
    fun `the entry of a reading shows everything without scrolling`() =
        nothingIn { look -> listOf("scrolls").filter { look.scrolls && look.name.startsWith("entry-") } }

    @Test
    fun `no two samples have one name`() =
        assertEquals(emptyMap(), samples.groupingBy { it.name }.eachCount().filterValues { it > 1 })

    private fun nothingIn(wrong: (Look) -> List<String>) {
        val found = looks.flatMap { look -> wrong(look).distinct().map { "${look.name}: $it" } }
        if (found.isNotEmpty()) fail(found.joinToString("\n"))
    }

    private companion object {
        /** What a key looks like that has no words: `app.meter.title`. */
        val KEY = Regex("""[a-z_]+(\.[a-z_0-9]+)+""")

        /** A place in words that nothing was put into: `{limit}`. */
        val PLACE = Regex("""\{[a-z_]+}""")

        /** Looked at once for all tests; the colours have a test of their own. */
        val looks = Manner.all.filter { !it.dark }.flatMap { manner -> samples.map { lookAt(it, manner) } }
    }
}
