package curbstop.app

import curbstop.Lang
import curbstop.spanWords
import curbstop.text
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.format.DateTimeFormatter

/** Says things in one language, from the catalogue that phone, server and page share. */
class Words(
    val lang: Lang,
    private val zone: ZoneId = ZoneId.systemDefault(),
    private val today: () -> LocalDate = { LocalDate.now(zone) },
) {
    /** The finished text. A key without words shows itself, so that a person can still report what they saw. */
    fun say(said: Said): String = when (said) {
        is Said.Plain -> said.text
        is Said.Key -> text(lang, said.key, said.args.mapValues { (_, arg) -> say(arg) })
        is Said.Span -> spanWords(lang, said.span)
        is Said.Moment -> moment(said.at)
        is Said.Day -> said.day.format(DAY)
        is Said.Many -> said.parts.joinToString(said.between) { say(it) }.replace(STOP_AND_SPACE, STOP)
    }

    private fun moment(at: Instant): String {
        val local = at.atZone(zone)
        return local.format(if (local.toLocalDate() == today()) TIME else DAY_AND_TIME)
    }

    private companion object {
        /** A Chinese full stop brings its own space. */
        const val STOP = "。"
        const val STOP_AND_SPACE = "。 "

        val TIME: DateTimeFormatter = DateTimeFormatter.ofPattern("HH:mm")
        val DAY: DateTimeFormatter = DateTimeFormatter.ISO_LOCAL_DATE
        val DAY_AND_TIME: DateTimeFormatter = DateTimeFormatter.ofPattern("MM-dd HH:mm")
    }
}
