package curbstop.app.background

import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.PhotoNetwork
import curbstop.app.Network
import java.time.Duration

/** A slot in the background: hands in what is saved, fetches what is new, then photos as the worker lets them; whether all went well. */
suspend fun round(opened: suspend () -> PhoneInterface, network: Network, slot: Duration): Boolean = try {
    val phone = opened()
    phone.syncInBackground(slot)
    phone.sendPhotos(network.forPhotos())
    true
} catch (_: PhoneException.NotEnrolled) {
    // Nothing to hand in, and nobody to hand it to.
    true
} catch (_: PhoneException) {
    // The platform asks again, later and later; the phone keeps its own waiting beside.
    false
}

private fun Network.forPhotos(): PhotoNetwork = when (this) {
    Network.NONE -> PhotoNetwork.NONE
    Network.METERED -> PhotoNetwork.METERED
    Network.FREE -> PhotoNetwork.FREE
}
