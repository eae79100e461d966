package curbstop.android.packaging

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Gradle, for Android Studio, builds with the versions that Maven has tested. */
class VersionsTest {
    private val pom = File("../pom.xml").readText()
    private val catalogue = File("../gradle/libs.versions.toml").readLines()

    @Test
    fun `every version of the catalogue is the one of the pom`() {
        val versions = section("versions").mapNotNull(VERSION::find).associate {
            it.groupValues[1] to it.groupValues[2]
        }
        assertTrue(versions.size > 5, "$versions")
        for ((name, version) in versions - GRADLE_ONLY) assertEquals(ofPom(name), version, name)
    }

    @Test
    fun `every library is one that the pom's modules name as well`() {
        val named = listOf("../pom.xml", "../android-libs/pom.xml", "pom.xml").joinToString { File(it).readText() }
        val modules = section("libraries").mapNotNull { MODULE.find(it)?.groupValues?.get(1) }
        assertTrue(modules.size > 5, "$modules")
        for (module in modules) assertTrue("<artifactId>$module" in named, "$module is in the catalogue and in no pom")
    }

    private fun section(name: String): List<String> =
        catalogue.dropWhile { it != "[$name]" }.drop(1).takeWhile { !it.startsWith("[") }

    /** `<android.work.version>` where there is one, else `<jna.version>`. */
    private fun ofPom(name: String): String? = listOf("android.$name", name).firstNotNullOfOrNull { property ->
        Regex("<${Regex.escape(property)}\\.version>(.+?)</").find(pom)?.groupValues?.get(1)
    }

    private companion object {
        val VERSION = Regex("""^(\w+) = "(.+?)"""")
        val MODULE = Regex("""module = "[\w.]+:([\w-]+)"""")

        /** Maven has no use for Google's plugin. */
        const val GRADLE_ONLY = "agp"
    }
}
