package curbstop.testing

import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/**
 * A phone's way to its [server], to be switched off and on: off cuts every connection and lets no new one through. In a
 * silence connections stand, and carry nothing.
 */
class Radio(private val server: URI) : AutoCloseable {
    private val door = ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())
    private val open = ConcurrentHashMap.newKeySet<Socket>()

    /** Where the phone finds its server. */
    val address: String = "http://127.0.0.1:${door.localPort}"

    /** Whether there is a signal. */
    @Volatile
    var on: Boolean = true
        set(value) {
            heard = null
            field = value
            cut()
        }

    @Volatile
    private var heard: CountDownLatch? = null

    /** From now on a request goes out and nothing comes back, until the radio is switched [on] or off. */
    fun silence() {
        on = false
        heard = CountDownLatch(1)
    }

    /** Waits until a phone has sent something into the silence. */
    fun waitUntilHeard() {
        check(heard?.await(HEARD_SECONDS, TimeUnit.SECONDS) == true) { "no phone has sent anything" }
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
        heard?.let { return swallow(phone, it) }
        if (!on) return phone.close()
        val far = Socket(server.host, server.port)
        open += listOf(phone, far)
        carry(phone, far)
        carry(far, phone)
        // Switched off in between: what was not yet in the list was not cut.
        if (!on) cut()
    }

    private fun swallow(phone: Socket, heard: CountDownLatch) {
        open += phone
        thread(isDaemon = true, name = "radio-silence") {
            untilClosed { if (phone.getInputStream().read() >= 0) heard.countDown() }
        }
    }

    private fun carry(from: Socket, to: Socket) = thread(isDaemon = true, name = "radio-wave") {
        untilClosed { from.getInputStream().transferTo(to.getOutputStream()) }
        listOf(from, to).forEach { it.close() }
        open -= setOf(from, to)
    }

    private companion object {
        const val BACKLOG = 50
        const val HEARD_SECONDS = 60L
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
