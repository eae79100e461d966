package curbstop.app.signin

import curbstop.Person
import curbstop.PhoneException
import curbstop.PinState
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Key
import curbstop.app.Mark
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** Who is at work: a name, then the PIN; the first time it is chosen, twice. What is typed is kept nowhere. */
class SignInHolder(private val app: App, scope: CoroutineScope) :
    Holder<SignInState, SignInAction>(SignInState.Who(emptyList()), scope) {
    private val phone = app.phone
    private var typed = ""
    private var chosen = ""

    override fun refresh() {
        read {
            val people = phone.people()
            when (val state = now) {
                is SignInState.Who -> show(state.copy(people = people.map(::line)))
                is SignInState.Pin -> people.find {
                    it.worker == state.person.id
                }?.let { show(state.copy(locked = locked(it))) }
            }
        }
    }

    override fun on(action: SignInAction) {
        when (action) {
            is SignInAction.Choose -> choose(action.person)
            is SignInAction.Press -> press(action.key)
            SignInAction.Next -> goOn()
            SignInAction.Sync -> sync()
            SignInAction.Enrol -> app.navigator.open(Place.Enrol)
        }
    }

    override fun back(): Boolean {
        if (now !is SignInState.Pin) return false
        forget()
        show(SignInState.Who(emptyList()))
        refresh()
        return true
    }

    private fun choose(worker: String) {
        forget()
        ask {
            val person = phone.people().find { it.worker == worker } ?: return@ask
            val step = if (person.pin is PinState.NotChosen) PinStep.CHOOSE else PinStep.ENTER
            show(SignInState.Pin(line(person), step, 0, wrong = null, locked = locked(person), isAsking = false))
        }
    }

    private fun press(key: Key) {
        typed = when (key) {
            is Key.Digit -> (typed + key.digit).take(PIN_DIGITS_MAX)
            Key.Delete -> typed.dropLast(1)
            Key.Point -> typed
        }
        change { it.copy(typed = typed.length, wrong = null) }
    }

    private fun goOn() {
        val state = now as? SignInState.Pin ?: return
        if (state.isAsking || typed.length < PIN_DIGITS_MIN) return
        when (state.step) {
            PinStep.ENTER -> busily { signIn(state.person.id) }
            PinStep.CHOOSE -> {
                chosen = typed
                again(PinStep.CHOOSE_AGAIN, null)
            }
            PinStep.CHOOSE_AGAIN ->
                if (typed ==
                    chosen
                ) {
                    busily { choosePin(state.person.id) }
                } else {
                    again(PinStep.CHOOSE, said("app.signin.differ"))
                }
        }
    }

    private suspend fun choosePin(worker: String) {
        phone.choosePin(worker, chosen)
        signIn(worker)
    }

    private suspend fun signIn(worker: String) {
        try {
            phone.signIn(worker, typed)
        } catch (wrong: PhoneException) {
            val locked = phone.people().find { it.worker == worker }?.let(::locked)
            again(PinStep.ENTER, wrong.said().takeIf { locked == null })
            return change { it.copy(locked = locked) }
        }
        forget()
        app.navigator.restart(Place.Today)
    }

    private fun again(step: PinStep, wrong: Said?) {
        typed = ""
        change { it.copy(step = step, typed = 0, wrong = wrong) }
    }

    private fun forget() {
        typed = ""
        chosen = ""
    }

    private fun sync() {
        (now as? SignInState.Who)?.let { show(it.copy(isSyncing = true)) }
        ask {
            phone.sync()
            refresh()
        }.invokeOnCompletion { (now as? SignInState.Who)?.let { show(it.copy(isSyncing = false)) } }
    }

    private fun line(person: Person) = PersonLine(
        id = person.worker,
        name = person.name ?: person.worker,
        detail = person.role?.let { said("worker_role.${it.name.lowercase()}") },
        mark = locked(person)?.let { Mark(it, Tone.LATE, isClock = true) },
    )

    private fun locked(person: Person): Said? =
        (person.pin as? PinState.Locked)?.let { said("app.signin.locked", "wait" to it.wait) }

    private fun change(to: (SignInState.Pin) -> SignInState.Pin) {
        (now as? SignInState.Pin)?.let { show(to(it)) }
    }

    private fun busily(work: suspend () -> Unit) {
        change { it.copy(isAsking = true) }
        ask(work).invokeOnCompletion { change { it.copy(isAsking = false) } }
    }
}
