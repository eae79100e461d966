package curbstop.app.file

import curbstop.FileAmount
import curbstop.FileDecision
import curbstop.FileEntry
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import java.math.BigDecimal

private const val FEN_DIGITS = 2

/** A case as its person reads it. */
fun FileEntry.line() = FileLine(
    case = case,
    clause = said("app.file.clause", "clause" to clause, "basis" to said("basis.$basis")),
    stage = said("case_stage.$stage"),
    about = said("app.file.happened", "day" to happenedOn, "source" to said("case_source.$source")),
    summary = plain(summary),
    isReward = reward,
    isOffPost = offPost,
    isDecided = decided != null,
    lines = evidence.map { said("app.file.evidence", "at" to it.at, "fact" to said("fact.${it.fact}")) } +
        listOfNotNull(
            investigated?.let { said("app.file.investigated", "text" to it) },
            concluded?.let { said("app.file.concluded", "text" to it) },
        ) +
        answers.map { said("app.file.answered", "at" to it.at, "text" to it.text) } +
        listOfNotNull(outcome()),
)

private fun FileEntry.outcome(): Said? {
    val decision = decided ?: return proposed?.let {
        said(if (reward) "app.file.proposed_reward" else "app.file.proposed", "amount" to it.said())
    }
    return decision.said(reward)
}

private fun FileDecision.said(reward: Boolean): Said {
    val amount = amountFen ?: return said("app.file.waived", "reason" to reason)
    val key = if (reward) "app.file.paid" else "app.file.set"
    return said(key, "amount" to said("app.file.amount", "yuan" to yuan(amount)), "reason" to reason)
}

private fun FileAmount.said(): Said = when (leastFen) {
    mostFen -> said("app.file.amount", "yuan" to yuan(leastFen))
    else -> said("app.file.range", "least" to yuan(leastFen), "most" to yuan(mostFen))
}

private fun yuan(fen: Long): BigDecimal = BigDecimal.valueOf(fen, FEN_DIGITS)
