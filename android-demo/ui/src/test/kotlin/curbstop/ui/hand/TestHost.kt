package curbstop.ui.hand

import curbstop.Fix
import curbstop.FixProvider
import curbstop.Position
import curbstop.app.Host
import curbstop.app.Language
import curbstop.app.Network
import curbstop.app.Preferences
import kotlinx.coroutines.flow.MutableStateFlow
import java.nio.file.Files
import java.nio.file.Path

/** What a phone lends to the app, for tests: a camera whose photos differ, a scanner and a position that the test sets. */
class TestHost(private val folder: Path, language: Language) : Host {
    /** How many photos were asked for. */
    var photos = 0
        private set

    /** What happens while the camera is open. */
    var inCamera: suspend () -> Unit = {}

    /** Where the phone stands. */
    var standsAt: Position? = null

    /** What the scanner sees. */
    var code: String? = null

    /** What was handed to other apps. */
    val shared = mutableListOf<String>()

    override val network = MutableStateFlow(Network.FREE)
    override val model = "JVM"
    override val preferences = object : Preferences {
        private val kept = mutableMapOf("language" to language.name)

        override fun get(name: String): String? = kept[name]

        override fun set(name: String, value: String) {
            kept[name] = value
        }
    }

    override fun photoFile(): String {
        photos += 1
        return folder.resolve("photo$photos.jpg").toString()
    }

    override suspend fun takePhoto(file: String): Boolean {
        Files.write(Path.of(file), JPEG_BEGIN + "photo $photos".toByteArray())
        inCamera()
        return true
    }

    override suspend fun scan(): String? = code

    override suspend fun position(): Fix? = standsAt?.let { Fix(it, ACCURACY_M, FixProvider.GNSS, mock = false) }

    override fun fileToShare(name: String): String = folder.resolve(name).toString()

    override suspend fun share(path: String) {
        shared += path
    }

    override suspend fun shareText(words: String) {
        shared += words
    }

    private companion object {
        val ACCURACY_M: UShort = 6u

        /** What every JPEG file begins with. */
        val JPEG_BEGIN = byteArrayOf(0xFF.toByte(), 0xD8.toByte(), 0xFF.toByte(), 0xE0.toByte())
    }
}
