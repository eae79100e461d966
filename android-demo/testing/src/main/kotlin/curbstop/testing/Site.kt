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
        fun open(): Site {
            val folder = Files.createTempDirectory("curbstop")
            val server = ServerProcess(folder.resolve("server"))
            val office = Office.setUp(server)
            Town(LocalDate.now(UTILITY)).importInto(office)
            return Site(folder, server, office)
        }

        /** The utility's own time, by which its months begin. */
        private val UTILITY = ZoneOffset.ofHours(8)
    }
}
