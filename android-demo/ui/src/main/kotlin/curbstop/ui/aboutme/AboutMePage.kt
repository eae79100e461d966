package curbstop.ui.aboutme

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.aboutme.AboutMeAction
import curbstop.app.aboutme.AboutMeScreen
import curbstop.app.aboutme.FactLine
import curbstop.app.aboutme.FactStanding
import curbstop.app.said
import curbstop.ui.parts.Badge
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Empty
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.Say
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign
import curbstop.ui.theme.LocalColours
import curbstop.ui.theme.LocalType

/** What is stored about the worker, and first of all what the position is used for. */
@Composable
fun AboutMePage(screen: AboutMeScreen, trouble: Said?, onBack: () -> Unit, on: (AboutMeAction) -> Unit) {
    val facts = screen.facts
    ListPage(title = said("app.aboutme.title"), onBack = onBack, trouble = trouble) {
        item { SideButton(said("app.file.open")) { on(AboutMeAction.OpenFile) } }
        item { Purpose() }
        when {
            facts == null -> item { Empty(said("app.part.looking")) }
            facts.isEmpty() -> item { Empty(said("app.aboutme.none")) }
            else -> items(facts) { Entry(it) }
        }
        if (screen.hasMore) item { SideButton(said("app.aboutme.more")) { on(AboutMeAction.More) } }
    }
}

@Composable
private fun Purpose() {
    Card {
        Say(said("app.aboutme.purpose_title"), style = LocalType.current.strong)
        Say(said("app.aboutme.purpose"), style = LocalType.current.small)
        Say(said("app.aboutme.not_used"), style = LocalType.current.small)
    }
}

@Composable
private fun Entry(fact: FactLine) {
    Card {
        Say(fact.what, style = LocalType.current.strong)
        Say(Said.Many(listOf(fact.at, fact.about), " · "))
        Say(fact.position, style = LocalType.current.small, colour = LocalColours.current.quiet)
        if (fact.mock) Banner(said("app.aboutme.mock"), Tone.ASKS)
        Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
            when (fact.standing) {
                FactStanding.DELIVERED -> Badge(said("app.aboutme.delivered"), Tone.DONE, sign = Sign.SENT)
                FactStanding.ONLY_HERE -> Badge(said("app.aboutme.only_here"), Tone.PLAIN, sign = Sign.PHONE_ONLY)
                FactStanding.REFUSED -> Badge(said("app.aboutme.refused"), Tone.ASKS, sign = Sign.WARN)
            }
        }
    }
}
