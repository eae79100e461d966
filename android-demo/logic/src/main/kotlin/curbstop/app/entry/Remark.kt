package curbstop.app.entry

import curbstop.CheckedEntry
import curbstop.MeterCard
import curbstop.Severity
import curbstop.app.Mark
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.meter.isReadThisMonth
import curbstop.app.said

/**
 * What is said of a stand while it is typed. As long as it has fewer digits than the previous one nothing is said:
 * every
 * beginning of a number is too low.
 */
fun remark(card: MeterCard, typed: String, entry: CheckedEntry): Mark? {
    if (typed.isEmpty()) return null
    if (entry.isNoStand) return Mark(words(entry), Tone.LATE)
    if (isBeginning(card, typed)) return null
    if (entry.checks.isEmpty()) return asUsual(card, entry)
    val tone = if (entry.checks.all { it.severity is Severity.Note }) Tone.NOTE else Tone.ASKS
    return Mark(words(entry), tone)
}

private fun isBeginning(card: MeterCard, typed: String): Boolean {
    val previous = card.lastActual?.value ?: return false
    val digits = previous.toBigInteger().toString().length
    return typed.substringBefore('.').length < digits && card.expected != null
}

private fun asUsual(card: MeterCard, entry: CheckedEntry): Mark? {
    val from = card.lastActual?.value?.takeIf { !card.isReadThisMonth } ?: return null
    val value = entry.value ?: return null
    return Mark(said("app.entry.use", "use" to value - from), Tone.DONE)
}

private fun words(entry: CheckedEntry): Said = Said.Many(entry.checks.map { it.said() })
