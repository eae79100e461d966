//! The decisions of intake, without a store.

use std::collections::{HashMap, HashSet};

use curbstop_core::event::{
    Author, CoverInspected, Dated, EstimateReason, Event, EventId, Fact, MethodUsed, ReadingEstimated,
};
use curbstop_core::model::{
    AreaId, BootId, CoverCondition, CoverKind, CoverOwner, CoverRecord, DeviceId, Moment, PitId, Position, RouteId,
    RouteRecord, Span, SubjectId, TimeInterval, Timestamp, Volume, WorkerId,
};
use curbstop_core::rules::trusted_time::{Anchors, Newest};
use curbstop_core::state::Subject;
use curbstop_core::wire::{Heard, refusal};

use super::admit::{Admitted, Fresh, Known, Reach, admit};
use super::fold::fold;
use super::sender::{Sender, Split, split};
use super::{Books, read};

const NOON: Timestamp = Timestamp::from_millis(1_793_592_000_000);

fn sender() -> Sender {
    Sender {
        device: DeviceId::new(3),
        revoked: false,
        enrolled_at: NOON,
        have_through: 0,
        anchors: Anchors::default(),
        answered_at: Some(NOON),
        newest: Newest::NONE,
    }
}

fn uptime(minutes: i64) -> Moment {
    // The wall clock is a day wrong: it must not matter.
    Moment::new(BootId(1), Span::minutes(minutes), NOON + Span::days(1) + Span::minutes(minutes))
}

#[test]
fn a_batch_is_parted_by_what_is_had() {
    assert_eq!(split(2, 1, vec!['a', 'b', 'c']), Split { again: vec![(1, 'a'), (2, 'b')], fresh: vec![(3, 'c')] });
    assert_eq!(split(2, 4, vec!['d']), Split { again: vec![], fresh: vec![] });
    assert_eq!(split(0, 0, vec!['?']), Split { again: vec![], fresh: vec![] });
    assert_eq!(split(u64::MAX, u64::MAX, vec!['z']).again.len(), 1);
}

#[test]
fn only_what_was_said_is_believed_when_it_comes_back() {
    let heard = |server_time| Some(Heard { boot: BootId(1), uptime: Span::minutes(10), server_time });
    let width = |heard: Option<Heard>| {
        let mut sender = sender();
        sender.note_clocks(uptime(60), heard, NOON + Span::minutes(50));
        sender.date(uptime(30), NOON + Span::minutes(50)).width()
    };
    assert!(width(heard(NOON)) < Span::seconds(1));
    assert!(width(heard(NOON + Span::minutes(5))) > Span::minutes(10), "a lie proves nothing");
    assert!(width(None) > Span::minutes(10));
}

#[test]
fn a_fact_without_an_anchor_is_not_older_than_the_enrolment_of_its_phone() {
    let mut sender = sender();
    sender.note_clocks(uptime(60), None, NOON + Span::minutes(50));
    assert_eq!(sender.date(uptime(30), NOON + Span::minutes(50)).earliest, NOON);
    // A cloned phone brings facts that are certainly older than its new enrolment.
    let mut anew = self::sender();
    anew.enrolled_at = NOON + Span::hours(5);
    anew.note_clocks(uptime(60), None, NOON + Span::minutes(50));
    assert!(anew.date(uptime(30), NOON + Span::minutes(50)).earliest < NOON);
}

#[test]
fn what_was_recorded_later_never_sorts_before_what_was_recorded_earlier() {
    let mut sender = sender();
    sender.note_clocks(uptime(60), None, NOON + Span::minutes(50));
    let mut before = Timestamp::MIN;
    for minutes in [1, 5, 30, 30, 50] {
        let at = sender.date(uptime(minutes), NOON + Span::minutes(50)).middle();
        assert!(at >= before);
        before = at;
    }
}

#[test]
fn a_fact_that_is_sent_again_under_a_new_number_is_as_old_as_it_was() {
    let mut sender = sender();
    let heard = Heard { boot: BootId(1), uptime: Span::minutes(10), server_time: NOON };
    sender.note_clocks(uptime(11), Some(heard), NOON + Span::minutes(1));
    let first = sender.date(uptime(11), NOON + Span::minutes(1));
    sender.settle_clocks();
    sender.note_clocks(uptime(370), None, NOON + Span::hours(6));
    sender.date(uptime(370), NOON + Span::hours(6));
    sender.settle_clocks();
    sender.note_clocks(uptime(371), None, NOON + Span::hours(6) + Span::minutes(1));
    let again = sender.date(uptime(11), NOON + Span::hours(6) + Span::minutes(1));
    assert!((again.middle() - first.middle()).abs() < Span::seconds(5), "{first:?} and then {again:?}");
    assert!(again.width() < Span::seconds(10), "{again:?}");
}

fn event(seq: u64, subject: &str, fact: Fact) -> Event {
    Event {
        id: EventId { device: DeviceId::new(3), seq },
        author: Author::Worker(WorkerId::new("w1").unwrap()),
        subject: subject.parse().unwrap(),
        moment: uptime(0),
        fix: None,
        rulebook: curbstop_core::rulebook::RulebookVersion(1),
        fact,
    }
}

fn fresh(seq: u64, minutes: i64, subject: &str, fact: Fact) -> Fresh {
    let at = TimeInterval::exact(NOON + Span::minutes(minutes));
    let event = event(seq, subject, fact);
    Fresh { seq, raw: serde_json::to_string(&event).unwrap().into(), event: Ok((event, at)) }
}

fn seen(condition: CoverCondition) -> Fact {
    Fact::CoverInspected(CoverInspected { condition, owner: None, photos: Vec::new(), note: String::new() })
}

fn cover(area: &str) -> Fact {
    Fact::CoverRegistered(Box::new(CoverRecord {
        id: "v1".parse().unwrap(),
        area: AreaId::new(area).unwrap(),
        position: Position::new(35.7, 114.3).unwrap(),
        kind: CoverKind::ValvePit,
        owner: CoverOwner::Ours,
        pit: None,
        place: String::new(),
    }))
}

fn books() -> Books {
    Books::read([Books::default_text().unwrap()]).unwrap()
}

/// Folds facts on nothing; gives back what is known then, and the log.
fn entered(facts: Vec<Fresh>) -> (HashMap<SubjectId, Known>, Vec<Dated>) {
    let admitted = admit(facts, &HashMap::new(), &Reach::Everything);
    let log: Vec<Dated> = admitted.facts.iter().map(|(dated, _)| dated.clone()).collect();
    let changes = fold(admitted, HashMap::new(), HashMap::new(), &books()).unwrap();
    let known = changes.subjects.into_iter().map(|change| {
        let subject = Subject::from_parts(&change.id, change.record.as_deref(), &change.state).unwrap();
        (change.id, Known { subject, state_json: change.state, last: change.last })
    });
    (known.collect(), log)
}

fn codes(admitted: &Admitted) -> Vec<&str> {
    admitted.set_aside.iter().map(|aside| aside.refusal.code.as_str()).collect()
}

#[test]
fn a_subject_must_be_in_the_books_and_within_reach() {
    let (known, _) = entered(vec![fresh(1, 0, "cover:v1", cover("N"))]);
    let reach = |bucket: &str| Reach::Held { buckets: HashSet::from([bucket.parse().unwrap()]), left: HashSet::new() };
    let facts = || {
        vec![fresh(1, 1, "cover:v1", seen(CoverCondition::Sound)), fresh(2, 1, "cover:v2", seen(CoverCondition::Sound))]
    };
    assert_eq!(codes(&admit(facts(), &known, &reach("area:N"))), [refusal::SUBJECT_UNKNOWN]);
    assert_eq!(codes(&admit(facts(), &known, &reach("area:S"))), [refusal::NOT_YOURS, refusal::SUBJECT_UNKNOWN]);
    let left = Reach::Held { buckets: HashSet::new(), left: HashSet::from(["cover:v1".parse().unwrap()]) };
    assert_eq!(codes(&admit(facts(), &known, &left)), [refusal::SUBJECT_UNKNOWN]);
}

#[test]
fn an_estimate_stands_also_where_its_pit_is_not_in_the_books() {
    let mut record = RouteRecord {
        id: RouteId::new("R1").unwrap(),
        name: String::new(),
        area: AreaId::new("N").unwrap(),
        department: "D".parse().unwrap(),
        reader: None,
        window: curbstop_core::model::ReadingWindow::MONTH,
    };
    record.name.push('1');
    let (mut known, _) = entered(vec![fresh(1, 0, "route:R1", Fact::RouteRegistered(Box::new(record)))]);
    // Any registered subject will do for the point: only the door is looked at.
    let point: SubjectId = "point:p1".parse().unwrap();
    let route = known.remove(&"route:R1".parse().unwrap()).unwrap();
    known.insert(point.clone(), route);
    let estimate = Fact::ReadingEstimated(ReadingEstimated {
        consumption: Volume::ZERO,
        method: MethodUsed::ByHand,
        reason: EstimateReason::PitCovered,
        pit: Some(PitId::new("nowhere").unwrap()),
        photos: Vec::new(),
        note: String::new(),
    });
    let admitted = admit(vec![fresh(1, 1, "point:p1", estimate)], &known, &Reach::Everything);
    assert_eq!((admitted.facts.len(), admitted.set_aside.len()), (1, 0));
    assert_eq!(admitted.touched, [(point, vec![0])]);
}

#[test]
fn a_late_fact_is_folded_in_its_place_and_says_what_follows_there() {
    let (known, log) =
        entered(vec![fresh(1, 0, "cover:v1", cover("N")), fresh(2, 60, "cover:v1", seen(CoverCondition::Sound))]);
    let id: SubjectId = "cover:v1".parse().unwrap();
    let admitted = admit(vec![fresh(3, 30, "cover:v1", seen(CoverCondition::Missing))], &known, &Reach::Everything);
    assert_eq!(admitted.late(&known).collect::<Vec<_>>(), [&id]);
    let changes = fold(admitted, known, HashMap::from([(id, log)]), &books()).unwrap();
    assert!(!changes.facts[0].follow_ups.is_empty(), "it was missing then: to be made safe");
    let change = &changes.subjects[0];
    assert_eq!(change.last.0, NOON + Span::minutes(60), "the last fact is still the last");
    assert!(change.record.is_none() && change.left.is_none(), "the books did not change");
}

/// Sent again: the batch brings a newer fact of the same subject before an older one.
#[test]
fn a_batch_that_is_not_in_order_is_folded_in_order() {
    let (known, log) =
        entered(vec![fresh(1, 0, "cover:v1", cover("N")), fresh(2, 10, "cover:v1", seen(CoverCondition::Sound))]);
    let id: SubjectId = "cover:v1".parse().unwrap();
    let fold_all = |facts, known: HashMap<SubjectId, Known>| {
        let admitted = admit(facts, &known, &Reach::Everything);
        let logs = admitted.late(&known).map(|id| (id.clone(), log.clone())).collect();
        let mut changes = fold(admitted, known, logs, &books()).unwrap();
        (changes.subjects.remove(0), changes.facts.len())
    };
    let (missing, sound) = (seen(CoverCondition::Missing), seen(CoverCondition::Sound));
    for earlier in [5, 30] {
        let facts = |swapped: bool| {
            let mut facts =
                vec![fresh(3, earlier, "cover:v1", missing.clone()), fresh(4, 60, "cover:v1", sound.clone())];
            if swapped {
                facts.swap(0, 1);
            }
            facts
        };
        let (sorted, _) = fold_all(facts(false), known.clone());
        let (shuffled, count) = fold_all(facts(true), known.clone());
        assert_eq!((&sorted.state, sorted.last), (&shuffled.state, shuffled.last), "{earlier}");
        assert_eq!((count, &shuffled.id), (2, &id));
    }
}

#[test]
fn what_a_fact_changes_is_told_and_nothing_else() {
    let (known, _) = entered(vec![fresh(1, 0, "cover:v1", cover("N"))]);
    let after = |fact| {
        let admitted = admit(vec![fresh(2, 1, "cover:v1", fact)], &known, &Reach::Everything);
        fold(admitted, known.clone(), HashMap::new(), &books()).unwrap().subjects.remove(0)
    };
    let same = after(cover("N"));
    assert!(!same.visible && same.record.is_none() && same.columns.is_none());
    let moved = after(cover("S"));
    assert_eq!((moved.left, moved.bucket), (Some("area:N".parse().unwrap()), "area:S".parse().unwrap()));
    assert!(moved.record.is_some() && moved.columns.is_some() && moved.visible);
    let seen = after(seen(CoverCondition::Missing));
    assert!(seen.record.is_none() && seen.visible && seen.columns.is_some_and(|columns| columns.now().is_unsafe));
}

#[test]
fn an_event_is_judged_by_itself_before_anything_is_loaded() {
    let worker = [WorkerId::new("w1").unwrap()];
    let code = |json: String, seq| {
        let raw = serde_json::value::RawValue::from_string(json).unwrap();
        read(raw, EventId { device: DeviceId::new(3), seq }, &worker).event.map_err(|refusal| refusal.code)
    };
    let good = event(1, "cover:v1", seen(CoverCondition::Sound));
    let json = |event: &Event| serde_json::to_string(event).unwrap();
    assert_eq!(code(json(&good), 1).as_ref(), Ok(&good));
    assert_eq!(code(json(&good), 2), Err(refusal::WRONG_ID.to_owned()));
    let as_office = Event { author: Author::System, ..good.clone() };
    assert_eq!(code(json(&as_office), 1), Err(refusal::WORKER_UNKNOWN.to_owned()));
    let mut turned = good.clone();
    turned.moment.uptime = Span::millis(-1);
    assert_eq!(code(json(&turned), 1), Err(refusal::FIELD.to_owned()));
    assert_eq!(code("[1,2]".to_owned(), 1), Err(refusal::UNREADABLE.to_owned()));
    assert_eq!(code(format!("\"{}\"", "x".repeat(70_000)), 1), Err(refusal::TOO_LARGE.to_owned()));
}
