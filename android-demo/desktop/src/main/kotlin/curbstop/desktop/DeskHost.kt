package curbstop.desktop

import curbstop.Fix
import curbstop.FixProvider
import curbstop.Position
import curbstop.app.Host
import curbstop.app.Network
import kotlinx.coroutines.flow.MutableStateFlow
import java.awt.Desktop
import java.awt.Toolkit
import java.awt.datatransfer.StringSelection
import java.nio.file.Files
import java.nio.file.Path

/** What a desk lends to the app: a drawn picture for the camera, a question for the scanner, a point that is set. */
class DeskHost(folder: Path, begin: Point, private val scanner: () -> String?) : Host {
    private val photos = DrawnPhotos(Files.createDirectories(folder.resolve("photos")))
    private val shared = Files.createDirectories(folder.resolve("shared"))

    /** Where the worker stands. */
    var point: Point = begin

    override val network = MutableStateFlow(Network.FREE)
    override val preferences = FilePreferences(folder.resolve("preferences.properties"))
    override val model: String = "${System.getProperty("os.name")} (desk)"

    override fun photoFile(): String = photos.nextFile().toString()

    override suspend fun takePhoto(file: String): Boolean {
        photos.take(Path.of(file))
        return true
    }

    override suspend fun scan(): String? = scanner()

    override suspend fun position(): Fix = Fix(Position(point.lat, point.lon), ACCURACY_M, FixProvider.GNSS)

    override fun fileToShare(name: String): String = shared.resolve(name).toString()

    override suspend fun share(path: String) = Desktop.getDesktop().open(shared.toFile())

    override suspend fun shareText(words: String) =
        Toolkit.getDefaultToolkit().systemClipboard.setContents(StringSelection(words), null)

    private companion object {
        const val ACCURACY_M: UShort = 6u
    }
}
