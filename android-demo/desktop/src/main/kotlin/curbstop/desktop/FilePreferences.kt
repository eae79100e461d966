package curbstop.desktop

import curbstop.app.Preferences
import java.nio.file.Path
import java.util.Properties
import kotlin.io.path.exists
import kotlin.io.path.inputStream
import kotlin.io.path.outputStream

/** Settings in a properties file. */
class FilePreferences(private val file: Path) : Preferences {
    private val kept = Properties().apply { if (file.exists()) file.inputStream().use(::load) }

    override fun get(name: String): String? = kept.getProperty(name)

    override fun set(name: String, value: String) {
        kept.setProperty(name, value)
        file.outputStream().use { kept.store(it, null) }
    }
}
