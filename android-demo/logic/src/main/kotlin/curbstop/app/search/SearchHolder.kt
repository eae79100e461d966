package curbstop.app.search

import curbstop.Found
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Keep
import curbstop.app.Line
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.subjects.placeOf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/** The search: every letter asks the phone anew, and the newest question counts. */
class SearchHolder(private val app: App, scope: CoroutineScope) :
    Holder<SearchState, SearchAction>(SearchState(app.keep.searched(), hint = said("app.search.what")), scope) {
    private var looking: Job? = null

    override fun refresh() = look(now.text)

    override fun on(action: SearchAction) {
        when (action) {
            is SearchAction.Open -> app.navigator.open(action.place)
            is SearchAction.Write -> write(action.text)
            SearchAction.Scan -> ask { app.host.scan()?.let { write(it.trim()) } }
        }
    }

    private fun write(text: String) {
        app.keep[SEARCHED] = text
        show(now.copy(text = text))
        look(text)
    }

    private fun look(text: String) {
        looking?.cancel()
        if (text.isBlank()) return show(SearchState(text, emptyList(), said("app.search.what")))
        looking = read {
            val found = app.phone.search(text).map(::line)
            show(SearchState(now.text, found, said("app.search.nothing", "text" to text)))
        }
    }

    private fun line(found: Found) = Line(plain(found.title), place(found), detail(found))

    private fun place(found: Found): Place? = placeOf(found.subject, fact = "")

    private fun detail(found: Found): Said = plain(found.detail)
}

private const val SEARCHED = "search"

private fun Keep.searched(): String = this[SEARCHED].orEmpty()
