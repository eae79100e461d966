package curbstop.app.enrol

import curbstop.Enrolment
import curbstop.Opened
import curbstop.PhoneException
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Holder
import curbstop.app.Keep
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.said
import curbstop.parseEnrolment
import kotlinx.coroutines.CoroutineScope

/** The enrolment: what was scanned or pasted is read here, shown, and only then is the server talked to. */
class EnrolHolder(private val app: App, scope: CoroutineScope) :
    Holder<EnrolState, EnrolAction>(EnrolState(notice = notice(app.phone.opened())), scope) {
    private val draft = enrolDraft(app.keep)

    /** What was given before, here or from outside, is there again. */
    override fun refresh() {
        val payload = draft[PAYLOAD]
        if (!now.isAsking && payload != now.payload) understand(payload)
        read { show(now.copy(isEnrolled = app.phone.status().device != null)) }
    }

    override fun on(action: EnrolAction) {
        if (now.isAsking) return
        when (action) {
            is EnrolAction.Paste -> understand(action.text)
            EnrolAction.Scan -> ask { app.host.scan()?.let(::understand) }
            EnrolAction.Enrol -> enrol()
            EnrolAction.Again -> understand("")
        }
    }

    override fun back(): Boolean {
        if (now.server == null) return false
        on(EnrolAction.Again)
        return true
    }

    /** Half a payload is no mistake yet: what is wrong with it is said once it is as long as the shortest. */
    private fun understand(payload: String) {
        draft[PAYLOAD] = payload
        val read = try {
            server(parseEnrolment(payload))
        } catch (unclear: PhoneException) {
            val words = unclear.takeIf { payload.length >= SHORTEST_PAYLOAD }?.said()
            return show(now.copy(payload = payload, server = null, unclear = words))
        }
        show(now.copy(payload = payload, server = read, unclear = null))
    }

    private fun server(enrolment: Enrolment) = EnrolServer(enrolment.server, enrolment.pin != null)

    private fun enrol() {
        show(now.copy(isAsking = true))
        ask {
            app.phone.enrol(now.payload, app.host.model)
            draft.forget()
            app.phone.sync()
            app.navigator.restart(Place.SignIn)
        }.invokeOnCompletion { show(now.copy(isAsking = false)) }
    }

    private companion object {
        const val SHORTEST_PAYLOAD = 12
    }
}

/**
 * Shows the office's code that was opened outside the app. Nothing is enrolled by that: the worker sees the server, and
 * whether the phone is enrolled already, and decides.
 */
fun App.openCode(payload: String) {
    enrolDraft(keep)[PAYLOAD] = payload
    navigator.open(Place.Enrol)
}

private fun enrolDraft(keep: Keep) = Draft(keep, "enrol")

private const val PAYLOAD = "payload"

/** What is to be said of data that was found damaged. */
private fun notice(opened: Opened): Mark? = (opened as? Opened.SetAside)?.let {
    if (it.carriedOver) {
        Mark(
            said("app.enrol.carried_over"),
            Tone.NOTE,
        )
    } else {
        Mark(said("app.enrol.set_aside"), Tone.LATE)
    }
}
