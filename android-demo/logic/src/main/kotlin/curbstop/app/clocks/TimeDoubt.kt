package curbstop.app.clocks

import curbstop.PhoneTime
import curbstop.TimeQuality
import curbstop.app.Said
import curbstop.app.said

/** What is to be said of the phone's time beside a limit; nothing while it is good. */
fun PhoneTime.doubt(): Said? = when (val quality = quality) {
    is TimeQuality.Verified -> null
    is TimeQuality.Derived -> said("app.clock.derived", "bound" to quality.plusMinus)
    is TimeQuality.Unverified -> said("app.clock.unverified")
}
