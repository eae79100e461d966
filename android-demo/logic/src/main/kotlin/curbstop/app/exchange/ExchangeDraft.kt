package curbstop.app.exchange

import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Keep
import curbstop.app.photos.takePhoto

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
    val photos: List<String> get() = draft.list(PHOTOS)

    /** Takes one more; nothing where the worker gave up. */
    suspend fun takePhoto(app: App): String? = app.takePhoto(draft, PHOTOS)

    /** The new register is most often like the old one. */
    fun begin(digits: Int, decimals: Int) {
        if (draft["digits"].isEmpty()) form = form.copy(digits = digits, decimals = decimals)
    }

    /** It is saved. */
    fun forget() = draft.forget()

    private companion object {
        const val PHOTOS = "photos"
        const val DIGITS_USUAL = 5
    }
}
