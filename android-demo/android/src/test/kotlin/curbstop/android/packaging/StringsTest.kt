package curbstop.android.packaging

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals

/** What the system shows is what the catalogue says. */
class StringsTest {
    @Test
    fun `the app's name is the catalogue's, in both languages`() {
        for ((values, lang) in mapOf("values" to "en", "values-zh" to "zh")) {
            val resources = File("src/main/res/$values/strings.xml").readText()
            val shown = SHOWN.findAll(resources).map { it.groupValues[1] to it.groupValues[2] }.toList()
            val said = SAID.find(File("../../texts/$lang/phone.json").readText())?.groupValues?.get(1)
            assertEquals(listOf("app_name" to said), shown, lang)
        }
    }

    private companion object {
        val SHOWN = Regex("""<string name="(\w+)">(.*)</string>""")
        val SAID = Regex(""""app\.name": "(.*)"""")
    }
}
