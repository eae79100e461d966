package curbstop.app

import curbstop.PhoneException

/** What a refusal of the phone means, in words that stand under `error.<code>`. */
fun PhoneException.said(): Said = said("error.$code", "reason" to reason)
