package curbstop.app.background

import curbstop.PhoneException
import curbstop.PhoneInterface
import curbstop.app.Network
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlin.time.Duration.Companion.seconds

/** The phone itself listens anew when the way breaks; this is for what asking again does not mend. */
private val BETWEEN = 15.seconds

/** Hears of changes as they happen, as long as it is called and there is a network: while the app is seen. */
suspend fun listen(phone: PhoneInterface, network: StateFlow<Network>) = network.collectLatest { present ->
    while (present != Network.NONE) {
        try {
            phone.listen()
        } catch (_: PhoneException) {
            // Not enrolled, or not let in any more: a person has to do something, and the app says what.
        }
        delay(BETWEEN)
    }
}
