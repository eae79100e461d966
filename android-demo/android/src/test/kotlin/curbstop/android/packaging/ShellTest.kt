package curbstop.android.packaging

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The shell is thin: what can be tested without Android is not written for it. */
class ShellTest {
    @Test
    fun `the shell has fewer than 600 lines`() {
        val lines = kotlin("src/main/kotlin").sumOf { it.readLines().size }
        assertTrue(lines in 1..599, "$lines lines")
    }

    @Test
    fun `logic and screens use only what Android has`() {
        val foreign = (kotlin("../logic/src/main") + kotlin("../ui/src/main"))
            .flatMap { file -> file.readLines().map { file.name to it } }
            .filter { (_, line) -> FOREIGN.any { line.startsWith("import $it") } }
        assertEquals(emptyList(), foreign)
    }

    private fun kotlin(folder: String): List<File> = File(folder).walk().filter { it.extension == "kt" }.toList()

    private companion object {
        /** On desks and servers only: the compiler here has them and would not complain. */
        val FOREIGN =
            listOf(
                "java.awt",
                "javax.swing",
                "javax.imageio",
                "java.net.http",
                "java.lang.management",
                "java.lang.ProcessHandle",
            )
    }
}
