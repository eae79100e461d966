package curbstop.testing

import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import java.time.ZoneOffset

/** A utility for one test class: a real server, its office, and the town in its books. */
class Site private constructor(
    private val folder: Path,
    private val server: ServerProcess,
    /** The office. */
    val office: Office,
) : AutoCloseable {
    /** Where the server listens. */
    val address = server.address

    /** A new folder below the site's own, for example for a phone. */
    fun folder(name: String): Path = Files.createTempDirectory(folder, name)

    override fun close() {
        server.close()
        folder.toFile().deleteRecursively()
    }

    companion object {
        /** Starts the server and imports the town. */
        fun open(): Site = open(Files.createTempDirectory("curbstop"), Town(LocalDate.now(UTILITY))::importInto)

        /** Starts the server in [folder] and fills its books. Where that fails, neither process nor folder is left behind. */
        internal fun open(folder: Path, fill: (Office) -> Unit): Site =
            AutoCloseable { folder.toFile().deleteRecursively() }.orClosed {
                ServerProcess(folder.resolve("server")).orClosed { server ->
                    Site(folder, server, Office.setUp(server).also(fill))
                }
            }

        /** The utility's own time, by which its months begin. */
        private val UTILITY = ZoneOffset.ofHours(8)
    }
}

/** What [open] makes of this, and closes one day; where [open] fails, this is closed at once. */
private inline fun <T : AutoCloseable, R> T.orClosed(open: (T) -> R): R = try {
    open(this)
} catch (failure: Throwable) {
    use { throw failure }
}
