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
        val generated = Regex("""package_name = "(.+)"""").find(File("../../ffi/uniffi.toml").readText())?.groupValues?.get(1)
        assertTrue("-keep class $generated.* { *; }" in rules, "$generated is not kept: $rules")
        assertTrue("-keep class com.sun.jna.** { *; }" in rules)
        assertTrue("-keep class * extends com.sun.jna.** { *; }" in rules)
    }

    @Test
    fun `the build for a phone uses them, with one list of processors everywhere`() {
        val build = File("build.gradle.kts").readText()
        assertTrue("\"consumer-rules.pro\"" in build)
        val script = File("../../scripts/android-library.sh").readText()
        val built = Regex("""ABIS=\((.+)\)""").find(script)?.groupValues?.get(1)?.split(" ")
        val shipped = Regex("""abiFilters \+= listOf\((.+?)\)""").find(build)?.groupValues?.get(1)?.split(", ")?.map { it.trim('"') }
        assertEquals(built, shipped)
    }
}
