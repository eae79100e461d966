//! The fold of a job: its stages, its budget, and what does not fit.

use super::sample::*;
use super::*;
use crate::model::JobKind;

fn stage(story: &Story) -> JobStage {
    story.state().stage
}

#[test]
fn a_job_goes_from_application_to_its_end() {
    let mut story = Story::accepted(JobKind::Conversion);
    for (at, fact, expected) in [
        (1, assigned("K1"), JobStage::Accepted),
        (2, surveyed(), JobStage::Surveyed),
        (3, drawn(), JobStage::Drawn),
        (4, budgeted(100), JobStage::Budgeted),
        (5, work_done(), JobStage::WorkDone),
        (6, checked("101", "S-1", true), JobStage::WorkDone),
        (7, house_closed(true, true, true), JobStage::HouseClosed),
        (8, checked("102", "S-2", true), JobStage::HouseClosed),
        (9, Fact::JobClosed, JobStage::Closed),
    ] {
        assert_eq!(story.tell(at, fact), []);
        assert_eq!(stage(&story), expected, "hour {at}");
    }
    assert_eq!(story.state().crew, Some(CrewId::new("K1").unwrap()));
    assert!(story.state().unexpected.is_empty());
}

/// What does not fit is kept and said, and changes nothing else.
#[test]
fn what_does_not_fit_is_noted() {
    let odd = |story: &mut Story, fact| match &story.tell(50, fact)[..] {
        [FollowUp::JobUnexpected { reason, .. }] => *reason,
        other => panic!("{other:?}"),
    };
    let mut story = Story::accepted(JobKind::Conversion);
    assert_eq!(odd(&mut story, disputed()), Unexpected::NoBudget);
    assert_eq!(odd(&mut story, checked("999", "S-9", true)), Unexpected::UnknownHousehold);
    story.tell(51, work_done());
    assert_eq!(odd(&mut story, disputed()), Unexpected::NoBudget, "work without a budget");
    story.tell(52, budgeted(100));
    assert_eq!(odd(&mut story, reviewed(80)), Unexpected::NotDisputed);
    story.tell(53, disputed());
    assert_eq!(odd(&mut story, budgeted(90)), Unexpected::BudgetFixed);
    story.tell(54, Fact::JobClosed);
    assert_eq!(odd(&mut story, surveyed()), Unexpected::Closed);
    assert_eq!(story.state().unexpected.len(), 6);
    assert!(story.state().households.is_empty());
}

/// 3.4.2 BUDGET-AUDIT, 5.5: the original is the budget that the customer disputes; its review is kept beside it.
#[test]
fn a_budget_is_made_disputed_and_reviewed() {
    let mut story = Story::designed(JobKind::Connection);
    story.tell(4, budgeted(90_000));
    let budget = |story: &Story| story.state().budget.clone().unwrap();
    assert_eq!(budget(&story), Budget { original: Fen::yuan(90_000), standing: BudgetStanding::Made });
    story.tell(5, disputed());
    story.tell(6, reviewed(60_000));
    let standing = BudgetStanding::Reviewed { fen: Fen::yuan(60_000), reason: "fewer metres".into() };
    assert_eq!(budget(&story), Budget { original: Fen::yuan(90_000), standing });
    assert_eq!(story.state().milestones[&JobMilestone::Budgeted], TimeInterval::exact(hour(3)), "the first one counts");
}

/// What is told after something that follows it reaches back to the acceptance: nobody knows when it was.
#[test]
fn work_that_was_told_late_carries_its_doubt() {
    let mut story = Story::accepted(JobKind::Connection);
    story.tell(10, drawn());
    story.tell(20, surveyed());
    let at = story.state().milestones[&JobMilestone::Surveyed];
    assert_eq!(at, TimeInterval::between(hour(0), hour(20)));
}

#[test]
fn a_state_travels_as_it_is() {
    let mut story = Story::designed(JobKind::Conversion);
    for fact in [crossed("101", "102"), checked("102", "S-2", true), disputed(), house_closed(true, false, false)] {
        story.tell(9, fact);
    }
    let json = serde_json::to_string(story.state()).unwrap();
    assert_eq!(serde_json::from_str::<JobState>(&json).unwrap(), *story.state());
}
