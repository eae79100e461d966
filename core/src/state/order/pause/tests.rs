//! REPAIR-WINDOW (3.3.3): what a pause does to a repair's clock, and what it never does.

use super::*;
use crate::event::{Fact, RepairResult};
use crate::model::{OrderKind, PersonId, Span};
use crate::rules::order::{MayNotDecide, may_decide, next_steps};
use crate::rules::verdict::{Clock, ClockKind, Verdict};
use crate::state::order::sample::*;
use crate::state::{FollowUp, OrderStage};

const HOUR: i64 = 60;

fn paused(cause: PauseCause) -> Fact {
    Fact::RepairPaused(RepairPaused { cause, note: String::new(), photos: Vec::new() })
}

fn around(minutes: i64, doubt: i64) -> TimeInterval {
    TimeInterval::between(minute(minutes - doubt), minute(minutes + doubt))
}

fn unexpected(reason: Unexpected) -> Vec<FollowUp> {
    vec![FollowUp::Unexpected { stage: OrderStage::OnSite, reason }]
}

/// A household meter's crew is on site from minute 30.
fn on_site() -> Story {
    let mut story = Story::dispatched(OrderKind::HouseholdMeter);
    story.tell(30, arrived_with_photo());
    story
}

impl Story {
    fn decide(&mut self, pause: EventId, approved: bool) -> Vec<FollowUp> {
        let decided = PauseDecided { pause, approved, reason: "seen".into() };
        self.tell(70, Fact::PauseDecided(decided))
    }

    /// Paused between two minutes, each with a doubt.
    fn pause(&mut self, from: TimeInterval, until: TimeInterval) -> EventId {
        self.tell_when(from, None, paused(PauseCause::ExcavationPermit));
        let id = self.last_id();
        self.tell_when(until, None, Fact::RepairResumed);
        id
    }

    fn repair(&self) -> Clock {
        self.clock(ClockKind::Repair).unwrap()
    }
}

/// 3.3.3 REPAIR-WINDOW: an approved hour makes 8 h of a household meter into 9, and the next second is too late; a refused
/// one and one that waits change nothing.
#[test]
fn only_an_approved_pause_lengthens_the_limit() {
    for (decision, late_s, verdict) in [
        (Some(true), 0, Verdict::Met),
        (Some(true), 1, Verdict::Missed),
        (Some(false), 0, Verdict::Missed),
        (None, 0, Verdict::Missed),
    ] {
        let mut story = on_site();
        let pause = story.pause(around(60, 0), around(120, 0));
        if let Some(approved) = decision {
            assert_eq!(story.decide(pause, approved), []);
        }
        let done = minute(9 * HOUR) + Span::seconds(late_s);
        story.tell_when(TimeInterval::exact(done), None, repaired(false));
        let clock = story.repair();
        assert_eq!(clock.verdict, verdict, "{decision:?}, {late_s} s");
        let shown = clock.paused.map(|paused| (paused.time, paused.stands_still, paused.unpaused));
        let expected = (decision == Some(true)).then_some((Span::hours(1), false, Verdict::Missed));
        assert_eq!(shown, expected, "both times are shown: with the pause and without");
        let due = if decision == Some(true) { 9 * HOUR } else { 8 * HOUR };
        assert_eq!(clock.due, minute(due));
    }
}

/// 3.3.3 REPAIR-WINDOW: with 8 hours exactly and no second more, a pause is not needed and harms nothing.
#[test]
fn eight_hours_without_the_pause_stay_met() {
    let mut story = on_site();
    let pause = story.pause(around(60, 0), around(120, 0));
    story.decide(pause, true);
    story.tell(8 * HOUR, repaired(false));
    let clock = story.repair();
    assert_eq!((clock.verdict, clock.paused.unwrap().unpaused), (Verdict::Met, Verdict::Met));
    assert_eq!(clock.remaining, Span::hours(1));
}

/// 3.3.3 REPAIR-WINDOW: while an approved pause goes on, the clock stands still; it runs on where the crew goes on.
#[test]
fn the_clock_stands_still_while_an_approved_pause_goes_on() {
    let mut story = on_site();
    story.tell(60, paused(PauseCause::Weather));
    let pause = story.last_id();
    assert_eq!(story.clock_at(ClockKind::Repair, 300).unwrap().paused, None, "it waits: the clock runs on");
    story.decide(pause, true);
    for at in [61, 300, 5_000] {
        let clock = story.clock_at(ClockKind::Repair, at).unwrap();
        assert_eq!((clock.remaining, clock.verdict), (Span::hours(7), Verdict::Open), "at minute {at}");
        assert_eq!(clock.due, minute(at) + Span::hours(7));
        let paused = clock.paused.unwrap();
        assert_eq!((paused.time, paused.stands_still), (Span::minutes(at - 60), true));
    }
    story.tell(360, Fact::RepairResumed);
    let clock = story.clock_at(ClockKind::Repair, 420).unwrap();
    assert_eq!((clock.remaining, clock.paused.unwrap().stands_still), (Span::hours(6), false));
}

/// 3.3.3 REPAIR-WINDOW: the doubt of a pause's ends goes to a person, also where the repair's own time is exact.
#[test]
fn a_doubtful_pause_widens_the_doubt_of_the_verdict() {
    for (doubt, done, verdict) in [
        (0, 9 * HOUR, Verdict::Met),
        (5, 9 * HOUR, Verdict::Indeterminate),
        (5, 9 * HOUR - 10, Verdict::Met),
        (5, 9 * HOUR + 10, Verdict::Indeterminate),
        (5, 9 * HOUR + 11, Verdict::Missed),
    ] {
        let mut story = on_site();
        let pause = story.pause(around(60, doubt), around(120, doubt));
        story.decide(pause, true);
        story.tell(done, repaired(false));
        assert_eq!(story.repair().verdict, verdict, "± {doubt} min, done at minute {done}");
    }
}

/// 3.3.3 REPAIR-WINDOW: a pause that nobody ended is over with the repair, and counts no longer than until then.
#[test]
fn a_pause_ends_with_the_repair() {
    for (fact, ends) in [
        (repaired(false), true),
        (Fact::WaterRestored, true),
        (reported(RepairResult::Repaired), true),
        (reported(RepairResult::MadeSafe), false),
    ] {
        let mut story = on_site();
        story.tell(60, paused(PauseCause::NoAccess));
        let pause = story.last_id();
        story.decide(pause, true);
        story.tell(10 * HOUR, fact.clone());
        assert_eq!(story.state().pauses[0].until.is_some(), ends, "{fact:?}");
        let clock = story.repair();
        assert_eq!((clock.verdict == Verdict::Open, clock.paused.unwrap().stands_still), (!ends, !ends), "{fact:?}");
        assert_ne!(clock.verdict, Verdict::Missed, "{fact:?}");
    }
}

/// 3.3.3 REPAIR-WINDOW: two phones of a crew state the same pause; the second is noted, and the hour counts once.
#[test]
fn two_phones_pauses_count_once() {
    let mut story = on_site();
    story.tell(60, paused(PauseCause::Weather));
    let pause = story.last_id();
    assert_eq!(story.tell(65, paused(PauseCause::Weather)), unexpected(Unexpected::PausedAlready));
    let second = story.last_id();
    assert_eq!(story.decide(second, true), unexpected(Unexpected::UnknownPause));
    assert_eq!(story.decide(pause, true), []);
    story.tell(120, Fact::RepairResumed);
    assert_eq!(story.tell(121, Fact::RepairResumed), unexpected(Unexpected::NotPaused));
    story.tell(9 * HOUR, repaired(false));
    assert_eq!((story.repair().verdict, story.repair().paused.unwrap().time), (Verdict::Met, Span::hours(1)));
}

/// 3.3.3 REPAIR-WINDOW: where the doubts of two pauses overlap, the time that both may cover counts once.
#[test]
fn overlapping_doubts_count_once() {
    let mut story = on_site();
    let first = story.pause(around(60, 0), around(120, 30));
    let second = story.pause(around(120, 30), around(180, 0));
    story.decide(first, true);
    story.decide(second, true);
    assert_eq!(story.repair().paused.unwrap().time, Span::hours(2));
    // Beyond doubt an hour (60 to 90, 150 to 180), at most two (60 to 180): never the three that the hulls add up to.
    for (done, verdict) in [
        (9 * HOUR, Verdict::Met),
        (9 * HOUR + 1, Verdict::Indeterminate),
        (10 * HOUR, Verdict::Indeterminate),
        (10 * HOUR + 1, Verdict::Missed),
    ] {
        let mut story = story.clone();
        story.tell(done, repaired(false));
        assert_eq!(story.repair().verdict, verdict, "done at minute {done}");
    }
}

/// 3.3.3 REPAIR-WINDOW: only a listed cause is approved, a pause is decided once, and one that came late decides nothing.
#[test]
fn a_supervisor_decides_on_what_waits_and_is_listed() {
    let mut story = on_site();
    story.tell(60, paused(PauseCause::Other));
    let other = story.last_id();
    let may = |story: &Story, pause, approved| may_decide(story.state(), pause, approved, &story.book.order);
    assert_eq!(may(&story, other, true), Err(MayNotDecide::CauseNotListed(PauseCause::Other)));
    assert_eq!(may(&story, other, false), Ok(()));
    let unknown = EventId { seq: 999, ..other };
    assert_eq!(may(&story, unknown, true), Err(MayNotDecide::Unknown));
    story.decide(other, false);
    assert_eq!(may(&story, other, false), Err(MayNotDecide::Decided));
    // Approved all the same, as another rulebook may have allowed it: it does not count under this one.
    story.decide(other, true);
    assert_eq!(story.repair().paused, None);
}

/// 3.3.3 REPAIR-WINDOW: a refused pause holds nothing up: a new one may be asked for, and it ends the old one.
#[test]
fn a_refused_pause_makes_room_for_another() {
    use crate::event::OrderStep::{Pause, Repair, Resume};
    let mut story = on_site();
    assert!(next_steps(story.state()).contains(&Pause) && !next_steps(story.state()).contains(&Resume));
    story.tell(60, paused(PauseCause::Weather));
    let steps = next_steps(story.state());
    assert_eq!((steps[0], steps.contains(&Repair), steps.contains(&Pause)), (Resume, true, false));
    let refused = story.last_id();
    story.decide(refused, false);
    assert!(next_steps(story.state()).contains(&Pause));
    assert_eq!(story.tell(90, paused(PauseCause::ExcavationPermit)), []);
    let ends: Vec<_> = story.state().pauses.iter().map(|pause| pause.until).collect();
    assert_eq!(ends, [Some(around(90, 0)), None]);
}

/// 3.3.3 REPAIR-WINDOW: asked after the repair, a pause is noted; decided after the end, it still counts.
#[test]
fn a_pause_is_decided_after_the_end_as_well() {
    let mut story = on_site();
    let pause = story.pause(around(60, 0), around(120, 0));
    story.tell(9 * HOUR, repaired(false));
    assert_eq!(story.repair().verdict, Verdict::Missed);
    story.tell(9 * HOUR + 5, reported(RepairResult::Repaired));
    let overtaken = FollowUp::Unexpected { stage: OrderStage::Reported, reason: Unexpected::Overtaken };
    assert_eq!(story.tell(9 * HOUR + 6, paused(PauseCause::Weather)), [overtaken]);
    story.tell(9 * HOUR + 7, Fact::OrderClosed);
    assert_eq!(story.decide(pause, true), []);
    assert_eq!(story.repair().verdict, Verdict::Met);
}

#[test]
fn more_pauses_than_are_kept_are_noted() {
    let mut story = on_site();
    for at in 0..i64::try_from(PAUSES_MAX).unwrap() {
        story.pause(around(60 + 2 * at, 0), around(61 + 2 * at, 0));
    }
    assert_eq!(story.tell(600, paused(PauseCause::Weather)), unexpected(Unexpected::TooManyPauses));
}

#[test]
fn a_standing_travels_with_its_name() {
    let verdict =
        PauseVerdict { by: Author::Person(PersonId::new("lin").unwrap()), at: around(0, 0), reason: "seen".into() };
    let all = [PauseStanding::Waiting, PauseStanding::Approved(verdict.clone()), PauseStanding::Refused(verdict)];
    for (standing, name) in all.iter().zip(PauseStanding::NAMES) {
        let json = serde_json::to_value(standing).unwrap();
        assert_eq!((standing.name(), &json["decision"]), (name, &serde_json::json!(name)));
        assert_eq!(&serde_json::from_value::<PauseStanding>(json).unwrap(), standing);
    }
}

mod doubtful_times {
    use proptest::prelude::*;

    use super::*;

    /// A length, and a time known with so much doubt before and after it, all in minutes.
    fn known() -> impl Strategy<Value = (i64, i64, i64)> {
        let doubt = || prop_oneof![Just(0_i64), 0..90_i64];
        (0..240_i64, doubt(), doubt())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// 3.3.3 REPAIR-WINDOW: however badly the times are known, a verdict beyond doubt is true of the unpaused time.
        #[test]
        fn a_verdict_beyond_doubt_is_true(pauses in prop::collection::vec((known(), known()), 0..4), done in known()) {
            let mut story = on_site();
            let (mut now, mut stood_still) = (30, 0);
            let at = |now: i64, (_, before, after): (i64, i64, i64)| TimeInterval::between(minute(now - before), minute(now + after));
            for (worked, stood) in pauses {
                now += worked.0;
                let from = at(now, worked);
                now += stood.0;
                stood_still += stood.0;
                let pause = story.pause(from, at(now, stood));
                story.decide(pause, true);
            }
            now += done.0;
            story.tell_when(at(now, done), None, repaired(false));
            let unpaused = now - stood_still;
            match story.repair().verdict {
                Verdict::Met => prop_assert!(unpaused <= 8 * HOUR, "met after {unpaused} min"),
                Verdict::Missed => prop_assert!(unpaused > 8 * HOUR, "missed after {unpaused} min"),
                Verdict::Open | Verdict::Indeterminate => {}
            }
        }
    }
}
