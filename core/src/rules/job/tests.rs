use std::fmt::Write as _;

use super::*;
use crate::event::JobStep;
use crate::model::{CalendarRecord, JobKind, TimeInterval};
use crate::rules::household::{self, HouseholdGap};
use crate::rules::verdict::{ClockKind, Verdict};
use crate::rules::working_days::{Calendar, Certainty};
use crate::state::job_sample::*;
use crate::text::{Lang, has};

/// Every pair of stage and fact, so that a change to the table is seen where it is reviewed.
/// `·` fits and moves nothing; `! why` is kept and noted; anything else is the stage that follows.
#[test]
fn every_pair_of_stage_and_fact() {
    const WIDTH: usize = 17;
    let mut table = format!("{:WIDTH$}", "");
    for stage in JobStage::ALL {
        write!(table, "{:WIDTH$}", stage.name()).unwrap();
    }
    for kind in JobEventKind::ALL {
        write!(table, "\n{:WIDTH$}", format!("{kind:?}")).unwrap();
        for stage in JobStage::ALL {
            let cell = match transition(stage, kind) {
                Transition::To(next) => next.name().to_owned(),
                Transition::Stay => "·".to_owned(),
                Transition::Unexpected(why) => format!("! {}", why.name()),
            };
            write!(table, "{cell:WIDTH$}").unwrap();
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

/// A stage only ever goes forward: nothing opens a job again.
#[test]
fn a_stage_never_goes_back() {
    for stage in JobStage::ALL {
        for kind in JobEventKind::ALL {
            if let Transition::To(next) = transition(stage, kind) {
                assert!(next > stage, "{stage:?} {kind:?} goes to {next:?}");
            }
        }
    }
}

/// The State Council's notice of 2026, as far as the spring festival needs it.
fn calendar() -> Calendar {
    let first: chrono::NaiveDate = "2026-02-15".parse().unwrap();
    let off = first.iter_days().take(9).collect();
    let work = ["2026-02-14", "2026-02-28"].map(|day| day.parse().unwrap()).to_vec();
    Calendar::of([CalendarRecord { year: 2026, off, work }])
}

/// The local midnight at the start of a day of February 2026.
fn midnight(day: u32) -> crate::model::Timestamp {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 2, day).unwrap();
    crate::model::Timestamp::start_of_day(day, crate::model::UtcOffset::CHINA)
}

fn verdict(story: &Story, calendar: &Calendar) -> Verdict {
    clock(story.state(), calendar, book(), hour(9_999)).unwrap().clock.verdict
}

/// A conversion that was accepted on 12 February, and whose budget came at a time.
fn budget_at(at: TimeInterval) -> Story {
    let mut story = Story::accepted(JobKind::Conversion);
    story.tell(1, surveyed());
    story.tell(2, drawn());
    story.tell_when(at, budgeted(1_000));
    story
}

/// 3.4.1 CONNECT-3WD: accepted on 2026-02-12, due on 02-24 over the spring festival; the day's last millisecond is in time.
#[test]
fn connect_until_the_last_millisecond_of_the_third_working_day() {
    let second = crate::model::Span::seconds(1);
    let end = midnight(25) - crate::model::Span::millis(1);
    for (done, expected) in [
        (TimeInterval::exact(end), Verdict::Met),
        (TimeInterval::exact(midnight(25)), Verdict::Missed),
        (TimeInterval::between(end - second, midnight(25) + second), Verdict::Indeterminate),
    ] {
        let story = budget_at(done);
        assert_eq!(verdict(&story, &calendar()), expected, "{done:?}");
        let limit = clock(story.state(), &calendar(), book(), hour(0)).unwrap();
        assert_eq!((limit.clock.kind, limit.clock.clause, limit.clock.due), (ClockKind::Connect, "3.4.1", end));
        assert_eq!((limit.due.day.to_string(), limit.due.certainty), ("2026-02-24".to_owned(), Certainty::Final));
    }
}

/// 3.4.1 CONNECT-3WD: all three papers, in whatever order they were told.
#[test]
fn connect_asks_for_survey_drawing_and_budget() {
    let mut story = Story::accepted(JobKind::Connection);
    for fact in [surveyed(), drawn(), budgeted(1_000)] {
        assert_eq!(verdict(&story, &calendar()), Verdict::Open);
        story.tell(2, fact);
    }
    assert_eq!(verdict(&story, &calendar()), Verdict::Met);
}

/// 3.4.1 CONNECT-3WD: a survey that was told only after the budget was made before it, nobody knows when: never a miss by itself.
#[test]
fn a_paper_that_was_told_late_is_a_question_for_a_person() {
    let mut story = Story::accepted(JobKind::Connection);
    story.tell(2, drawn());
    story.tell(3, budgeted(1_000));
    let late = 24 * 30;
    story.tell(late, surveyed());
    assert_eq!(verdict(&story, &calendar()), Verdict::Indeterminate);
    assert_eq!(story.state().stage, JobStage::Budgeted);
}

/// 3.4.1 CONNECT-3WD: the doubt of an acceptance around midnight goes to a person, too.
#[test]
fn an_acceptance_around_midnight_is_a_question_for_a_person() {
    let minute = crate::model::Span::minutes(1);
    let around = TimeInterval::between(midnight(13) - minute, midnight(13) + minute);
    let mut story = Story::accepted_when(JobKind::Connection, around);
    story.tell(20, surveyed());
    story.tell(21, drawn());
    // Due on the 24th if it was accepted on the 12th, and on the 25th if it was the 13th.
    story.tell_when(TimeInterval::exact(midnight(25) + minute), budgeted(1_000));
    assert_eq!(verdict(&story, &calendar()), Verdict::Indeterminate);
}

/// 3.4.1 CONNECT-3WD: while a notice is missing nothing is missed, and met is only what every notice would call so.
#[test]
fn a_provisional_day_never_makes_a_miss() {
    let unknown = Calendar::default();
    let at = |day| TimeInterval::exact(midnight(day) - crate::model::Span::millis(1));
    assert_eq!(verdict(&budget_at(at(16)), &unknown), Verdict::Met, "three days, all of them worked");
    for day in [17, 25, 28] {
        assert_eq!(verdict(&budget_at(at(day)), &unknown), Verdict::Indeterminate, "{day}");
    }
}

fn gaps(story: &Story) -> Vec<Option<HouseholdGap>> {
    story.record().households.iter().map(|home| household::gap(&home.id, story.state())).collect()
}

/// 3.4.3 HOUSEHOLD-CHECK, 5.7: own meter, a serial that no other household has, and a photo; anything less is not proven.
#[test]
fn a_household_is_proven_by_tap_serial_and_photo() {
    use HouseholdGap::{Crossed, NoPhoto, NoSerial, NotChecked, SameSerial};
    let mut story = Story::designed(JobKind::Conversion);
    assert_eq!(gaps(&story), [Some(NotChecked), Some(NotChecked)]);
    for (fact, expected) in [
        (crossed("101", "102"), Some(Crossed)),
        (checked("101", " ", true), Some(NoSerial)),
        (checked("101", "S-1", false), Some(NoPhoto)),
        (checked("101", "S-1", true), None),
    ] {
        story.tell(10, fact);
        assert_eq!(gaps(&story), [expected, Some(NotChecked)]);
    }
    assert!(story.state().households[&household("101")].was_crossed, "what was found stays found");
    story.tell(11, checked("102", "S-1 ", true));
    assert_eq!(gaps(&story), [Some(SameSerial), Some(SameSerial)]);
    story.tell(12, checked("102", "S-2", true));
    assert_eq!(gaps(&story), [None, None]);
}

fn missing_of(story: &Story) -> Vec<Missing> {
    match may_close(story.record(), story.state()) {
        Err(Why::Missing(missing)) => missing,
        other => panic!("nothing is missing: {other:?}"),
    }
}

/// 3.4.3 HOUSEHOLD-CHECK: a conversion does not close below 100 % of its households, and says which are left.
#[test]
fn closing_asks_for_every_household() {
    let mut story = Story::designed(JobKind::Conversion);
    story.tell(10, work_done());
    story.tell(11, house_closed(true, true, true));
    story.tell(12, checked("101", "S-1", true));
    assert_eq!(missing_of(&story), [Missing::Households(vec![household("102")])]);
    let why = may_close(story.record(), story.state()).unwrap_err();
    assert_eq!(why.to_string(), "the job cannot be closed yet: households are not proven: 102");
    story.tell(13, checked("102", "S-2", true));
    assert_eq!(may_close(story.record(), story.state()), Ok(()));
    story.tell(14, Fact::JobClosed);
    assert_eq!(may_close(story.record(), story.state()), Err(Why::AlreadyClosed));
    assert_eq!(next_steps(story.record(), story.state()), []);
}

/// 3.5.3 HOUSE-CLOSING: holes filled, place tidy, and the customer signed; each is named by itself.
#[test]
fn closing_asks_for_holes_tidiness_and_signature() {
    let mut story = Story::designed(JobKind::Connection);
    story.tell(10, work_done());
    assert_eq!(missing_of(&story), [Missing::HolesFilled, Missing::Tidy, Missing::Signature]);
    for (fact, expected) in [
        (house_closed(false, true, true), vec![Missing::HolesFilled]),
        (house_closed(true, false, true), vec![Missing::Tidy]),
        (house_closed(true, true, false), vec![Missing::Signature]),
    ] {
        story.tell(11, fact);
        assert_eq!(missing_of(&story), expected);
    }
    story.tell(12, house_closed(true, true, true));
    assert_eq!(may_close(story.record(), story.state()), Ok(()));
}

/// 3.4.2 BUDGET-AUDIT: a disputed budget is reviewed before the job closes.
#[test]
fn closing_asks_for_the_papers_and_the_review() {
    let story = Story::accepted(JobKind::Connection);
    let papers = [Missing::Survey, Missing::Drawing, Missing::Budget, Missing::Work];
    assert_eq!(missing_of(&story)[..4], papers);
    let mut story = Story::designed(JobKind::Connection);
    story.tell(10, work_done());
    story.tell(11, house_closed(true, true, true));
    story.tell(12, disputed());
    assert_eq!(missing_of(&story), [Missing::Review]);
    story.tell(13, reviewed(70_000));
    assert_eq!(may_close(story.record(), story.state()), Ok(()));
}

#[test]
fn steps_are_offered_in_the_order_of_the_work() {
    let mut story = Story::accepted(JobKind::Conversion);
    let mut steps = |at, fact| {
        story.tell(at, fact);
        next_steps(story.record(), story.state())
    };
    assert_eq!(steps(1, assigned("K1")), [JobStep::Survey, JobStep::Draw, JobStep::Budget]);
    assert_eq!(steps(2, surveyed()), [JobStep::Draw, JobStep::Budget]);
    let at_work = [JobStep::Draw, JobStep::FinishWork, JobStep::CheckHouseholds, JobStep::CloseHouse];
    assert_eq!(steps(3, budgeted(1)), at_work, "what was skipped stays offered");
    steps(4, drawn());
    assert_eq!(steps(5, work_done()), [JobStep::CheckHouseholds, JobStep::CloseHouse]);
}

#[test]
fn every_name_is_the_name_on_the_wire_and_has_words() {
    let mut keys: Vec<String> = Vec::new();
    let mut add = |family: &str, name: &str, json: serde_json::Value| {
        assert_eq!(json, name);
        keys.push(format!("{family}.{name}"));
    };
    for stage in JobStage::ALL {
        add("job_stage", stage.name(), serde_json::to_value(stage).unwrap());
    }
    for why in Unexpected::ALL {
        add("job_unexpected", why.name(), serde_json::to_value(why).unwrap());
    }
    for kind in JobKind::ALL {
        add("job_kind", kind.name(), serde_json::to_value(kind).unwrap());
    }
    for step in JobStep::ALL {
        add("job_step", step.name(), serde_json::to_value(step).unwrap());
    }
    for gap in HouseholdGap::ALL {
        add("household_gap", gap.name(), serde_json::to_value(gap).unwrap());
    }
    let none = Story::accepted(JobKind::Conversion);
    keys.extend(missing_of(&none).iter().map(|missing| format!("job_missing.{}", missing.name())));
    keys.push(format!("job_missing.{}", Missing::Review.name()));
    for key in keys {
        assert!(Lang::ALL.into_iter().all(|lang| has(lang, &key)), "{key} has no words");
    }
}
