//! The fold of a service point, rule by rule (3.2.2, 3.2.3).

use super::sample::{Story, day, estimate, m3, month, morning};
use super::*;
use crate::event::{EstimateReason, Fact, ReadingResolution};
use crate::rules::true_up::{TrueUpLine, explain};
use crate::state::FollowUp;

fn escalated(nth: u32) -> FollowUp {
    FollowUp::Escalated { nth, limit: 2 }
}

fn has(follow_ups: &[FollowUp], wanted: &FollowUp) -> bool {
    follow_ups.contains(wanted)
}

/// 3.2.2 EST-LIMIT: two estimates in a row are within the limit, the third is kept as unread, escalated.
#[test]
fn est_limit_the_third_in_a_row_is_escalated() {
    let mut story = Story::with_history();
    assert!(!has(&story.estimate("2026-11-05", 10), &escalated(1)));
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Estimated, 1));
    story.estimate("2026-12-05", 10);
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Estimated, 2));
    assert!(has(&story.estimate("2027-01-05", 10), &escalated(3)));
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Escalated, 3));
    let billable: Vec<bool> = story.state().estimates.iter().map(EstimateKept::is_billable).collect();
    assert_eq!(billable, [true, true, false]);
    assert_eq!(story.state().escalation.as_ref().map(|it| (it.nth, it.estimate)), Some((3, story.last_id())));
}

/// 3.2.2 EST-LIMIT: an actual reading ends the row.
#[test]
fn est_limit_an_actual_reading_ends_the_row() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    story.estimate("2026-12-05", 10);
    story.read("2027-01-05", 131);
    assert_eq!(story.state().estimates_in_row, 0);
    story.estimate("2027-02-05", 10);
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Estimated, 1));
}

/// 3.2.2 EST-LIMIT: "no reading" leaves the row as it is, and so does a change of route, reader or phone.
#[test]
fn est_limit_no_reading_and_a_new_route_leave_the_row() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    story.missed("2026-12-05");
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::NoRead, 1));
    story.estimate("2026-12-06", 10);
    let mut moved = story.of.record.clone().unwrap();
    moved.route = crate::model::RouteId::new("R2").unwrap();
    fold::register(&mut story.of, &moved);
    story.missed("2027-01-05");
    assert!(has(&story.estimate("2027-01-06", 10), &escalated(3)));
}

/// 3.2.2 EST-LIMIT: a customer's own reading counts as an estimate unless verified.
#[test]
fn est_limit_a_customers_word_counts_unless_verified() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    story.told("2026-12-05", 121, false);
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::CustomerRead, 2));
    assert_eq!(story.state().estimates[1].consumption, m3(11));
    assert_eq!(story.told("2027-01-05", 130, false), [escalated(3)]);
    assert_eq!(story.stage(), ReadingStage::Escalated);
    assert_eq!(story.told("2027-01-06", 130, true), [FollowUp::Settled { adjustment: m3(30 - 10 - 11) }]);
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Actual, 0));
}

/// 3.2.2 EST-LIMIT: a meter exchange ends the row: the old register was read, and settles what was estimated on it.
#[test]
fn est_limit_an_exchange_ends_the_row_and_settles() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    story.estimate("2026-12-05", 10);
    assert_eq!(story.exchange("2026-12-20", 117, 3), [FollowUp::Settled { adjustment: m3(-3) }]);
    assert_eq!((story.stage(), story.state().estimates_in_row), (ReadingStage::Actual, 0));
    assert_eq!(story.current().consumption, Some(m3(17)));
    assert_eq!((story.stand(), story.state().last().unwrap().kind), (3, StandKind::Exchanged));
    // The new register counts from its own start.
    assert_eq!(story.read("2027-01-05", 8), []);
    assert_eq!(story.current().consumption, Some(m3(5)));
}

/// 3.2.2 READ-CYCLE: an exchange does not read the new register; the month's use is that of both.
#[test]
fn an_exchange_within_the_month_leaves_the_task_and_adds_its_use() {
    let mut story = Story::with_history();
    assert_eq!(story.exchange("2026-11-02", 109, 0), []);
    assert_eq!(story.state().stage(month("2026-11")), ReadingStage::Unread);
    story.read("2026-11-05", 1);
    assert_eq!((story.stage(), story.current().consumption), (ReadingStage::Actual, Some(m3(10))));
    // The month after counts on the new register alone.
    story.read("2026-12-05", 11);
    assert_eq!(story.current().consumption, Some(m3(10)));
}

/// 3.2.2 EST-LIMIT: a second estimate in a month replaces the first; it is the same month that was not read.
#[test]
fn a_second_estimate_in_a_month_replaces_the_first() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    story.estimate("2026-11-06", 14);
    assert_eq!((story.state().estimates_in_row, story.state().estimates.len()), (1, 1));
    assert_eq!(story.stand(), 114);
    assert_eq!(story.state().estimated_from(month("2026-11"), None).unwrap().value, m3(100));
}

/// EST-TRUE-UP: actual use since the last actual reading less what was billed on estimates, line by line; may be negative.
#[test]
fn est_true_up_is_explained_line_by_line() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 12);
    story.estimate("2026-12-05", 13);
    story.estimate("2027-01-05", 14);
    assert_eq!(story.read("2027-02-05", 121), [FollowUp::Settled { adjustment: m3(21 - 12 - 13) }]);
    let true_up = story.state().true_up.as_ref().unwrap();
    let method = Some(MethodUsed::RecentDailyUse);
    assert_eq!(
        explain(true_up),
        [
            TrueUpLine::Actual { volume: m3(21) },
            TrueUpLine::Billed { period: month("2026-11"), method, volume: m3(12) },
            TrueUpLine::Billed { period: month("2026-12"), method, volume: m3(13) },
            TrueUpLine::NotBilled { period: month("2027-01"), volume: m3(14) },
            TrueUpLine::Adjustment { volume: m3(-4) },
        ]
    );
    assert_eq!(story.state().estimates, []);
    assert_eq!(story.state().escalation, None, "nothing is left to decide");
}

/// EST-TRUE-UP: a later actual reading in the same month replaces the estimate and settles it.
#[test]
fn a_reading_replaces_the_months_estimate() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 12);
    assert_eq!(story.read("2026-11-20", 115), [FollowUp::Settled { adjustment: m3(3) }]);
    assert_eq!((story.stage(), story.current().consumption), (ReadingStage::Actual, Some(m3(15))));
}

/// EST-TRUE-UP: an estimate is settled by the reading of the same minute, too.
#[test]
fn a_reading_settles_the_estimate_of_the_same_minute() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 12);
    assert_eq!(story.read("2026-11-05", 110), [FollowUp::Settled { adjustment: m3(-2) }]);
    assert_eq!((story.state().estimates_in_row, story.stand()), (0, 110));
}

/// 3.2.2 READ-IF-READABLE: an estimate never displaces what somebody read this month.
#[test]
fn an_estimate_does_not_displace_a_reading() {
    let mut story = Story::with_history();
    story.read("2026-11-05", 110);
    let reading = story.last_id();
    assert!(matches!(story.estimate("2026-11-06", 99)[..], [FollowUp::TidyPit { .. }]));
    assert_eq!((story.stage(), story.current().event), (ReadingStage::Actual, reading));
    assert_eq!((story.state().estimates_in_row, story.stand()), (0, 110));
}

/// 3.2.2 EST-ESCALATE: the supervisor allows this estimate; billing may use it.
#[test]
fn est_escalate_allowed() {
    let mut story = third_estimate();
    let estimate = story.last_id();
    story.decide("2027-01-06", estimate, EscalationDecision::AllowEstimate);
    assert_eq!((story.stage(), story.state().estimates[2].is_billable()), (ReadingStage::Released, true));
    assert_eq!(story.state().escalation.as_ref().unwrap().decision, Some(EscalationDecision::AllowEstimate));
    assert_eq!(story.state().escalation.as_ref().unwrap().reason, "已核实");
    // It still counts in the row, and a reading still replaces it without a question.
    assert_eq!(story.state().estimates_in_row, 3);
    assert_eq!(story.read("2027-01-20", 131), [FollowUp::Settled { adjustment: m3(1) }]);
    assert_eq!((story.stage(), story.current().checks.as_slice()), (ReadingStage::Actual, &[][..]));
}

/// 3.2.2 EST-ESCALATE: another visit, moving or exchanging the meter, and clearing the pit all mean: read it again.
#[test]
fn est_escalate_visit_ordered() {
    for decision in [
        EscalationDecision::AppointVisit { on: day("2027-01-12") },
        EscalationDecision::MoveOrExchange,
        EscalationDecision::ClearPit,
    ] {
        let mut story = third_estimate();
        let estimate = story.last_id();
        story.decide("2027-01-06", estimate, decision);
        assert_eq!((story.stage(), story.state().estimates[2].is_billable()), (ReadingStage::ReadAgain, false));
        // Nobody opens: the order to read again stands.
        story.missed("2027-01-12");
        assert_eq!(story.stage(), ReadingStage::ReadAgain);
        // Estimated once more in the same month: still the third, escalated again.
        assert!(has(&story.estimate("2027-01-12", 10), &escalated(3)));
    }
}

/// 3.2.2 EST-ESCALATE: a decision that comes after the meter was read changes nothing.
#[test]
fn est_escalate_too_late() {
    let mut story = third_estimate();
    let estimate = story.last_id();
    story.read("2027-01-07", 130);
    let before = story.state().clone();
    story.decide("2027-01-08", estimate, EscalationDecision::ClearPit);
    assert_eq!(*story.state(), before);
}

/// 3.2.2 EST-ESCALATE: an estimate of an earlier month can still be allowed; the newest month is not touched.
#[test]
fn est_escalate_an_earlier_month() {
    let mut story = third_estimate();
    let third = story.last_id();
    assert!(has(&story.estimate("2027-02-05", 10), &escalated(4)));
    let fourth = story.last_id();
    assert_eq!(story.state().escalation.as_ref().map(|it| (it.estimate, it.nth)), Some((third, 3)), "the oldest first");
    story.decide("2027-02-06", third, EscalationDecision::AllowEstimate);
    assert_eq!(story.state().escalation.as_ref().map(|it| (it.estimate, it.nth)), Some((fourth, 4)), "then the next");
    let billable: Vec<bool> = story.state().estimates.iter().map(EstimateKept::is_billable).collect();
    assert_eq!((billable, story.stage()), (vec![true, true, true, false], ReadingStage::Escalated));
}

fn third_estimate() -> Story {
    let mut story = Story::with_history();
    for on in ["2026-11-05", "2026-12-05", "2027-01-05"] {
        story.estimate(on, 10);
    }
    story
}

/// 3.2.2 READ-IF-READABLE: an unlisted reason, or evidence or words that are missing, go to review; billing waits.
#[test]
fn an_estimate_in_question_waits_for_the_office() {
    let mut story = Story::with_history();
    let other = crate::event::ReadingEstimated { reason: EstimateReason::Other, photos: vec![], ..estimate(10) };
    let follow_ups = story.fact("2026-11-05", Fact::ReadingEstimated(other));
    let checks = vec![CheckCode::EvidenceMissing, CheckCode::UnlistedReason, CheckCode::NoteMissing];
    assert!(has(&follow_ups, &FollowUp::InReview { checks }));
    assert_eq!((story.stage(), story.state().estimates[0].is_billable()), (ReadingStage::InReview, false));
    assert_eq!(story.state().estimates_in_row, 1);
    let estimate = story.last_id();
    let review = story.state().in_review().unwrap();
    assert_eq!((review.event, review.estimated, review.questions.len()), (estimate, Some(m3(10)), 3));
    assert_eq!((review.previous, review.stand), (Some(m3(100)), Some(m3(110))));
    story.review("2026-11-06", estimate, ReadingResolution::Accept);
    assert_eq!(story.state().in_review(), None);
    assert_eq!((story.stage(), story.state().estimates[0].is_billable()), (ReadingStage::Released, true));
}

/// 3.2.2 READ-IF-READABLE: an estimate without a position is in question like one without a photo.
#[test]
fn an_estimate_without_a_position_waits_for_the_office() {
    let mut story = Story::with_history();
    story.fix = None;
    let follow_ups = story.estimate("2026-11-05", 10);
    assert!(has(&follow_ups, &FollowUp::InReview { checks: vec![CheckCode::PositionMissing] }));
    assert_eq!((story.stage(), story.state().estimates[0].is_billable()), (ReadingStage::InReview, false));
}

/// 3.2.2 READ-IF-READABLE: an estimate in question can still be settled when the next month has begun.
#[test]
fn an_estimate_in_question_of_an_earlier_month() {
    for (resolution, billable) in [(ReadingResolution::Accept, true), (ReadingResolution::ReadAgain, false)] {
        let mut story = Story::with_history();
        let bare = crate::event::ReadingEstimated { photos: vec![], ..estimate(10) };
        story.fact("2026-11-05", Fact::ReadingEstimated(bare));
        let first = story.last_id();
        story.estimate("2026-12-05", 12);
        let review = story.state().in_review().unwrap();
        assert_eq!((review.event, review.stand), (first, Some(m3(110))));
        story.review("2026-12-06", first, resolution);
        assert_eq!((story.state().in_review(), story.stage()), (None, ReadingStage::Estimated));
        assert_eq!(story.state().estimates[0].is_billable(), billable);
        assert_eq!(story.state().estimates_in_row, 2, "it stays in the row: the meter was not read");
    }
}

/// 3.2.3 READ-CHECK: what the worker left open goes to review; nothing rests on it before a person accepts it.
#[test]
fn a_reading_in_review_is_held_until_it_is_accepted() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    assert_eq!(
        story.read("2026-12-05", 900),
        [FollowUp::InReview { checks: vec![CheckCode::FarFromExpected] }],
        "no photo, no second entry"
    );
    assert_eq!((story.stage(), story.stand(), story.state().estimates_in_row), (ReadingStage::InReview, 110, 1));
    assert_eq!(story.current().consumption, Some(m3(800)));
    let reading = story.last_id();
    assert_eq!(
        story.review("2026-12-06", reading, ReadingResolution::Accept),
        [FollowUp::Settled { adjustment: m3(790) }]
    );
    assert_eq!((story.stage(), story.stand(), story.state().estimates_in_row), (ReadingStage::Released, 900, 0));
    assert_eq!(story.state().last_actual.unwrap().at, morning("2026-12-05"), "it counts from when it was read");
    assert_eq!(story.state().held, None);
}

/// 3.2.3 READ-CHECK: the same stand with photo and an equal second entry is answered.
#[test]
fn an_answered_reading_counts_at_once() {
    let mut story = Story::with_history();
    assert_eq!(story.read_confirmed("2026-11-05", 900), []);
    assert_eq!((story.stage(), story.stand()), (ReadingStage::Actual, 900));
    assert_eq!(story.current().checks, [CheckCode::FarFromExpected]);
}

/// 3.2.3: a reading that the office sets aside never counted; the meter is to be read again.
#[test]
fn a_held_reading_set_aside_leaves_no_trace() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    let before = story.state().clone();
    story.read("2026-12-05", 900);
    let reading = story.last_id();
    story.review("2026-12-06", reading, ReadingResolution::ReadAgain);
    assert_eq!((story.stage(), story.current().consumption), (ReadingStage::ReadAgain, None));
    assert_eq!(PointState { current: before.current.clone(), ..story.state().clone() }, before);
    assert_eq!(story.read("2026-12-07", 121), [FollowUp::Settled { adjustment: m3(11) }]);
}

/// 3.2.3: a reading that counted can be set aside too; the stand, the row and the settlement are as before it.
#[test]
fn a_reading_that_counted_can_be_set_aside() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 10);
    let before = story.state().clone();
    story.read("2026-12-05", 122);
    let reading = story.last_id();
    story.review("2026-12-06", reading, ReadingResolution::ReadAgain);
    let after = story.state();
    assert_eq!(story.stage(), ReadingStage::ReadAgain);
    assert_eq!((after.believed, after.last_actual, after.true_up.clone()), (before.believed, before.last_actual, None));
    assert_eq!((&after.estimates, after.estimates_in_row), (&before.estimates, 1));
    let uses = |state: &PointState| state.uses(crate::model::UtcOffset::CHINA).collect::<Vec<_>>();
    assert_eq!(uses(after), uses(&before));
}

/// 3.2.2 EST-LIMIT: a reading of an earlier month that is accepted late ends the row as of its own day.
#[test]
fn a_reading_accepted_after_the_next_months_estimate() {
    let mut story = Story::with_history();
    story.estimate("2026-10-20", 0); // does not displace October's reading
    story.read("2026-11-05", 900);
    let reading = story.last_id();
    story.estimate("2026-12-05", 10);
    assert_eq!((story.stage(), story.stand()), (ReadingStage::Estimated, 110));
    story.review("2026-12-06", reading, ReadingResolution::Accept);
    assert_eq!((story.stage(), story.stand(), story.state().estimates_in_row), (ReadingStage::Estimated, 910, 1));
    assert_eq!(story.state().month_use(month("2026-11"), story.book.utc_offset), Some(m3(800)));
}

/// 3.2.3 READ-CHECK: a second reading of a month takes the place of the first, settlement included.
#[test]
fn a_second_reading_of_a_month_replaces_the_first() {
    let mut story = Story::with_history();
    story.estimate("2026-11-05", 12);
    story.read("2026-12-05", 125);
    assert_eq!(
        story.read("2026-12-06", 121),
        [FollowUp::InReview { checks: vec![CheckCode::AlreadyRead] }],
        "correcting wants a second entry"
    );
    let reading = story.last_id();
    assert_eq!(
        story.review("2026-12-07", reading, ReadingResolution::Accept),
        [FollowUp::Settled { adjustment: m3(9) }]
    );
    assert_eq!(story.current().consumption, Some(m3(21)));
    assert_eq!(story.state().true_up.as_ref().unwrap().estimated.len(), 1);
    let newest = story.state().uses(story.book.utc_offset).next().unwrap();
    assert_eq!((newest.days, newest.volume), (62, m3(21)));
}

/// 3.2.3 READ-CHECK: over zero, with the worker's word for it; the use comes from the register's capacity.
#[test]
fn rollover_counts_over_the_registers_capacity() {
    let mut story = Story::new();
    story.read("2026-09-05", 99_990);
    let mut taken = story.taken(m3(4));
    assert_eq!(
        story.fact("2026-10-05", Fact::ReadingTaken(taken.clone())),
        [FollowUp::InReview { checks: vec![CheckCode::RolledOver] }]
    );
    taken.rolled_over = true;
    story.fact("2026-10-06", Fact::ReadingTaken(taken));
    assert_eq!((story.stage(), story.current().consumption), (ReadingStage::Actual, Some(m3(14))));
    story.read("2026-11-05", 18);
    assert_eq!(story.current().consumption, Some(m3(14)));
}

/// 3.2.3 READ-CHECK: the office that accepts a lower stand near the top says that it rolled over.
#[test]
fn accepting_a_lower_stand_near_the_top_is_a_rollover() {
    let mut story = Story::new();
    story.read("2026-09-05", 99_990);
    story.read("2026-10-05", 4);
    let reading = story.last_id();
    story.review("2026-10-06", reading, ReadingResolution::Accept);
    assert_eq!((story.current().consumption, story.stand()), (Some(m3(14)), 4));
}

/// 3.2.3 READ-CHECK: a little lower near the top is no trip round the whole dial, whoever accepts it.
#[test]
fn accepting_a_little_lower_near_the_top_is_no_rollover() {
    let mut story = Story::new();
    story.read("2026-09-05", 99_990);
    story.read("2026-10-05", 99_980);
    assert_eq!(story.state().held.as_ref().unwrap().questions, [CheckCode::RolledOver]);
    let reading = story.last_id();
    story.review("2026-10-06", reading, ReadingResolution::Accept);
    assert_eq!((story.current().consumption, story.stand()), (Some(m3(-10)), 99_980));
}

/// 换表: the old register may have gone over zero before it was taken out.
#[test]
fn an_exchange_after_a_rollover() {
    let mut story = Story::new();
    story.read("2026-09-05", 99_990);
    story.estimate("2026-10-05", 12);
    assert_eq!(story.stand(), 2, "an estimate goes over zero as the dial does");
    assert_eq!(story.exchange("2026-10-10", 5, 0), [FollowUp::Settled { adjustment: m3(3) }]);
}

/// 3.2.3 READ-CHECK: a final stand below the last one goes to the office; nothing of the old register counts before, and the
/// new one counts at once.
#[test]
fn an_exchange_below_the_last_stand_is_reviewed() {
    for accepted in [true, false] {
        let mut story = Story::with_history();
        story.estimate("2026-11-05", 10);
        assert_eq!(story.exchange("2026-11-20", 60, 3), [FollowUp::InReview { checks: vec![CheckCode::Lower] }]);
        let exchange = story.last_id();
        let review = story.state().in_review().unwrap();
        assert_eq!((review.event, review.stand, review.previous), (exchange, Some(m3(60)), Some(m3(100))));
        assert_eq!((story.stage(), story.current().consumption), (ReadingStage::InReview, None));
        assert_eq!((story.stand(), story.state().estimates_in_row), (3, 0), "EST-LIMIT: the row ends all the same");

        let resolution = if accepted { ReadingResolution::Accept } else { ReadingResolution::ReadAgain };
        let follow_ups = story.review("2026-11-21", exchange, resolution);
        let (settled, stage, used) = if accepted {
            (vec![FollowUp::Settled { adjustment: m3(-50) }], ReadingStage::Released, Some(m3(-40)))
        } else {
            (vec![], ReadingStage::ReadAgain, None)
        };
        assert_eq!((follow_ups, story.stage(), story.current().consumption), (settled, stage, used));
        assert_eq!(story.state().in_review(), None);
        story.read("2026-12-05", 8);
        assert_eq!(story.current().consumption, Some(m3(5)), "the new register counts from its own start");
    }
}

/// 3.2.3 READ-CHECK: such an exchange leaves the month's task, as any exchange does, and can be settled after the next reading.
#[test]
fn an_exchange_in_review_is_settled_after_the_next_reading() {
    let mut story = Story::with_history();
    story.exchange("2026-11-20", 60, 3);
    let exchange = story.last_id();
    assert_eq!(story.state().stage(month("2026-11")), ReadingStage::Unread);
    story.read("2026-12-05", 8);
    story.review("2026-12-06", exchange, ReadingResolution::Accept);
    let offset = story.book.utc_offset;
    assert_eq!((story.stage(), story.state().in_review()), (ReadingStage::Actual, None));
    assert_eq!(story.state().month_use(month("2026-11"), offset), Some(m3(-40)));
    assert_eq!(story.state().month_use(month("2026-12"), offset), Some(m3(5)));
}

/// 3.2.3 READ-CHECK: one unit lower is a note: no use, and the unit is not charged twice.
#[test]
fn slightly_lower_is_no_use() {
    let mut story = Story::with_history();
    story.read_confirmed("2026-11-05", 99);
    assert_eq!((story.stage(), story.current().consumption, story.stand()), (ReadingStage::Actual, Some(m3(0)), 100));
    assert!(story.current().checks.contains(&CheckCode::SlightlyLower));
}

/// 3.2.3 READ-CHECK: lower goes to the office even with a photo: reversed, exchanged or misread, only a person can say.
#[test]
fn lower_goes_to_the_office() {
    let mut story = Story::with_history();
    assert_eq!(story.read_confirmed("2026-11-05", 50), [FollowUp::InReview { checks: vec![CheckCode::Lower] }]);
    // Accepted as it is: use below zero, which no expectation rests on.
    let reading = story.last_id();
    story.review("2026-11-06", reading, ReadingResolution::Accept);
    assert_eq!(story.current().consumption, Some(m3(-50)));
    assert_eq!(story.check("2026-12-05", m3(60), false), []);
}

/// EST-METHOD: imported readings are the history; what is older than a known stand stays in the log only.
#[test]
fn imported_readings_build_the_history() {
    let mut story = Story::new();
    for (on, value) in [("2026-08-01", 10), ("2026-09-01", 22), ("2026-10-01", 30)] {
        assert_eq!(story.import(on, value, false), []);
    }
    let uses: Vec<(u32, Volume)> = story.state().uses(story.book.utc_offset).map(|u| (u.days, u.volume)).collect();
    assert_eq!(uses, [(30, m3(8)), (31, m3(12))]);
    let before = story.state().clone();
    story.import("2026-09-15", 25, false);
    assert_eq!(*story.state(), before);
    assert_eq!(story.current().period, month("2026-10"));
}

/// 3.2.2 EST-LIMIT: estimates of the system before count in the row, and were billed there.
#[test]
fn imported_estimates_count_in_the_row() {
    let mut story = Story::new();
    story.import("2026-08-01", 10, false);
    story.import("2026-09-01", 20, true);
    story.import("2026-10-01", 30, true);
    assert_eq!((story.state().estimates_in_row, story.state().escalation.clone()), (2, None));
    assert!(has(&story.estimate("2026-11-05", 10), &escalated(3)));
    assert_eq!(story.read("2026-11-20", 36), [FollowUp::Settled { adjustment: m3(26 - 20) }]);
}

/// EST-METHOD: a stand of the system before was billed there; a reading in the same month counts from it and asks nothing.
#[test]
fn a_reading_in_the_month_of_an_imported_one_counts_from_it() {
    let mut story = Story::new();
    story.import("2026-10-02", 100, false);
    story.import("2026-11-02", 130, false);
    assert_eq!(story.read("2026-11-12", 139), []);
    assert_eq!((story.current().checks.as_slice(), story.current().consumption), (&[][..], Some(m3(9))));
    // Imported again, corrected: the day has one stand.
    let mut again = Story::new();
    again.import("2026-10-02", 100, false);
    again.import("2026-11-02", 130, false);
    again.import("2026-11-02", 131, false);
    assert_eq!(again.state().uses(again.book.utc_offset).map(|u| u.volume).collect::<Vec<_>>(), [m3(31)]);
}

/// EST-METHOD b: the same month last year is still there, and nothing older, however long a point is read.
#[test]
fn history_is_kept_for_a_year() {
    let mut story = Story::new();
    let mut period = month("2024-01");
    for n in 0..36 {
        story.import(&format!("{period}-05"), 10 * n, false);
        period = period.next();
    }
    let uses: Vec<Period> = story.state().uses(story.book.utc_offset).map(|u| u.period).collect();
    assert_eq!((uses[0], uses[12], uses.len()), (month("2026-12"), month("2025-12"), 13));
}

/// 换表: the books catch up with the exchange, and an old copy of the books does not undo it.
#[test]
fn the_books_catch_up_with_an_exchange() {
    let mut story = Story::with_history();
    story.exchange("2026-11-02", 109, 0);
    let stale = story.of.record.clone().unwrap();
    fold::register(&mut story.of, &stale);
    assert_eq!(story.state().meter(&stale).id.as_str(), "M2");
    let caught_up = PointRecord { meter: sample::meter("M2", 4, 0), ..stale };
    fold::register(&mut story.of, &caught_up);
    assert_eq!(story.state().meter, None);
}

/// A fact before the point's registration is folded without a check that needs the books.
#[test]
fn a_fact_before_its_registration_is_kept() {
    let mut story = Story::new();
    let taken = story.taken(m3(5));
    story.of.record = None;
    assert_eq!(story.fact("2026-11-05", Fact::ReadingTaken(taken)), []);
    assert_eq!((story.stage(), story.stand()), (ReadingStage::Actual, 5));
}

/// EST-TIDY: the follow-up names pit and due time, also where only the books know the pit.
#[test]
fn est_tidy_follows_every_estimate() {
    let mut story = Story::with_history();
    let pit = crate::model::PitId::new("K1").unwrap();
    story.of.record.as_mut().unwrap().pit = Some(pit.clone());
    let due = morning("2026-11-06");
    assert_eq!(story.estimate("2026-11-05", 10), [FollowUp::TidyPit { pit: Some(pit), due }]);
}

/// The state as it travels and is stored: a change here is a change of the protocol.
#[test]
fn the_state_as_it_travels() {
    let mut story = third_estimate();
    story.read("2027-02-05", 900);
    story.estimate("2027-03-05", 10);
    insta::assert_snapshot!(
        "point_state_escalated_and_in_review",
        serde_json::to_string_pretty(story.state()).unwrap()
    );
    let mut settled = Story::with_history();
    settled.estimate("2026-11-05", 12);
    settled.exchange("2026-11-20", 115, 0);
    settled.read("2026-12-05", 6);
    insta::assert_snapshot!(
        "point_state_settled_and_exchanged",
        serde_json::to_string_pretty(settled.state()).unwrap()
    );
}
