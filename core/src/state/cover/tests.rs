//! The fold of a cover and the verdicts that follow from it, rule by rule (3.2.4, 5.9).

use super::*;
use crate::event::{Author, CoverMadeSafe, CoverReplaced, Event, ReportedUp};
use crate::model::{
    AreaId, BootId, CoverId, CoverKind, DeviceId, Moment, PhotoId, Position, Span, SubjectId, Timestamp,
};
use crate::rules::cover::clocks;
use crate::rules::patrol::{self, Patrol};
use crate::rules::verdict::{Clock, ClockKind, Verdict};

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_780_000_000_000) + Span::minutes(minutes)
}

const fn hours(h: i64) -> i64 {
    h * 60
}

struct Story {
    of: Of<CoverRecord, CoverState>,
    book: Rulebook,
    seq: u64,
}

impl Story {
    fn of(owner: CoverOwner) -> Self {
        let record = CoverRecord {
            id: CoverId::new("C1").unwrap(),
            area: AreaId::new("A1").unwrap(),
            position: Position::new(35.7, 114.3).unwrap(),
            kind: CoverKind::ValvePit,
            owner,
            pit: None,
            place: String::new(),
        };
        let of = Of { record: Some(record), state: CoverState::default() };
        Self { of, book: Rulebook::default_book(), seq: 0 }
    }

    fn tell_when(&mut self, at: TimeInterval, fact: Fact) -> Vec<FollowUp> {
        self.seq += 1;
        let event = Event {
            id: EventId { device: DeviceId::new(1), seq: self.seq },
            author: Author::System,
            subject: SubjectId::Cover(CoverId::new("C1").unwrap()),
            moment: Moment::new(BootId(1), Span::ZERO, minute(0)),
            fix: None,
            rulebook: self.book.version,
            fact,
        };
        apply(&mut self.of, &Dated { event, at }, &self.book)
    }

    fn tell(&mut self, at: i64, fact: Fact) -> Vec<FollowUp> {
        self.tell_when(TimeInterval::exact(minute(at)), fact)
    }

    fn see(&mut self, at: i64, condition: CoverCondition) -> Vec<FollowUp> {
        self.tell(at, seen(condition, None))
    }

    fn state(&self) -> &CoverState {
        &self.of.state
    }

    fn clock(&self, kind: ClockKind) -> Option<Clock> {
        let record = self.of.record.as_ref().unwrap();
        clocks(record, self.state(), &self.book, minute(hours(48))).into_iter().find(|clock| clock.kind == kind)
    }

    fn verdict(&self, kind: ClockKind) -> Option<Verdict> {
        self.clock(kind).map(|clock| clock.verdict)
    }
}

fn seen(condition: CoverCondition, owner: Option<CoverOwner>) -> Fact {
    Fact::CoverInspected(CoverInspected { condition, owner, photos: Vec::new(), note: String::new() })
}

fn made_safe() -> Fact {
    Fact::CoverMadeSafe(CoverMadeSafe { barrier: BarrierKind::BarrierAndSign, photos: Vec::new() })
}

fn replaced() -> Fact {
    let photo = || vec![PhotoId::of(b"ab")];
    Fact::CoverReplaced(CoverReplaced { before: photo(), after: photo() })
}

fn reported_up() -> Fact {
    Fact::CoverReportedUp(ReportedUp { note: String::new() })
}

/// 3.2.4 COVER-SAFE, COVER-REPLACE: both clocks run from the first look that finds it missing or damaged.
#[test]
fn a_dangerous_cover_is_made_safe_and_replaced() {
    for condition in [CoverCondition::Missing, CoverCondition::Damaged] {
        let mut story = Story::of(CoverOwner::Ours);
        let due = [FollowUp::MakeSafe { due: minute(60) }, FollowUp::Replace { due: minute(hours(24)) }];
        assert_eq!(story.see(0, condition), due);
        assert_eq!(story.see(20, condition), due, "seen again, it is due when it was due");
        assert_eq!(story.verdict(ClockKind::MakeSafe), Some(Verdict::Open));
    }
    for condition in [CoverCondition::Loose, CoverCondition::Uneven, CoverCondition::WrongType] {
        let mut story = Story::of(CoverOwner::Ours);
        assert_eq!(story.see(0, condition), [], "3.2.4 sets no time for {condition:?}");
        assert_eq!(story.state().defect.as_ref().map(|defect| defect.condition), Some(condition));
        assert_eq!(story.clock(ClockKind::MakeSafe), None);
    }
}

/// 3.2.4 COVER-SAFE: one hour; COVER-REPLACE: 24 hours; to the minute, and with doubt.
#[test]
fn the_limits_of_safe_and_replace() {
    for (at, doubt, verdict) in
        [(60, 0, Verdict::Met), (61, 0, Verdict::Missed), (60, 1, Verdict::Indeterminate), (59, 1, Verdict::Met)]
    {
        let around = |at| TimeInterval::between(minute(at - doubt), minute(at + doubt));
        let mut story = Story::of(CoverOwner::Ours);
        story.see(0, CoverCondition::Missing);
        story.tell_when(around(at), made_safe());
        assert_eq!(story.verdict(ClockKind::MakeSafe), Some(verdict), "made safe at {at} ± {doubt}");
        assert_eq!(story.verdict(ClockKind::Replace), Some(Verdict::Open));
        story.tell_when(around(at + hours(23)), replaced());
        assert_eq!(story.verdict(ClockKind::Replace), Some(verdict), "replaced 23 h later");
        assert_eq!(story.verdict(ClockKind::MakeSafe), Some(verdict), "the barrier's time stays");
    }
}

/// 3.2.4 COVER-SAFE: replaced within the hour, it needed no barrier.
#[test]
fn replaced_at_once_is_safe() {
    let mut story = Story::of(CoverOwner::Ours);
    story.see(0, CoverCondition::Missing);
    story.tell(30, replaced());
    assert_eq!(story.verdict(ClockKind::MakeSafe), Some(Verdict::Met));
    assert_eq!(story.state().condition, Some(CoverCondition::Sound));
    assert_eq!(story.state().defect, None);
}

/// 3.2.4 COVER-SAFE: whoever owns it; COVER-REPLACE, 5.9: not somebody else's, by what was seen on the spot.
#[test]
fn somebody_elses_cover_is_made_safe_but_not_replaced() {
    let mut story = Story::of(CoverOwner::Ours);
    let other = seen(CoverCondition::Missing, Some(CoverOwner::Other));
    assert_eq!(story.tell(0, other), [FollowUp::MakeSafe { due: minute(60) }]);
    assert_eq!(story.clock(ClockKind::Replace), None);
    let mut unknown = Story::of(CoverOwner::Unknown);
    unknown.see(0, CoverCondition::Missing);
    assert!(unknown.clock(ClockKind::Replace).is_some(), "ours until somebody says otherwise");
}

/// 3.2.4 COVER-STATE: a cover that is seen sound again was mended at some time after it was last seen wrong.
#[test]
fn seen_sound_ends_a_defect_and_is_noted_as_such() {
    for (last_wrong, sound, verdict) in
        [(2, 20, Verdict::Met), (2, 30, Verdict::Indeterminate), (25, 30, Verdict::Missed)]
    {
        let mut story = Story::of(CoverOwner::Ours);
        story.see(0, CoverCondition::Missing);
        story.tell(30, made_safe());
        story.see(hours(last_wrong), CoverCondition::Missing);
        story.see(hours(sound), CoverCondition::Sound);
        let ended = story.state().last_defect.as_ref().unwrap().ended.unwrap();
        assert_eq!(ended.by, DefectEndedBy::SeenSound);
        assert_eq!(ended.at, TimeInterval::between(minute(hours(last_wrong)), minute(hours(sound))));
        assert_eq!((story.state().defect.clone(), story.state().replaced_at), (None, None));
        assert_eq!(story.verdict(ClockKind::Replace), Some(verdict));
    }
}

/// 3.2.4 COVER-STATE: buried was not looked at, and less bad was not replaced.
#[test]
fn a_danger_stands_until_it_is_replaced_or_seen_sound() {
    let mut story = Story::of(CoverOwner::Ours);
    story.see(0, CoverCondition::Missing);
    for condition in [CoverCondition::Buried, CoverCondition::WrongType, CoverCondition::Loose] {
        story.see(30, condition);
        let defect = story.state().defect.as_ref().unwrap();
        assert_eq!((defect.condition, defect.since), (CoverCondition::Missing, TimeInterval::exact(minute(0))));
        assert_eq!(story.state().condition, Some(condition));
    }
    story.see(40, CoverCondition::Damaged);
    let defect = story.state().defect.as_ref().unwrap();
    assert_eq!((defect.condition, defect.since), (CoverCondition::Damaged, TimeInterval::exact(minute(0))));
}

/// 3.2.4 COVER-SAFE: a loose cover that goes missing is a new danger, with clocks of its own.
#[test]
fn a_defect_that_becomes_dangerous_starts_the_clocks() {
    let mut story = Story::of(CoverOwner::Ours);
    story.see(0, CoverCondition::Loose);
    story.tell(5, made_safe());
    assert_eq!(story.see(hours(10), CoverCondition::Missing)[0], FollowUp::MakeSafe { due: minute(hours(11)) });
    assert_eq!(story.verdict(ClockKind::MakeSafe), Some(Verdict::Open));
}

/// 3.2.4 REPORT-UP: the receipt has its time, with a defect and without; the first report of a defect is the one that counts.
#[test]
fn a_report_to_the_supervisor_keeps_its_time() {
    let mut story = Story::of(CoverOwner::Ours);
    story.tell(0, reported_up());
    assert_eq!(story.state().reported_up_at, Some(TimeInterval::exact(minute(0))));
    story.see(10, CoverCondition::Uneven);
    story.tell(11, reported_up());
    story.tell(50, reported_up());
    assert_eq!(story.state().defect.as_ref().unwrap().reported_up_at, Some(TimeInterval::exact(minute(11))));
}

/// 3.2.4 PATROL: any look counts, also one that replaces the cover or finds it buried.
#[test]
fn any_look_counts_for_the_patrol() {
    let mut story = Story::of(CoverOwner::Ours);
    let status = |story: &Story| patrol::status(story.state().seen_at, &story.book, minute(hours(24)));
    assert_eq!(status(&story), Patrol::NeverSeen);
    for fact in [seen(CoverCondition::Buried, None), seen(CoverCondition::Sound, None), replaced()] {
        story.of.state.seen_at = None;
        story.tell(hours(1), fact);
        assert!(matches!(status(&story), Patrol::Due { .. }));
    }
}

/// 3.2.4 COVER-REPLACE: a missing photo is asked for; the fact stands.
#[test]
fn a_replacement_without_photos_stands_and_asks_for_them() {
    let mut story = Story::of(CoverOwner::Ours);
    story.see(0, CoverCondition::Missing);
    let bare = Fact::CoverReplaced(CoverReplaced { before: Vec::new(), after: Vec::new() });
    assert_eq!(story.tell(30, bare), [FollowUp::ReplacePhotos { before: true, after: true }]);
    assert_eq!(story.verdict(ClockKind::Replace), Some(Verdict::Met));
    assert_eq!(story.tell(40, replaced()), []);
}
