package curbstop.testing

import java.io.BufferedReader
import java.net.URI
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/**
 * The server's program in a process of its own, on a free port of this machine, with an empty store in [folder].
 * Which program, says the system property `curbstop.server`.
 */
class ServerProcess(folder: Path) : AutoCloseable {
    private val process = start(folder)
    private val setUpLink = linkIn(process.inputReader())

    /** Where it listens, for example `http://127.0.0.1:40123`. */
    val address: URI = URI.create(setUpLink.groupValues[1])

    /** Whoever has it becomes the first administrator. */
    val setUpToken: String = setUpLink.groupValues[2]

    init {
        // A pipe that nobody empties would stop the server.
        thread(isDaemon = true, name = "server-words") { untilClosed { process.inputReader().forEachLine { } } }
    }

    override fun close() {
        process.destroy()
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private companion object {
        const val STOP_SECONDS = 30L
        val SET_UP = Regex("""(http://127\.0\.0\.1:\d+)/#/setup/([^\s/]+)""")

        fun start(folder: Path): Process {
            val program = checkNotNull(System.getProperty("curbstop.server")) { "curbstop.server names no program" }
            val arguments = listOf("serve", "--listen", "127.0.0.1:0", "--data", folder.toString())
            val builder = ProcessBuilder(listOf(program) + arguments).redirectErrorStream(true)
            return builder.start().also { Runtime.getRuntime().addShutdownHook(Thread(it::destroy)) }
        }

        fun linkIn(words: BufferedReader): MatchResult {
            val said = StringBuilder()
            while (true) {
                val line = words.readLine() ?: error("the server ended without a set-up link; it said:\n$said")
                said.appendLine(line)
                SET_UP.find(line)?.let { return it }
            }
        }
    }
}
