package curbstop.app.background

import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.SlotEnd
import curbstop.app.Network
import java.time.Duration

/**
 * A slot in the background: hands in what is saved, fetches what is new, then photos as the worker lets them. `false`:
 * another slot is wanted; the platform gives it later and later, and the phone keeps its own waiting beside.
 */
suspend fun round(opened: suspend () -> PhoneInterface, network: Network, slot: Duration): Boolean = try {
    val phone = opened()
    val end = phone.syncInBackground(slot).end
    network.forPhotos()?.let { phone.sendPhotos(it) }
    // A phone that the server does not know waits for a person.
    end is SlotEnd.NothingLeft || end is SlotEnd.Paused
} catch (_: PhoneException.NotEnrolled) {
    // Nothing to hand in, and nobody to hand it to.
    true
} catch (_: PhoneException) {
    false
}

/** The platform says that there is a network again: the phone need not wait any longer. */
suspend fun networkIsBack(opened: suspend () -> PhoneInterface) = try {
    opened().networkIsBack()
} catch (_: PhoneException) {
    // It would not open: the next round tries again, and the screen says why.
}

/** The network as the queue of photos asks for it; nothing where there is none. */
fun Network.forPhotos(): curbstop.Network? = when (this) {
    Network.NONE -> null
    Network.METERED -> curbstop.Network.MOBILE
    Network.FREE -> curbstop.Network.WIFI
}
