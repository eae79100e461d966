package curbstop.testing

import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread

/** A phone's way to its [server], to be switched off and on: off cuts every connection and lets no new one through. */
class Radio(private val server: URI) : AutoCloseable {
    private val door = ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())
    private val open = ConcurrentHashMap.newKeySet<Socket>()

    /** Where the phone finds its server. */
    val address: String = "http://127.0.0.1:${door.localPort}"

    /** Whether there is a signal. */
    @Volatile
    var on: Boolean = true
        set(value) {
            field = value
            if (!value) cut()
        }

    init {
        thread(isDaemon = true, name = "radio") { untilClosed { while (true) let(door.accept()) } }
    }

    override fun close() {
        door.close()
        cut()
    }

    private fun cut() = open.forEach { it.close() }

    private fun let(phone: Socket) {
        if (!on) return phone.close()
        val far = Socket(server.host, server.port)
        open += listOf(phone, far)
        carry(phone, far)
        carry(far, phone)
        // Switched off in between: what was not yet in the list was not cut.
        if (!on) cut()
    }

    private fun carry(from: Socket, to: Socket) = thread(isDaemon = true, name = "radio-wave") {
        untilClosed { from.getInputStream().transferTo(to.getOutputStream()) }
        listOf(from, to).forEach { it.close() }
        open -= setOf(from, to)
    }

    private companion object {
        const val BACKLOG = 50
    }
}

/** Goes on until a socket or a pipe is closed: that is how such a thread ends. */
internal fun untilClosed(work: () -> Unit) {
    try {
        work()
    } catch (_: IOException) {
        return
    }
}
