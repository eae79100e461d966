package curbstop.app.order

import curbstop.OrderReported
import curbstop.RepairResult
import curbstop.app.Draft
import curbstop.app.said

/** 回单 while it is being filled in: how it ended, and what the caller can be told. */
internal class Report(private val draft: Draft) {
    /** As the screen shows it. */
    fun asked(): OrderAsk.Report {
        val chosen = chosen()
        return OrderAsk.Report(
            results = ReportResult.entries.map { ResultChoice(it, label(it)) },
            chosen = chosen,
            otherOrder = draft[OTHER_ORDER],
            tell = draft[TELL],
            suggestion = chosen?.let { said("app.order.tell.${it.name.lowercase()}") },
            missing = missing(chosen),
        )
    }

    /** As it is saved; nothing while something is missing. */
    fun finished(): OrderReported? {
        val chosen = chosen()?.takeIf { missing(it) == null } ?: return null
        return OrderReported(result(chosen), draft[TELL].trim())
    }

    /** Fills it with what was entered before. */
    fun fill(entered: OrderReported) {
        draft[RESULT] = chosenFor(entered.result).name
        draft[OTHER_ORDER] = (entered.result as? RepairResult.DuplicateOf)?.order.orEmpty()
        draft[TELL] = entered.tellCaller
    }

    private fun chosen(): ReportResult? = ReportResult.entries.find { it.name == draft[RESULT] }

    private fun missing(chosen: ReportResult?) = when {
        chosen == null -> said("app.order.choose_result")
        chosen == ReportResult.DUPLICATE_OF && draft[OTHER_ORDER].isBlank() -> said("app.order.name_other_order")
        draft[TELL].isBlank() -> said("app.order.say_what_to_tell")
        else -> null
    }

    private fun label(result: ReportResult) =
        if (result == ReportResult.DUPLICATE_OF) said("app.order.duplicate") else result(result).said()

    private fun result(chosen: ReportResult): RepairResult = when (chosen) {
        ReportResult.REPAIRED -> RepairResult.Repaired
        ReportResult.MADE_SAFE -> RepairResult.MadeSafe
        ReportResult.NOTHING_FOUND -> RepairResult.NothingFound
        ReportResult.NOT_OURS -> RepairResult.NotOurs
        ReportResult.DUPLICATE_OF -> RepairResult.DuplicateOf(draft[OTHER_ORDER].trim())
        ReportResult.OTHER -> RepairResult.Other
    }

    private fun chosenFor(result: RepairResult): ReportResult = when (result) {
        RepairResult.Repaired -> ReportResult.REPAIRED
        RepairResult.MadeSafe -> ReportResult.MADE_SAFE
        RepairResult.NothingFound -> ReportResult.NOTHING_FOUND
        RepairResult.NotOurs -> ReportResult.NOT_OURS
        is RepairResult.DuplicateOf -> ReportResult.DUPLICATE_OF
        RepairResult.Other -> ReportResult.OTHER
    }

    companion object {
        const val RESULT = "result"
        const val OTHER_ORDER = "other_order"
        const val TELL = "tell"
    }
}
