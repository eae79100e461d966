package curbstop.app.outage

import curbstop.FollowUp
import curbstop.Lang
import curbstop.NoticePosted
import curbstop.OrderCard
import curbstop.Outage
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.photos.takePhoto
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.saving
import kotlinx.coroutines.CoroutineScope
import java.time.Instant

/** The outage of an order: told to the hotline, and posted at every listed place (OUTAGE, 3.3.4). */
class OutageHolder(private val app: App, private val order: String, scope: CoroutineScope) :
    Holder<OutageScreen, OutageAction>(OutageScreen.Loading, scope) {
    private val phone = app.phone
    private val host = app.host
    private val draft = OutageDraft(app.keep, order)
    private val form = OutageForm(draft.fields)

    /** Reads the order anew: something changed, or time passed. */
    override fun refresh() {
        read { reload() }
    }

    override fun on(action: OutageAction) {
        when (action) {
            is OutageAction.Scope -> edit { scope(action.text) }
            is OutageAction.Cause -> edit { cause(action.text) }
            is OutageAction.Move -> edit { move(action.time, action.steps) }
            is OutageAction.Place -> edit { place(action.text) }
            OutageAction.AddPlace -> edit { addPlace() }
            is OutageAction.RemovePlace -> edit { removePlace(action.place) }
            OutageAction.Announce -> announce()
            OutageAction.Change -> change()
            is OutageAction.Hung -> hung(action.place)
            is OutageAction.ShowNotice -> ask {
                show(OutageScreen.Notice(action.lang, plain(phone.notice(order, action.lang))))
            }
            is OutageAction.Share -> ask { host.shareText(action.words) }
            OutageAction.Close -> back()
        }
    }

    override fun back(): Boolean {
        val isCard = now is OutageScreen.Announced || now == OutageScreen.Loading
        if (isCard || (now is OutageScreen.Planning && !draft.isChanging)) return false
        draft.isChanging = false
        ask { reload(anew = true) }
        return true
    }

    private fun edit(change: OutageForm.() -> Unit) {
        form.change()
        ask { plan(phone.order(order), phone.time().now) }
    }

    private fun change() {
        draft.forget()
        draft.isChanging = true
        ask { reload(anew = true) }
    }

    private fun announce() {
        if (form.missing() != null) return
        busily {
            host.saving { at ->
                val saved = phone.announceOutage(order, form.plan(), at)
                draft.forget()
                app.anew.saved("order:$order", "outage_announced")
                reload(anew = true)
                say("app.outage.saved", saved.followUps)
            }
        }
    }

    /** The photo is what proves that it hangs; without one nothing is saved. */
    private fun hung(place: String) = busily {
        val field = "$HUNG$place"
        // One that came to an app that was ended meanwhile is there already.
        val photo = draft.fields.list(field).lastOrNull() ?: app.takePhoto(draft.fields, field) ?: return@busily
        host.saving { at ->
            val saved = phone.postNotice(order, NoticePosted(place, listOf(photo)), at)
            draft.fields[field] = ""
            app.anew.saved("order:$order", "notice_posted")
            reload()
            say("app.outage.hung_saved", saved.followUps, place)
        }
    }

    private suspend fun reload(anew: Boolean = false) {
        if (now is OutageScreen.Notice && !anew) return
        val (card, time) = phone.order(order) to phone.time()
        val announced = card.outage
        if (announced == null || draft.isChanging) {
            plan(card, time.now)
        } else {
            show(announced(announced, before(anew)))
        }
    }

    private fun before(anew: Boolean) = (now as? OutageScreen.Announced).takeUnless { anew }

    private fun plan(card: OrderCard, at: Instant) {
        form.begin(card, at)
        show(
            OutageScreen.Planning(form.shown(card, at), form.missing(), (now as? OutageScreen.Planning)?.busy ?: false),
        )
    }

    private fun announced(outage: Outage, before: OutageScreen.Announced?) = OutageScreen.Announced(
        scope = plain(outage.plan.scope),
        cause = plain(outage.plan.cause),
        times = said("app.order.outage_times", "stop" to outage.plan.stopAt, "restore" to outage.plan.restoreAt),
        notice = said("app.outage.notice", "number" to outage.notice, "at" to outage.at.at),
        places = outage.plan.places.map { place -> NoticePlace(place, hangsSince(outage, place)) },
        busy = before?.busy ?: false,
        saved = before?.saved.orEmpty(),
    )

    private fun hangsSince(outage: Outage, place: String) = outage.posted
        .find { it.place == place && it.withPhoto }
        ?.let { said("app.outage.hangs", "at" to it.at.at) }

    private fun say(key: String, followUps: List<FollowUp>, place: String = "") {
        val announced = now as? OutageScreen.Announced ?: return
        show(announced.copy(saved = listOf(said(key, "place" to place)) + followUps.map(FollowUp::said)))
    }

    /** One thing at a time: a second tap while the first is saved does nothing. */
    private fun busily(work: suspend () -> Unit) {
        if (isBusy() != false) return
        busy(true)
        ask(work).invokeOnCompletion { busy(false) }
    }

    private fun isBusy(): Boolean? = when (val screen = now) {
        is OutageScreen.Planning -> screen.busy
        is OutageScreen.Announced -> screen.busy
        else -> null
    }

    private fun busy(busy: Boolean) = when (val screen = now) {
        is OutageScreen.Planning -> show(screen.copy(busy = busy))
        is OutageScreen.Announced -> show(screen.copy(busy = busy))
        else -> Unit
    }

    private companion object {
        const val HUNG = "hung."
    }
}
