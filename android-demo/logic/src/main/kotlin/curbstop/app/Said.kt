package curbstop.app

import java.math.BigDecimal
import java.time.Duration
import java.time.Instant
import java.time.LocalDate

/**
 * What a screen says, before it is said in a language. States hold this and never finished text, so that the language can
 * change under an open screen, and a test can ask for the key.
 */
sealed interface Said {
    /** A key of the catalogue with what goes into its places. */
    data class Key(val key: String, val args: Map<String, Said> = emptyMap()) : Said

    /** A name, an address, a number: the same in every language. */
    data class Plain(val text: String) : Said

    /** A length of time, without its sign: "23 minutes". */
    data class Span(val span: Duration) : Said

    /** A moment as people here say it: the time, and the day where it is not today. */
    data class Moment(val at: Instant) : Said

    /** A local day. */
    data class Day(val day: LocalDate) : Said

    /** Several, one after the other. */
    data class Many(val parts: List<Said>, val between: String = " ") : Said
}

/** A key with its arguments; an argument that is no [Said] yet becomes one by its type. */
fun said(key: String, vararg args: Pair<String, Any>): Said =
    Said.Key(key, args.toMap().mapValues { (_, value) -> sayable(value) })

/** A text that needs no translation. */
fun plain(text: String): Said = Said.Plain(text)

private fun sayable(value: Any): Said = when (value) {
    is Said -> value
    is Duration -> Said.Span(value)
    is Instant -> Said.Moment(value)
    is LocalDate -> Said.Day(value)
    is BigDecimal -> Said.Plain(volume(value))
    else -> Said.Plain(value.toString())
}

/** Cubic metres without zeros that say nothing: `12.5`, `1200`. */
fun volume(value: BigDecimal): String = value.stripTrailingZeros().let {
    if (it.scale() <
        0
    ) {
        it.setScale(0)
    } else {
        it
    }
}.toPlainString()
