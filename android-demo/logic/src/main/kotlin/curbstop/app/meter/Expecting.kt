package curbstop.app.meter

import curbstop.MeterCard
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.volume
import java.math.BigDecimal
import java.math.RoundingMode

/**
 * The stands to expect, as they would show on the wheels; of a meter that was read this month the use, because its
 * stands
 * are counted from an earlier one.
 */
fun MeterCard.expectedStands(): Said {
    val band = expected ?: return said("app.entry.not_known")
    val from = lastActual?.value?.takeIf { !isReadThisMonth } ?: return expectedUse()
    val top = BigDecimal.TEN.pow(meter.digits.toInt())
    val (low, high) = (from + band.low).remainder(top) to (from + band.high).remainder(top)
    return plain("${wholes(low)}–${wholes(high)}")
}

/** The use to expect until now. */
fun MeterCard.expectedUse(): Said {
    val band = expected ?: return said("app.entry.not_known")
    return said("app.meter.use_band", "low" to wholes(band.low), "high" to wholes(band.high))
}

/** Nobody reads a band by the litre. */
private fun wholes(value: BigDecimal): String = volume(value.setScale(0, RoundingMode.HALF_UP))
