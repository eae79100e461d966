package curbstop.app.outside

import curbstop.PhoneException
import curbstop.app.App
import curbstop.app.Keep
import curbstop.app.Opening
import curbstop.app.background.openNewOrder
import curbstop.app.enrol.openCode
import curbstop.app.photos.photoCame
import kotlinx.coroutines.launch

/** What comes to the app from outside, whether it is open by then or not. */
sealed interface FromOutside {
    /** The worker opened what told them of an order. */
    data class Order(val order: String) : FromOutside

    /** The worker opened the office's code, for example in a camera app. */
    data class Code(val payload: String) : FromOutside

    /** The camera's answer, which found nobody waiting: the app was ended while the camera was open. */
    data class Photo(val taken: Boolean) : FromOutside
}

/** Keeps at once what came, so that it outlives the process, and takes it up as soon as the app is open. */
fun Opening.came(what: FromOutside, keep: Keep) {
    when (what) {
        is FromOutside.Order -> keep[ORDER] = what.order
        is FromOutside.Code -> keep[CODE] = what.payload
        is FromOutside.Photo -> keep[PHOTO] = what.taken.toString()
    }
    if (this is Opening.Open) app.takeUp()
}

/** Takes up what came from outside and was not taken up yet. */
fun App.takeUp() {
    scope.launch {
        try {
            taken(PHOTO)?.let { photoCame(it.toBoolean()) }
            taken(CODE)?.let(::openCode)
            refresh()
            taken(ORDER)?.let { openNewOrder(it) }
        } catch (_: PhoneException) {
            // What the phone does not take is not there: it says why where the worker tries it again.
        }
    }
}

private fun App.taken(name: String): String? = keep[name].also { keep[name] = null }

private const val ORDER = "outside.order"
private const val CODE = "outside.code"
private const val PHOTO = "outside.photo"
