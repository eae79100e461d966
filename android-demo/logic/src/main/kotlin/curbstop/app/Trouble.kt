package curbstop.app

import curbstop.PhoneException

/** What a refusal of the phone means, in words that stand under `error.<code>`. */
fun PhoneException.said(): Said {
    val (code, reason) = codeAndReason()
    return said("error.$code", "reason" to reason)
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
