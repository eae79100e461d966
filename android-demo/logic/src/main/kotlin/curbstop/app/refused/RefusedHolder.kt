package curbstop.app.refused

import curbstop.RefusedEntry
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Said
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** Entries that the server could not apply, each with its ways out. */
class RefusedHolder(private val app: App, scope: CoroutineScope) :
    Holder<RefusedScreen, RefusedAction>(RefusedScreen(), scope) {
    private val phone = app.phone
    private var entries: List<RefusedEntry> = emptyList()

    override fun refresh() {
        read { reload(now.saved) }
    }

    override fun on(action: RefusedAction) {
        when (action) {
            is RefusedAction.Take -> take(action.seq, action.way)
            RefusedAction.Leave -> now.leaving?.let(::leave)
            RefusedAction.Stay -> show(now.copy(leaving = null))
        }
    }

    override fun back(): Boolean {
        if (now.leaving == null) return false
        show(now.copy(leaving = null))
        return true
    }

    private fun take(seq: Long, way: RefusedWay) {
        when (way) {
            RefusedWay.SendAgain -> ask {
                phone.sendAgain(seq.toULong())
                reload(said("app.refused.sent_again"))
            }
            is RefusedWay.EnterAnew -> {
                show(now.copy(saved = null))
                entries.find { it.seq.toLong() == seq }?.let(app.anew::begin)
                app.navigator.open(way.place)
            }
            RefusedWay.Settle -> show(now.copy(leaving = seq, saved = null))
        }
    }

    private fun leave(seq: Long) {
        ask {
            phone.settleRefused(seq.toULong())
            reload(said("app.refused.left"))
        }
    }

    private suspend fun reload(saved: Said?) {
        entries = phone.refused()
        val rows = entries.map { it.row() }
        val leaving = now.leaving?.takeIf { seq -> saved == null && rows.any { it.seq == seq } }
        show(now.copy(entries = rows, leaving = leaving, saved = saved))
    }
}
