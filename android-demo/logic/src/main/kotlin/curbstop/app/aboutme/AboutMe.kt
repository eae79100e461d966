package curbstop.app.aboutme

import curbstop.FixProvider
import curbstop.OwnFact
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.said
import curbstop.app.subjects.subjectWords
import kotlinx.coroutines.CoroutineScope

/** How many entries are listed at first, and how many more with each tap. */
const val FACTS_AT_ONCE = 50

/** What is stored about the worker: every entry with its time and position. */
data class AboutMeScreen(
    /** The newest first; `null`: not read yet. */
    val facts: List<FactLine>? = null,
    /** There are older ones. */
    val hasMore: Boolean = false,
)

/** An own entry. */
data class FactLine(
    val what: Said,
    val about: Said,
    val at: Said,
    /** Where the phone was, how exactly, and how it knew; or that no position was taken. */
    val position: Said,
    /** The platform said that an app had set the position. */
    val mock: Boolean,
    val standing: FactStanding,
)

/** Where an own entry is. */
enum class FactStanding {
    /** On this phone, and on its way. */
    ONLY_HERE,

    /** The server durably has it. */
    DELIVERED,

    /** The server has it and could not apply it. */
    REFUSED,
}

/** What somebody does in the list. */
sealed interface AboutMeAction {
    /** Older entries. */
    data object More : AboutMeAction

    /** The own file: complaints, praise, findings. */
    data object OpenFile : AboutMeAction
}

/** What is stored about me: shown whole, because nobody trusts what they cannot see. */
class AboutMeHolder(app: App, scope: CoroutineScope) : Holder<AboutMeScreen, AboutMeAction>(AboutMeScreen(), scope) {
    private val phone = app.phone
    private val navigator = app.navigator
    private var limit = FACTS_AT_ONCE

    override fun refresh() {
        read {
            val facts = phone.ownFacts(limit.toUInt() + 1u)
            show(AboutMeScreen(facts.take(limit).map(OwnFact::line), hasMore = facts.size > limit))
        }
    }

    override fun on(action: AboutMeAction) {
        when (action) {
            AboutMeAction.OpenFile -> navigator.open(Place.File)
            AboutMeAction.More -> {
                limit += FACTS_AT_ONCE
                refresh()
            }
        }
    }
}

private fun OwnFact.line() = FactLine(
    what = said("fact.$fact"),
    about = subjectWords(subject),
    at = Said.Moment(at),
    position = fix?.let {
        said(
            "app.aboutme.position",
            "lat" to degrees(it.position.lat),
            "lon" to degrees(it.position.lon),
            "metres" to it.accuracyM.toInt(),
            "by" to provider(it.provider),
        )
    } ?: said("app.aboutme.no_position"),
    mock = fix?.mock == true,
    standing = when {
        refused -> FactStanding.REFUSED
        delivered -> FactStanding.DELIVERED
        else -> FactStanding.ONLY_HERE
    },
)

private fun degrees(value: Double): String = "%.5f".format(java.util.Locale.ROOT, value)

private fun provider(provider: FixProvider): Said = said("app.aboutme.by.${provider.name.lowercase()}")
