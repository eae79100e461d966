package curbstop.testing

import com.sun.net.httpserver.HttpServer
import curbstop.DatabaseKeys
import curbstop.KeysException
import curbstop.ObserverException
import curbstop.PhoneObserver
import curbstop.ReadingTaken
import curbstop.SubjectKind
import curbstop.SyncState
import java.math.BigDecimal
import java.net.InetSocketAddress
import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/** A reading as a thumb types it. */
internal fun reading(meter: String, stand: Int) = ReadingTaken(meter, BigDecimal(stand))

/** A keystore in memory. */
internal open class MemoryKeys : DatabaseKeys {
    @Volatile
    var key: ByteArray = newKey()
        private set
    private var following: ByteArray? = null

    override fun current(): ByteArray = key

    override fun next(): ByteArray = following ?: newKey().also { following = it }

    override fun nextIsCurrent() {
        key = following ?: key
        following = null
    }

    private companion object {
        const val KEY_BYTES = 32

        fun newKey() = ByteArray(KEY_BYTES).also(SecureRandom()::nextBytes)
    }
}

/** A keystore on a locked phone. */
internal class LockedKeys : MemoryKeys() {
    override fun current(): ByteArray = throw KeysException.Unavailable("the phone is locked")
}

/** A keystore that fails in a way that nobody thought of. */
internal class BrokenKeys : MemoryKeys() {
    override fun current(): ByteArray = error("nobody thought of this")
}

/** Keeps what it is told. */
internal class Observer : PhoneObserver {
    val kinds: MutableSet<SubjectKind> = ConcurrentHashMap.newKeySet()
    val states = CopyOnWriteArrayList<SyncState>()

    override fun onWorkChanged(kinds: List<SubjectKind>) {
        this.kinds += kinds
    }

    override fun onSyncState(state: SyncState) {
        states += state
    }
}

/** Throws at every call, once in a way that it declares, once in one that nobody thought of. */
internal class ThrowingObserver : PhoneObserver {
    val calls = AtomicInteger()

    override fun onWorkChanged(kinds: List<SubjectKind>) {
        calls.incrementAndGet()
        error("nobody thought of this")
    }

    override fun onSyncState(state: SyncState) {
        calls.incrementAndGet()
        throw ObserverException.Failed("on purpose")
    }
}

/** A server that answers, but not as hoped. */
internal class BusyServer : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0).apply {
        createContext("/") { asked ->
            asked.requestBody.readAllBytes()
            asked.sendResponseHeaders(BUSY, -1)
            asked.close()
        }
        start()
    }

    val address: String = "http://127.0.0.1:${server.address.port}"

    override fun close() = server.stop(0)

    private companion object {
        const val BUSY = 503
    }
}
