use proptest::prelude::*;

use super::*;
use crate::event::RepairResult;
use crate::model::{OrderKind, Span};
use crate::state::fold;
use crate::state::order_sample::{Story, arrived_with_photo, dispatched, minute, notice, outage, repaired, reported};

fn of_order(story: &Story) -> Vec<Proposal> {
    propose(&Subject::Order(story.of.clone()), &story.log, &story.book)
}

fn shown(story: &Story) -> Vec<(Basis, Verdict)> {
    of_order(story).into_iter().map(|proposal| (proposal.basis, proposal.verdict)).collect()
}

/// 5.4 FINDING: the 60th minute is in time, a moment later is not; each breach is its own.
#[test]
fn late_on_site_and_late_repaired_are_two() {
    let story = |arrived: i64, repaired_at: i64| {
        let mut story = Story::dispatched(OrderKind::HouseholdMeter);
        story.tell(arrived, arrived_with_photo());
        story.tell(repaired_at, repaired(false));
        story.tell(repaired_at, reported(RepairResult::Repaired));
        story
    };
    assert_eq!(shown(&story(60, 480)), []);
    assert_eq!(shown(&story(61, 480)), [(Basis::LateArrival, Verdict::Missed)]);
    assert_eq!(shown(&story(60, 481)), [(Basis::LateRepair, Verdict::Missed)]);
    assert_eq!(of_order(&story(61, 481)).len(), 2);
    let late = &of_order(&story(61, 480))[0];
    assert_eq!(late.breach, "order:O1/late_arrival");
    assert_eq!((late.at, late.quality()), (minute(60), TimeQuality::Verified));
    let facts: Vec<&str> = late.evidence.iter().map(|evidence| evidence.fact.as_str()).collect();
    assert_eq!(facts, ["order_dispatched", "order_arrived", "order_repaired"]);
    assert_eq!(late.case().unwrap(), case_of("order:O1/late_arrival").unwrap());
}

/// 5.4 FINDING, principle 3: what the time leaves open is a question once the order is closed, and never a proposal.
#[test]
fn doubt_is_asked_and_never_proposed() {
    let mut story = Story::dispatched(OrderKind::Main);
    let around = TimeInterval::between(minute(55), minute(65));
    story.tell_when(around, None, arrived_with_photo());
    assert_eq!(shown(&story), [], "facts still come");
    story.tell(70, repaired(false));
    story.tell(71, reported(RepairResult::Repaired));
    story.tell(80, Fact::OrderClosed);
    assert_eq!(shown(&story), [(Basis::LateArrival, Verdict::Indeterminate)]);

    // Beyond doubt too late, by a time that nobody verified.
    let mut unverified = Story::dispatched(OrderKind::Main);
    unverified.tell_when(TimeInterval::between(minute(90), minute(90 + 13 * 60)), None, arrived_with_photo());
    assert_eq!(shown(&unverified), []);
}

/// 5.3 FINDING: repaired, and the hotline heard of it a day too late.
#[test]
fn no_feedback() {
    let after = |minutes: i64| {
        let mut story = Story::dispatched(OrderKind::HouseholdMeter);
        story.tell(10, arrived_with_photo());
        story.tell(20, repaired(false));
        story.tell(20 + minutes, reported(RepairResult::Repaired));
        shown(&story)
    };
    assert_eq!(after(24 * 60), []);
    assert_eq!(after(24 * 60 + 1), [(Basis::NoFeedback, Verdict::Missed)]);
}

/// 5.6 FINDING: the hotline not told, and the notice not posted: two different facts.
#[test]
fn an_outage_not_told_and_a_notice_not_posted_are_two() {
    let story = |told: i64, posted: i64| {
        let mut story = Story::dispatched(OrderKind::Main);
        story.tell(20, arrived_with_photo());
        story.tell(30, Fact::WaterStopped);
        story.tell(told, outage(300));
        for place in ["east gate", "school"] {
            story.tell(posted, notice(place, true));
        }
        story.tell(200, repaired(false));
        story.tell(210, Fact::WaterRestored);
        story.tell(211, reported(RepairResult::Repaired));
        story
    };
    assert_eq!(shown(&story(45, 60)), []);
    assert_eq!(shown(&story(46, 60)), [(Basis::OutageNotTold, Verdict::Missed)]);
    let mut late = story(45, 60);
    late.tell(46, outage(400));
    late.tell(47, notice("school", true));
    late.tell(220, notice("east gate", true));
    assert_eq!(shown(&late), [(Basis::NoticeNotPosted, Verdict::Missed)], "new times, a new notice");
    let mut never = story(45, 60);
    never.tell(46, outage(400));
    assert_eq!(shown(&never), [], "the photo may still sit on a phone");
    never.tell(230, Fact::OrderClosed);
    assert_eq!(shown(&never), [(Basis::NoticeNotPosted, Verdict::Open)]);
}

/// 5.4 FINDING: a late fact that clears somebody takes the proposal away.
#[test]
fn a_late_fact_clears() {
    let mut story = Story::dispatched(OrderKind::Main);
    story.tell(300, repaired(false));
    story.tell(61, arrived_with_photo());
    let told = |log: &[Dated]| {
        let id = log[0].event.subject.clone();
        let book = Rulebook::default_book();
        propose(&fold(&id, log, &|_| &book), log, &book).into_iter().map(|p| p.basis).collect::<Vec<_>>()
    };
    assert_eq!(told(&story.log), [Basis::LateArrival]);
    story.tell(59, arrived_with_photo());
    assert_eq!(told(&story.log), []);
}

fn fact() -> impl Strategy<Value = (i64, Fact)> {
    let fact = prop_oneof![
        Just(dispatched("K1")),
        Just(dispatched("K2")),
        Just(arrived_with_photo()),
        Just(repaired(true)),
        Just(Fact::WaterStopped),
        Just(Fact::WaterRestored),
        Just(outage(300)),
        Just(notice("school", true)),
        Just(reported(RepairResult::Repaired)),
        Just(Fact::OrderClosed),
    ];
    (0_i64..2_000, fact)
}

proptest! {
    /// Section 5 FINDING: proposals depend on the facts, not on the order in which they came, and a row that came in two parts
    /// says in the end what the whole says.
    #[test]
    fn proposals_depend_on_facts_only(
        facts in proptest::collection::vec(fact(), 0..12),
        doubt in 0_i64..90,
        turn in 0_usize..12,
    ) {
        let mut story = Story::dispatched(OrderKind::HouseholdMeter);
        for (at, fact) in facts {
            let middle = minute(at);
            story.tell_when(
                TimeInterval::between(middle - Span::minutes(doubt), middle + Span::minutes(doubt)), None, fact,
            );
        }
        let id = story.log[0].event.subject.clone();
        let told = |log: &[Dated]| propose(&fold(&id, log, &|_| &story.book), log, &story.book);
        let mut other = story.log.clone();
        let by = turn % other.len();
        other.rotate_left(by);
        other.reverse();
        prop_assert_eq!(told(&story.log), told(&other));
        for proposal in told(&story.log) {
            let beyond_doubt = proposal.verdict != Verdict::Missed || proposal.quality() != TimeQuality::Unverified;
            prop_assert!(beyond_doubt, "{:?}", proposal);
        }
    }
}
