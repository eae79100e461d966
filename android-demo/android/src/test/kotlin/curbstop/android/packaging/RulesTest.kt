package curbstop.android.packaging

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What R8 must not touch. R8 itself does not run here. */
class RulesTest {
    private val rules = File("consumer-rules.pro").readLines()

    @Test
    fun `the generated package keeps its names, and JNA too`() {
        val generated = first("""package_name = "(.+)"""", File("../../ffi/uniffi.toml"))
        assertTrue("-keep class $generated.* { *; }" in rules, "$generated is not kept: $rules")
        assertTrue("-keep class com.sun.jna.** { *; }" in rules)
        assertTrue("-keep class * extends com.sun.jna.** { *; }" in rules)
    }

    @Test
    fun `the build for a phone uses them, with one list of processors everywhere`() {
        val build = File("build.gradle.kts")
        assertTrue("\"consumer-rules.pro\"" in build.readText())
        val built = first("""ABIS=\((.+)\)""", File("../../scripts/android-library.sh"))?.split(" ")
        val shipped = first("""abiFilters \+= listOf\((.+?)\)""", build)?.split(", ")?.map { it.trim('"') }
        assertEquals(built, shipped)
    }

    private fun first(pattern: String, file: File): String? = Regex(pattern).find(file.readText())?.groupValues?.get(1)
}
