package curbstop.app

import java.net.URLDecoder
import java.net.URLEncoder

/** What is typed and chosen on one screen and not saved yet, by field. Outlives rotation and process death in [Keep]. */
class Draft(private val keep: Keep, private val name: String) {
    private val fields: MutableMap<String, String> = restored()

    /** The field's text; empty where nothing was entered. */
    operator fun get(field: String): String = fields[field].orEmpty()

    /** Keeps a field. */
    operator fun set(field: String, value: String) {
        if (value.isEmpty()) fields.remove(field) else fields[field] = value
        keep[name] = fields.entries.joinToString("&") { (key, text) -> "$key=${URLEncoder.encode(text, UTF_8)}" }
    }

    /** The field as a list, for example of photos. */
    fun list(field: String): List<String> = this[field].split('\n').filter(String::isNotEmpty)

    /** Keeps a list. */
    fun list(field: String, values: List<String>) {
        this[field] = values.joinToString("\n")
    }

    /** It is saved, or given up. */
    fun forget() {
        fields.clear()
        keep[name] = null
    }

    private fun restored(): MutableMap<String, String> {
        val written = keep[name]?.takeIf(String::isNotEmpty) ?: return mutableMapOf()
        return written.split('&').associateTo(mutableMapOf()) { field ->
            field.substringBefore('=') to URLDecoder.decode(field.substringAfter('='), UTF_8)
        }
    }

    private companion object {
        const val UTF_8 = "UTF-8"
    }
}
