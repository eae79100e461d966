package curbstop.app.today

import curbstop.PhoneTime
import curbstop.Status
import curbstop.Today
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Line
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.clocks.doubt
import curbstop.app.plain
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** The day in one look: three questions to the phone, none to the network. */
class TodayHolder(private val app: App, scope: CoroutineScope) :
    Holder<TodayState, TodayAction>(TodayState.Looking, scope) {
    private val phone = app.phone

    override fun refresh() {
        read { show(open(phone.today(), phone.status(), phone.time())) }
    }

    override fun on(action: TodayAction) {
        change { it.copy(isMoreOpen = false) }
        when (action) {
            is TodayAction.Open -> app.navigator.open(action.place)
            is TodayAction.More -> change { it.copy(isMoreOpen = action.open) }
            TodayAction.Sync -> ask { phone.sync() }
            TodayAction.SignOut -> ask { askToLeave(phone.status()) }
            is TodayAction.Leave -> if (action.yes) ask { signOut() } else change { it.copy(leaving = null) }
        }
    }

    override fun back(): Boolean {
        val open = now as? TodayState.Open ?: return false
        if (!open.isMoreOpen && open.leaving == null) return false
        change { it.copy(isMoreOpen = false, leaving = null) }
        return true
    }

    private fun askToLeave(status: Status) {
        val waiting = status.waiting.toLong()
        val words = if (waiting == 0L) said("app.today.leave") else said("app.today.leave_unsent", "count" to waiting)
        change { it.copy(leaving = words) }
    }

    private suspend fun signOut() {
        phone.signOut()
        app.tellSaved(null)
        app.navigator.restart(Place.SignIn)
    }

    private suspend fun open(today: Today, status: Status, time: PhoneTime): TodayState.Open {
        val before = now as? TodayState.Open
        val lines = DayLines(today, time)
        return TodayState.Open(
            worker = worker(status),
            next = lines.next { phone.meter(it).address },
            late = lines.late,
            delivery = delivery(status),
            time = time.doubt()?.let { Mark(it, Tone.ASKS) },
            refused = refused(status),
            routes = lines.routes,
            orders = lines.orders,
            jobs = lines.jobs,
            covers = lines.covers,
            tidy = lines.tidy,
            escalations = lines.escalations,
            saved = app.saved.value,
            isMoreOpen = before?.isMoreOpen ?: false,
            leaving = before?.leaving,
        )
    }

    private suspend fun worker(status: Status): Said {
        val person = phone.people().find { it.worker == status.worker }
        return plain(person?.name ?: status.worker.orEmpty())
    }

    private fun delivery(status: Status): Mark {
        val saved = status.savedToday.toLong()
        if (status.waiting == 0UL) return Mark(said("app.today.all_sent", "saved" to saved), Tone.DONE)
        return Mark(said("app.today.not_sent", "saved" to saved, "waiting" to status.waiting), Tone.NOTE)
    }

    private fun refused(status: Status): Line? = status.refused.takeIf { it > 0UL }?.let {
        Line(said("app.today.refused", "count" to it), Place.Refused, said("app.today.refused_ways"))
    }

    private fun change(to: (TodayState.Open) -> TodayState.Open) {
        (now as? TodayState.Open)?.let { show(to(it)) }
    }
}
