package curbstop.app

import curbstop.FollowUp

/** What follows from a saved fact and that no clock of its subject says. */
fun List<FollowUp>.besideClocks(): List<Said> = filterNot { it.isClock() }.map(FollowUp::said)

private fun FollowUp.isClock(): Boolean = when (this) {
    is FollowUp.MakeSafe, is FollowUp.Replace, is FollowUp.Reinstate, is FollowUp.TellOutage -> true
    else -> false
}

/** What follows from a saved fact, in words. */
fun FollowUp.said(): Said = when (this) {
    is FollowUp.TidyPit -> said("follow_up.tidy_pit", "due" to due)
    is FollowUp.Escalated -> said("follow_up.escalated", "nth" to nth, "limit" to limit)
    is FollowUp.InReview -> said(
        "follow_up.in_review",
        "checks" to Said.Many(checks.map { said("check_name.${it.name.lowercase()}") }, ", "),
    )
    is FollowUp.Settled -> said("follow_up.settled", "adjustment" to adjustment)
    is FollowUp.MakeSafe -> said("follow_up.make_safe", "due" to due)
    is FollowUp.Replace -> said("follow_up.replace", "due" to due)
    is FollowUp.ReplacePhotos -> said("follow_up.replace_photos")
    is FollowUp.Reinstate -> said("follow_up.reinstate", "due" to due)
    is FollowUp.Unexpected ->
        said(
            "follow_up.unexpected",
            "stage" to said("stage.${stage.name.lowercase()}"),
            "reason" to said("unexpected.${reason.name.lowercase()}"),
        )
    is FollowUp.TellOutage -> said("follow_up.tell_outage", "due" to due)
    is FollowUp.RestoreBeyondLimit -> said("follow_up.restore_beyond_limit", "limit" to limit)
    is FollowUp.JobUnexpected ->
        said(
            "follow_up.job_unexpected",
            "stage" to said("job_stage.${stage.name.lowercase()}"),
            "reason" to said("job_unexpected.${reason.name.lowercase()}"),
        )
}
