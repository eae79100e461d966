package curbstop.app.background

import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.app.Network
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlin.time.Duration.Companion.seconds

/** Between two tries to listen. */
private val BETWEEN = 15.seconds

/** Hears of changes as they happen, as long as it is called and there is a network: while the app is seen. */
suspend fun listen(phone: PhoneInterface, network: StateFlow<Network>) = network.collectLatest { present ->
    while (present != Network.NONE) {
        try {
            phone.syncIfDue()
            phone.listen()
        } catch (_: PhoneException) {
            // Given up by the server or by the way there: what was entered is safe, and the screen of deliveries says how it stands.
        }
        delay(BETWEEN)
    }
}
