package curbstop.app.escalations

import curbstop.EscalationDecision
import curbstop.EscalationToday
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** What the list of escalated estimates shows; `null`: not read yet. */
data class EscalationsScreen(val answered: List<EscalationRow>? = null, val waiting: List<EscalationRow>? = null)

/** An estimate over the limit that went to the supervisor (EST-ESCALATE). */
data class EscalationRow(
    val point: String,
    val address: Said,
    val what: Said,
    /** What the supervisor decided. */
    val answer: Said?,
    /** Why. */
    val reason: Said?,
)

/** What somebody does in the list. */
sealed interface EscalationsAction {
    /** Opens the meter: its answer is carried out there. */
    data class Open(val point: String) : EscalationsAction
}

/** Escalated estimates and what was decided, the answered ones first: there is something to do. */
class EscalationsHolder(app: App, scope: CoroutineScope) :
    Holder<EscalationsScreen, EscalationsAction>(EscalationsScreen(), scope) {
    private val phone = app.phone
    private val navigator = app.navigator

    override fun refresh() {
        read {
            val (answered, waiting) = phone.escalations().map(::row).partition { it.answer != null }
            show(EscalationsScreen(answered, waiting))
        }
    }

    override fun on(action: EscalationsAction) {
        when (action) {
            is EscalationsAction.Open -> navigator.open(Place.Meter(action.point))
        }
    }

    private fun row(of: EscalationToday) = EscalationRow(
        point = of.point,
        address = plain(of.address),
        what = said("app.escalations.nth", "nth" to of.escalation.nth, "at" to of.escalation.since.at),
        answer = of.escalation.decision?.said(),
        reason = of.escalation.reason.ifBlank { null }?.let { said("app.escalations.reason", "reason" to it) },
    )
}

/** The decision in words. */
fun EscalationDecision.said(): Said = when (this) {
    is EscalationDecision.AllowEstimate -> said("escalation_decision.allow_estimate")
    is EscalationDecision.AppointVisit -> said("escalation_decision.appoint_visit", "on" to on)
    is EscalationDecision.MoveOrExchange -> said("escalation_decision.move_or_exchange")
    is EscalationDecision.ClearPit -> said("escalation_decision.clear_pit")
}
