package curbstop.samples

import curbstop.app.Mark
import curbstop.app.Tone
import curbstop.app.enrol.EnrolServer
import curbstop.app.enrol.EnrolState
import curbstop.app.said
import curbstop.app.signin.PersonLine
import curbstop.app.signin.PinStep
import curbstop.app.signin.SignInState
import curbstop.ui.enrol.EnrolScreen
import curbstop.ui.signin.SignInScreen
import java.time.Duration

private val wait = said("app.signin.locked", "wait" to Duration.ofMinutes(5))
private val reader = PersonLine("W1", "李娜", said("worker_role.reader"), mark = null)
private val fitter = PersonLine("W3", "张伟", said("worker_role.repair"), Mark(wait, Tone.LATE, isClock = true))
private val who = SignInState.Who(listOf(reader, fitter))
private val pin = SignInState.Pin(reader, PinStep.ENTER, typed = 2, wrong = null, locked = null, isAsking = false)
private val server = EnrolState("payload", EnrolServer("https://shui.example.cn", isPinned = false))

/** The gate: a phone's enrolment, and a worker's sign-in. */
internal val gateSamples = listOf(
    Sample("enrol", "empty") { EnrolScreen(EnrolState(), null, null) {} },
    Sample("enrol", "unclear") {
        EnrolScreen(EnrolState("https://shui.example.cn", unclear = said("error.enrol.not_ours")), null, null) {}
    },
    Sample("enrol", "server") { EnrolScreen(server, null, {}) {} },
    Sample("enrol", "already") { EnrolScreen(server.copy(isEnrolled = true), null, {}) {} },
    Sample("enrol", "asking") { EnrolScreen(server.copy(isAsking = true), null, {}) {} },
    Sample("enrol", "offline") { EnrolScreen(server, said("error.phone.offline"), {}) {} },
    Sample("signin", "who") { SignInScreen(who, null, {}) {} },
    Sample("signin", "nobody") { SignInScreen(SignInState.Who(emptyList()), null, {}) {} },
    Sample("signin", "pin") { SignInScreen(pin, null, {}) {} },
    Sample("signin", "choose") { SignInScreen(pin.copy(step = PinStep.CHOOSE, typed = 5), null, {}) {} },
    Sample("signin", "locked") { SignInScreen(pin.copy(person = fitter, typed = 0, locked = wait), null, {}) {} },
)
