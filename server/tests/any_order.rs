//! Any split into requests and any order of the phones' requests gives the same state: 0 facts lost, 0 applied twice.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use std::sync::Arc;

use common::{Folder, MORNING, books, event, id, inspected, moment, taken};
use curbstop_core::event::{
    Author, BarrierKind, CoverMadeSafe, EstimateReason, Event, EventId, Fact, MethodUsed, NoReadReason,
    ReadingEstimated, ReadingMissed,
};
use curbstop_core::model::{CoverCondition, DeviceId, Span, SubjectId, Volume};
use curbstop_core::state::Subject;
use curbstop_core::wire::Heard;
use curbstop_server::intake::{self, Books};
use curbstop_server::secret::SecretHash;
use curbstop_server::store::sqlite::{Opening, WorksOn};
use curbstop_server::store::{Batch, FieldStore, NewDevice, OfficeBatch, SqliteStore};
use proptest::prelude::*;
use serde_json::value::RawValue;

const SUBJECTS: [&str; 3] = ["point:p1", "point:p2", "cover:v1"];

/// What a worker did: on which subject, which fact, and how many minutes after the one before.
type Did = (usize, u8, i64);

fn fact(subject: &str, which: u8) -> Fact {
    let Some((_, point)) = subject.split_once("point:") else {
        return match which % 4 {
            0 => inspected(CoverCondition::Sound),
            1 => inspected(CoverCondition::Missing),
            2 => inspected(CoverCondition::Damaged),
            _ => Fact::CoverMadeSafe(CoverMadeSafe { barrier: BarrierKind::Guarded, photos: Vec::new() }),
        };
    };
    match which % 4 {
        0 | 1 => Fact::ReadingTaken(taken(point, i64::from(which))),
        2 => Fact::ReadingEstimated(ReadingEstimated {
            consumption: Volume::cubic_metres(i64::from(which)),
            method: MethodUsed::ByHand,
            reason: EstimateReason::PitCovered,
            pit: None,
            photos: Vec::new(),
            note: String::new(),
        }),
        _ => Fact::ReadingMissed(ReadingMissed {
            reason: NoReadReason::NoAccess,
            photos: Vec::new(),
            note: String::new(),
        }),
    }
}

fn day(device: DeviceId, worker: &str, done: &[Did]) -> Vec<Event> {
    let mut at = MORNING + Span::minutes(1);
    let events = (1..).zip(done).map(|(seq, (subject, which, minutes))| {
        at = at + Span::minutes(*minutes);
        event(device, seq, worker, SUBJECTS[*subject], fact(SUBJECTS[*subject], *which), at)
    });
    events.collect()
}

/// Two phones of one worker's people, each with its day; sent in parts of these lengths, whose turn it is decided by `turns`.
async fn states(days: &[Vec<Did>; 2], parts: &[usize], turns: &[bool]) -> Vec<Subject> {
    let folder = Folder::new();
    let opening = Opening {
        path: folder.file("any.db"),
        new_epoch: "e".to_owned(),
        restored_from_backup: false,
        works_on: WorksOn::Threads,
    };
    let store = SqliteStore::open(&opening).unwrap();
    let rulebooks = Arc::new(Books::read([Books::default_text().unwrap()]).unwrap());
    let office = OfficeBatch { author: Author::System, now: MORNING, facts: books() };
    store.accept_office(office, Arc::clone(&rulebooks)).await.unwrap();
    let mut queues = Vec::new();
    for (name, done) in ["a", "b"].into_iter().zip(days) {
        let hash = SecretHash::of(name);
        store.add_enrol_code(hash, vec![id("w1")], MORNING + Span::hours(1)).await.unwrap();
        let new = NewDevice { code_hash: hash, token_hash: hash, model: String::new(), now: MORNING };
        let device = store.enrol(new).await.unwrap().unwrap();
        queues.push((device, day(device, "w1", done), 0));
    }
    let (mut parts, mut turns) = (parts.iter().cycle(), turns.iter().cycle());
    while queues.iter().any(|(_, events, sent)| *sent < events.len()) {
        let (device, events, sent) = &mut queues[usize::from(*turns.next().unwrap())];
        let next = (*sent + parts.next().unwrap()).min(events.len());
        let taken = store.push(batch(*device, *sent, &events[*sent..next]), Arc::clone(&rulebooks)).await.unwrap();
        assert_eq!(taken.have_through, u64::try_from(next).unwrap());
        *sent = next;
    }
    let mut states = Vec::new();
    for subject in SUBJECTS {
        states.push(store.subject(subject.parse::<SubjectId>().unwrap()).await.unwrap().unwrap());
    }
    store.close().await;
    states
}

fn batch(device: DeviceId, sent: usize, events: &[Event]) -> Batch {
    let (heard, received_at) = (moment(MORNING), MORNING + Span::hours(12));
    let first_seq = u64::try_from(sent).unwrap() + 1;
    let events = (first_seq..).zip(events).map(|(seq, event)| {
        let raw = RawValue::from_string(serde_json::to_string(event).unwrap()).unwrap();
        intake::read(raw, EventId { device, seq }, &[id("w1")])
    });
    Batch {
        device,
        received_at,
        sent: moment(received_at),
        heard: Some(Heard { boot: heard.boot, uptime: heard.uptime, server_time: MORNING }),
        answered: None,
        first_seq,
        events: events.collect(),
    }
}

fn some_day() -> impl Strategy<Value = Vec<Did>> {
    prop::collection::vec((0..SUBJECTS.len(), any::<u8>(), 0..20_i64), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_split_and_any_order_of_requests_gives_the_same_state(
        days in [some_day(), some_day()],
        parts in prop::collection::vec(1..5_usize, 1..6),
        turns in prop::collection::vec(any::<bool>(), 1..6).prop_filter("both have a turn", |t| t.contains(&true) && t.contains(&false)),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
        let (whole, split) = runtime.block_on(async {
            (states(&days, &[usize::MAX / 2], &[false, true]).await, states(&days, &parts, &turns).await)
        });
        prop_assert_eq!(whole, split);
    }
}
