package curbstop.app.exchange

import curbstop.MeterExchanged
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.Taken
import curbstop.app.volume

/** What is typed of an exchange and not saved yet: it outlives rotation and the death of the process. */
class ExchangeDraft(keep: Keep, point: String) {
    private val draft = Draft(keep, "exchange.$point")

    /** What is typed. */
    var form: ExchangeForm
        get() = ExchangeForm(
            oldFinal = draft["old_final"],
            newMeter = draft["new_meter"],
            newSerial = draft["new_serial"],
            newStart = draft["new_start"],
            digits = draft["digits"].toIntOrNull() ?: DIGITS_USUAL,
            decimals = draft["decimals"].toIntOrNull() ?: 0,
            note = draft["note"],
        )
        set(form) {
            draft["old_final"] = form.oldFinal
            draft["new_meter"] = form.newMeter
            draft["new_serial"] = form.newSerial
            draft["new_start"] = form.newStart
            draft["digits"] = form.digits.toString()
            draft["decimals"] = form.decimals.toString()
            draft["note"] = form.note
        }

    /** Photos of both meters. */
    var photos: List<String>
        get() = draft.list("photos")
        private set(value) = draft.list("photos", value)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(taken: Taken): String? = taken.take(draft, "photos")

    /** The new register is most often like the old one. */
    fun begin(digits: Int, decimals: Int) {
        if (draft["digits"].isEmpty()) form = form.copy(digits = digits, decimals = decimals)
    }

    /** Fills the form with what was entered before. */
    fun fill(entered: MeterExchanged) {
        form = ExchangeForm(
            oldFinal = volume(entered.oldFinal),
            newMeter = entered.newMeter.id,
            newSerial = entered.newMeter.serial,
            newStart = volume(entered.newStart),
            digits = entered.newMeter.digits.toInt(),
            decimals = entered.newMeter.decimals.toInt(),
            note = entered.note,
        )
        photos = entered.photos
    }

    /** It is saved. */
    fun forget() = draft.forget()

    private companion object {
        const val DIGITS_USUAL = 5
    }
}
