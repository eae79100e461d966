package curbstop.app

import java.net.URLDecoder
import java.net.URLEncoder

/**
 * What is typed and chosen on one screen and not saved yet, by field. Outlives rotation and process death in [Keep], and
 * is read there every time: two screens may share one, as an order and its photos do.
 */
class Draft(private val keep: Keep, val name: String) {
    /** The field's text; empty where nothing was entered. */
    operator fun get(field: String): String = fields()[field].orEmpty()

    /** Keeps a field. */
    operator fun set(field: String, value: String) {
        val fields = if (value.isEmpty()) fields() - field else fields() + (field to value)
        keep[name] = fields.entries.joinToString("&") { (key, text) -> "${written(key)}=${written(text)}" }
    }

    /** The field as a list, for example of photos. */
    fun list(field: String): List<String> = this[field].split('\n').filter(String::isNotEmpty)

    /** Keeps a list. */
    fun list(field: String, values: List<String>) {
        this[field] = values.joinToString("\n")
    }

    /** It is saved, or given up. */
    fun forget() {
        keep[name] = null
    }

    private fun fields(): Map<String, String> = keep[name].orEmpty().split('&').filter(String::isNotEmpty).associate {
        read(it.substringBefore('=')) to read(it.substringAfter('='))
    }

    private fun written(text: String) = URLEncoder.encode(text, UTF_8)

    private fun read(written: String) = URLDecoder.decode(written, UTF_8)

    private companion object {
        const val UTF_8 = "UTF-8"
    }
}
