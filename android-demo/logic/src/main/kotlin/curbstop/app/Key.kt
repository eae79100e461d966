package curbstop.app

/** A key of the app's own keypad. */
sealed interface Key {
    /** `0` to `9`. */
    data class Digit(val digit: Char) : Key

    /** The point before the decimals. */
    data object Point : Key

    /** Takes the last one away. */
    data object Delete : Key
}

/**
 * What a key makes of what is typed; a key that cannot follow changes nothing. [digits] and [decimals] are the
 * register's.
 */
fun typed(before: String, key: Key, digits: Int, decimals: Int): String {
    val (whole, point, after) = Triple(before.substringBefore('.'), '.' in before, before.substringAfter('.', ""))
    return when (key) {
        is Key.Digit -> {
            val room = if (point) after.length < decimals else whole.length < digits
            if (room) before + key.digit else before
        }
        Key.Point -> if (decimals > 0 && !point && whole.isNotEmpty()) "$before." else before
        Key.Delete -> before.dropLast(1)
    }
}
