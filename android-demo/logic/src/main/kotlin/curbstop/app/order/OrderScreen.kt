package curbstop.app.order

import curbstop.OrderStep
import curbstop.PauseCause
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.clocks.ClockLine
import curbstop.app.photos.TakenPhoto

/** What the order's screen shows. */
sealed interface OrderScreen {
    /** Not read from the phone yet. */
    data object Loading : OrderScreen

    /** The order, and what is being asked about one of its steps. */
    data class Shown(
        val order: OrderLines,
        /** The question that is open; `null`: the card itself. */
        val ask: OrderAsk? = null,
        /** Something is on its way to the phone's storage, or the phone looks for its position. */
        val busy: Boolean = false,
        /** What was saved last, and what follows from it. */
        val saved: List<Said> = emptyList(),
    ) : OrderScreen
}

/** The order's card in words. */
data class OrderLines(
    val title: Said,
    val stage: Said,
    val summary: Said,
    val address: Said,
    val caller: Said?,
    /** Whether the books know where it is, and with it what can prove an arrival. */
    val site: Said,
    val clocks: List<ClockLine>,
    /** What is to be said of the phone's time; nothing while it is good. */
    val timeDoubt: Said?,
    /** The likeliest step. */
    val next: StepChoice?,
    /** The other steps that fit. */
    val others: List<StepChoice>,
    val outage: OutageLine?,
    /** Its pauses, the newest first. */
    val pauses: List<PauseLine>,
    /** What the hotline was told. */
    val result: Said?,
    /** What was done, and when. */
    val done: List<DoneLine>,
    /** Steps that did not fit, and are kept. */
    val kept: Said?,
)

/** A step to take. */
data class StepChoice(val step: OrderStep, val label: Said)

/** Something that was done. */
data class DoneLine(val what: Said, val at: Said)

/** The outage as announced. */
data class OutageLine(val scope: Said, val times: Said, val notices: Said, val noticesMissing: Boolean)

/** A pause of the repair, and whether it counts. */
data class PauseLine(
    val cause: Said,
    val times: Said,
    val standing: Said,
    val tone: Tone,
    /** What the crew and the supervisor wrote. */
    val words: List<Said>,
)

/** A question about a step, before it is saved. */
sealed interface OrderAsk {
    /** 到场: how it is shown that the crew is there. */
    data class Arrival(val standing: Said, val ways: List<ArrivalChoice>) : OrderAsk

    /** 止水, while no outage is announced. */
    data object StopUnannounced : OrderAsk

    /** 修复. */
    data class Repair(val surfaceOpened: Boolean?, val note: String, val photos: List<TakenPhoto>) : OrderAsk

    /** 暂停, for an outside cause. */
    data class Pause(
        val causes: List<CauseChoice>,
        val chosen: PauseCause?,
        val note: String,
        val photos: List<TakenPhoto>,
        /** What is missing still; `null`: it can be saved. */
        val missing: Said?,
    ) : OrderAsk

    /** 路面恢复. */
    data class Surface(val photos: List<TakenPhoto>) : OrderAsk

    /** 回单. */
    data class Report(
        val results: List<ResultChoice>,
        val chosen: ReportResult?,
        val otherOrder: String,
        val tell: String,
        /** A sentence that fits the result, to take over with one tap. */
        val suggestion: Said?,
        /** What is missing still; `null`: it can be saved. */
        val missing: Said?,
    ) : OrderAsk
}

/** How an arrival is shown, the best first. */
enum class ArrivalWay { POSITION, CODE, PHOTO, WORD }

/** A way with what it proves. */
data class ArrivalChoice(val way: ArrivalWay, val label: Said, val proves: Said)

/** How an order ended. */
enum class ReportResult { REPAIRED, MADE_SAFE, NOTHING_FOUND, NOT_OURS, DUPLICATE_OF, OTHER }

/** A result to choose. */
data class ResultChoice(val result: ReportResult, val label: Said)

/** An outside cause to choose. */
data class CauseChoice(val cause: PauseCause, val label: Said)

/** What somebody does on the order's screen. */
sealed interface OrderAction {
    /** Takes a step, or opens its question. */
    data class Take(val step: OrderStep) : OrderAction

    /** 到场 this way. */
    data class Arrive(val way: ArrivalWay) : OrderAction

    /** Closes the valves although the outage is not announced. */
    data object StopAnyway : OrderAction

    /** Announces the outage, or looks at the announced one. */
    data object OpenOutage : OrderAction

    /** The photos of this order. */
    data object OpenPhotos : OrderAction

    /** Whether the surface was opened. */
    data class SurfaceOpened(val opened: Boolean) : OrderAction

    /** What holds the repair up. */
    data class Cause(val cause: PauseCause) : OrderAction

    /** What was done, or what there is to say of it. */
    data class Note(val text: String) : OrderAction

    /** One more photo for the open question. */
    data object AddPhoto : OrderAction

    /** How it ended. */
    data class Result(val result: ReportResult) : OrderAction

    /** The order that this one doubles. */
    data class OtherOrder(val text: String) : OrderAction

    /** What the caller can be told. */
    data class Tell(val text: String) : OrderAction

    /** Saves what the open question asked for. */
    data object Save : OrderAction

    /** Back to the card; what was typed stays. */
    data object CloseQuestion : OrderAction
}
