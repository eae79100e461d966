package curbstop.app.exchange

import curbstop.app.Said
import curbstop.app.meter.MeterHead
import curbstop.app.photos.TakenPhoto
import java.math.BigDecimal

/** What the screen of an exchange shows. */
sealed interface ExchangeState {
    /** The meter is being looked up. */
    data object Looking : ExchangeState

    /** It is filled in. */
    data class Open(
        val head: MeterHead,
        /** The last stand of the old meter. */
        val previous: Said,
        val form: ExchangeForm,
        val photos: List<TakenPhoto>,
        /** What is still needed, in words. */
        val missing: Said?,
        val isSaving: Boolean,
    ) : ExchangeState {
        /** Enough is filled in to save it. */
        val canSave: Boolean get() = missing == null && !isSaving
    }
}

/** The most wheels for whole cubic metres, and for decimals: the registers that exist. */
const val DIGITS_MAX = 9

/** See [DIGITS_MAX]. */
const val DECIMALS_MAX = 3

/** What is typed of an exchange. */
data class ExchangeForm(
    val oldFinal: String = "",
    val newMeter: String = "",
    val newSerial: String = "",
    val newStart: String = "",
    val digits: Int = 5,
    val decimals: Int = 0,
    val note: String = "",
) {
    /** The old meter's last stand, where it is one. */
    val finalStand: BigDecimal? get() = stand(oldFinal)

    /** The new meter's first stand, where it is one. */
    val startStand: BigDecimal? get() = stand(newStart)
}

private fun stand(text: String): BigDecimal? =
    text.trim().toBigDecimalOrNull()?.takeIf { it.signum() >= 0 && it.scale() <= DECIMALS_MAX }

/** What can be done there. */
sealed interface ExchangeAction {
    data class Fill(val form: ExchangeForm) : ExchangeAction

    /** Scans the code of the new meter. */
    data object Scan : ExchangeAction

    data object TakePhoto : ExchangeAction

    data object Save : ExchangeAction
}
