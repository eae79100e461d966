package curbstop.app.clocks

import curbstop.PhoneTime
import curbstop.TimeQuality
import curbstop.app.Said
import curbstop.app.said

/** What is to be said of the phone's time beside a limit; nothing while it is good. */
fun PhoneTime.doubt(): Said? = when (quality) {
    TimeQuality.VERIFIED -> null
    TimeQuality.DERIVED -> bound?.let { said("app.clock.derived", "bound" to it) }
    TimeQuality.UNVERIFIED -> said("app.clock.unverified")
}
