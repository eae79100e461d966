package curbstop.app.enrol

import curbstop.Enrolment
import curbstop.Opened
import curbstop.PhoneException
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Tone
import curbstop.app.said
import curbstop.parseEnrolment
import kotlinx.coroutines.CoroutineScope

/** The enrolment: what was scanned or pasted is read here, shown, and only then is the server talked to. */
class EnrolHolder(private val app: App, scope: CoroutineScope) :
    Holder<EnrolState, EnrolAction>(EnrolState(notice = notice(app.phone.opened())), scope) {
    override fun on(action: EnrolAction) {
        if (now.isAsking) return
        when (action) {
            is EnrolAction.Paste -> understand(action.text)
            EnrolAction.Scan -> ask { app.host.scan()?.let(::understand) }
            EnrolAction.Enrol -> enrol()
            EnrolAction.Again -> show(now.copy(payload = "", server = null, unclear = null))
        }
    }

    override fun back(): Boolean {
        if (now.server == null) return false
        on(EnrolAction.Again)
        return true
    }

    /** Half a payload is no mistake yet: what is wrong with it is said once it is as long as the shortest. */
    private fun understand(payload: String) {
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
            app.phone.sync()
            app.navigator.restart(Place.SignIn)
        }.invokeOnCompletion { show(now.copy(isAsking = false)) }
    }

    private companion object {
        const val SHORTEST_PAYLOAD = 12
    }
}

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
