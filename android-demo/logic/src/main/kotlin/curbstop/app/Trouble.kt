package curbstop.app

import curbstop.PhoneException

/** What a refusal of the phone means, in words that stand under `error.<code>`. */
fun PhoneException.said(): Said {
    val (code, reason) = codeAndReason()
    return said("error.$code", "code" to code, "reason" to reason, *pinNumbers())
}

/** How many tries are left, or how long one waits. */
private fun PhoneException.pinNumbers(): Array<Pair<String, Any>> {
    val pin = this as? PhoneException.Pin ?: return emptyArray()
    return listOfNotNull(pin.triesLeft?.let { "tries_left" to it }, pin.wait?.let { "wait" to it }).toTypedArray()
}

private fun PhoneException.codeAndReason(): Pair<String, String> = when (this) {
    is PhoneException.NotEnrolled -> code to reason
    is PhoneException.NotSignedIn -> code to reason
    is PhoneException.Pin -> code to reason
    is PhoneException.Invalid -> code to reason
    is PhoneException.NotHere -> code to reason
    is PhoneException.Offline -> code to reason
    is PhoneException.Rejected -> code to reason
    is PhoneException.Server -> code to reason
    is PhoneException.Key -> code to reason
    is PhoneException.Stopped -> code to reason
    is PhoneException.Storage -> code to reason
}
