package curbstop.android.packaging

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals

/** What the system shows is what the catalogue says. */
class StringsTest {
    @Test
    fun `the app's name is the catalogue's, in both languages`() {
        for ((values, lang) in mapOf("values" to "en", "values-zh" to "zh")) {
            val shown = Regex("""<string name="(\w+)">(.*)</string>""").findAll(File("src/main/res/$values/strings.xml").readText())
            val said = Regex(""""app\.name": "(.*)"""").find(File("../../texts/$lang/phone.json").readText())?.groupValues?.get(1)
            assertEquals(listOf("app_name" to said), shown.map { it.groupValues[1] to it.groupValues[2] }.toList(), lang)
        }
    }
}
