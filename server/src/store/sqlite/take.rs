//! Taking facts in: what a phone sent, and what the office states, the same way. Runs inside the writer's transaction.

use std::collections::{BTreeSet, HashMap, HashSet};

use curbstop_core::event::EventId;
use curbstop_core::model::{BucketId, DeviceId, SubjectId, TimeInterval, Timestamp};
use curbstop_core::rules::finding;
use curbstop_core::state::FollowUp;
use curbstop_core::wire::{EventOutcome, Outcome, Refusal};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{at, conduct, damaged, device, photo, quarantine, subject};
use crate::intake::{self, Books, Changes, FactTaken, Fresh, Reach, Received, Sender, SetAside};
use crate::store::{AcceptedFacts, Batch, BatchTaken, Changed, OfficeBatch, StoreError};

/// Facts of the office that are folded at once: what is loaded for them bounds the memory of a large import.
const OFFICE_FACTS_AT_ONCE: usize = 1_000;

/// Takes in what a phone sent.
pub(super) fn push(connection: &Connection, batch: Batch, books: &Books) -> Result<BatchTaken, StoreError> {
    let (mut sender, workers) = device::load(connection, batch.device)?;
    let knows_more = sender.is_outdone_by(batch.first_seq, batch.answered);
    if knows_more {
        tracing::warn!(
            device.id = batch.device.number(),
            "a phone knows more than this database; if it was put back from a backup, start once with --restored-from-backup"
        );
    }
    sender.note_clocks(batch.sent, batch.heard, batch.received_at);
    let buckets = if sender.revoked { BTreeSet::new() } else { device::buckets_of(connection, &workers)? };
    let held = device::hold(connection, sender.device, batch.received_at, &buckets)?;
    let parts = intake::split(sender.have_through, batch.first_seq, batch.events);

    let mut taken = Taken::new(batch.received_at);
    taken.again(connection, sender.device, parts.again)?;
    let through = parts.fresh.last().map_or(sender.have_through, |(seq, _)| *seq);
    let (fresh, newest_at) = dated(&mut sender, parts.fresh, batch.received_at);
    if !fresh.is_empty() {
        taken.fresh(connection, sender.device, fresh, Some(held), books)?;
    }
    sender.have_through = through;
    sender.answered_at = Some(batch.received_at);
    device::save(connection, &sender, batch.received_at)?;
    taken.outcomes.sort_by_key(|outcome| outcome.seq);
    Ok(BatchTaken {
        have_through: sender.have_through,
        outcomes: taken.outcomes,
        newest_at,
        buckets,
        knows_more,
        changed: taken.changed,
    })
}

/// Gives each new fact its time; the second is that of the newest.
fn dated(
    sender: &mut Sender,
    events: Vec<(u64, Received)>,
    received_at: Timestamp,
) -> (Vec<Fresh>, Option<TimeInterval>) {
    let mut newest = None;
    let date = |(seq, Received { raw, event })| {
        let event = match event {
            _ if sender.revoked => Err(intake::revoked()),
            Ok(event) => {
                let at = sender.date(event.moment, received_at);
                newest = Some(at);
                Ok((event, at))
            }
            Err(refusal) => Err(refusal),
        };
        Fresh { seq, raw, event }
    };
    let fresh = events.into_iter().map(date).collect();
    sender.settle_clocks();
    (fresh, newest)
}

/// Takes in the office's facts, all or none: the caller's savepoint goes back where one is refused.
pub(super) fn accept(connection: &Connection, batch: OfficeBatch, books: &Books) -> Result<AcceptedFacts, StoreError> {
    let (mut sender, _) = device::load(connection, DeviceId::OFFICE)?;
    let first = sender.have_through + 1;
    let mut taken = Taken::new(batch.now);
    let mut facts = batch.facts.into_iter();
    loop {
        let mut fresh = Vec::new();
        for (subject, fact) in facts.by_ref().take(OFFICE_FACTS_AT_ONCE) {
            sender.have_through += 1;
            let seq = sender.have_through;
            let event = intake::office_event(seq, batch.author.clone(), subject, fact, batch.now, books.newest())
                .map_err(|refusal| refused(seq - first, refusal))?;
            let raw = serde_json::to_string(&event).map_err(|error| damaged("a fact of the office", error))?;
            fresh.push(Fresh { seq, raw: raw.into(), event: Ok((event, sender.date_exactly(batch.now))) });
        }
        if fresh.is_empty() {
            break;
        }
        taken.fresh(connection, DeviceId::OFFICE, fresh, None, books)?;
        if let Some(EventOutcome { seq, outcome: Outcome::Refused(refusal) }) =
            taken.outcomes.iter().find(|outcome| matches!(outcome.outcome, Outcome::Refused(_)))
        {
            return Err(refused(seq - first, refusal.clone()));
        }
    }
    device::save(connection, &sender, batch.now)?;
    let ids = (first..=sender.have_through).map(|seq| EventId { device: DeviceId::OFFICE, seq }).collect();
    let follow_ups = taken.outcomes.into_iter().filter_map(|outcome| match outcome.outcome {
        Outcome::FollowUps { follow_ups } => Some((place(outcome.seq - first), follow_ups)),
        Outcome::Refused(_) => None,
    });
    Ok(AcceptedFacts { ids, follow_ups: follow_ups.collect(), changed: taken.changed })
}

fn refused(index: u64, refusal: Refusal) -> StoreError {
    StoreError::Refused { index: place(index), refusal: Box::new(refusal) }
}

fn place(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// What a transaction has taken in so far.
struct Taken {
    now: Timestamp,
    outcomes: Vec<EventOutcome>,
    changed: Changed,
}

impl Taken {
    fn new(now: Timestamp) -> Self {
        Self { now, outcomes: Vec::new(), changed: Changed::default() }
    }

    /// Events that are had: the same answer again. Other bytes under the same number are a cloned phone's; they are kept.
    fn again(
        &mut self,
        connection: &Connection,
        device: DeviceId,
        events: Vec<(u64, Received)>,
    ) -> Result<(), StoreError> {
        for (seq, Received { raw, .. }) in events {
            let outcome = match had(connection, device, seq, &raw)? {
                Had::Applied(follow_ups) if follow_ups.is_empty() => continue,
                Had::Applied(follow_ups) => Outcome::FollowUps { follow_ups },
                Had::SetAside(refusal) => Outcome::Refused(refusal),
                Had::Other => {
                    let refusal = intake::cloned(EventId { device, seq });
                    self.set_aside(connection, device, &SetAside { seq, raw, refusal: refusal.clone() })?;
                    Outcome::Refused(refusal)
                }
            };
            self.outcomes.push(EventOutcome { seq, outcome });
        }
        Ok(())
    }

    /// New events. `held`: what a phone may write about; `None` is the office.
    fn fresh(
        &mut self,
        connection: &Connection,
        device: DeviceId,
        fresh: Vec<Fresh>,
        held: Option<HashSet<BucketId>>,
        books: &Books,
    ) -> Result<(), StoreError> {
        let asked: Vec<SubjectId> = fresh.iter().flat_map(|f| f.event.iter().flat_map(|(e, _)| e.subjects())).collect();
        let loaded = subject::load(connection, &asked)?;
        let reach = match held {
            None => Reach::Everything,
            Some(buckets) => Reach::Held { left: subject::that_left(connection, &loaded, &buckets)?, buckets },
        };
        let admitted = intake::admit(fresh, &loaded.known, &reach);
        let mut logs = HashMap::new();
        for id in admitted.late(&loaded.known) {
            if let Some(number) = loaded.numbers.get(id) {
                logs.insert(id.clone(), subject::log(connection, *number)?);
            }
        }
        let changes = intake::fold(admitted, loaded.known, logs, books)
            .map_err(|error| StoreError::Database { what: "folding", reason: error.to_string() })?;
        self.write(connection, device, changes, &loaded.numbers, books)
    }

    fn write(
        &mut self,
        connection: &Connection,
        device: DeviceId,
        changes: Changes,
        known: &HashMap<SubjectId, i64>,
        books: &Books,
    ) -> Result<(), StoreError> {
        write_events(connection, &changes.facts, self.now)?;
        photo::note_named(connection, &changes.facts)?;
        let mut numbers = subject::Numbers::take(connection, &changes.subjects)?;
        for change in &changes.subjects {
            let number = subject::save(connection, change, known.get(&change.id).copied(), &mut numbers)?;
            write_log(connection, number, change.facts.iter().filter_map(|&place| changes.facts.get(place)))?;
            if change.visible {
                self.changed.kinds.insert(change.id.kind());
            }
            if finding::is_judged(&change.id) && conduct::derive(connection, &change.id, number, books, self.now)? {
                self.changed.kinds.insert("finding");
            }
        }
        self.changed.buckets.extend(numbers.buckets().cloned());
        for aside in changes.set_aside {
            self.set_aside(connection, device, &aside)?;
            self.outcomes.push(EventOutcome { seq: aside.seq, outcome: Outcome::Refused(aside.refusal) });
        }
        for fact in changes.facts {
            if !fact.follow_ups.is_empty() {
                let seq = fact.dated.event.id.seq;
                self.outcomes.push(EventOutcome { seq, outcome: Outcome::FollowUps { follow_ups: fact.follow_ups } });
            }
        }
        Ok(())
    }

    fn set_aside(&mut self, connection: &Connection, device: DeviceId, aside: &SetAside) -> Result<(), StoreError> {
        quarantine::put(connection, device, aside, self.now)?;
        self.changed.kinds.insert("quarantine");
        tracing::warn!(
            device.id = device.number(), event.seq = aside.seq, event.refusal = %aside.refusal.code, "an event is set aside"
        );
        Ok(())
    }
}

/// What is had under a number.
enum Had {
    /// These very bytes, applied.
    Applied(Vec<FollowUp>),
    /// These very bytes, in quarantine.
    SetAside(Refusal),
    /// Other bytes.
    Other,
}

fn had(connection: &Connection, device: DeviceId, seq: u64, raw: &str) -> Result<Had, StoreError> {
    let failed = at("looking up an event");
    let place = || format!("event {device}-{seq}");
    let applied: Option<Option<String>> = connection
        .prepare_cached("SELECT follow_ups FROM event WHERE device = ?1 AND seq = ?2 AND body = ?3")
        .and_then(|mut s| s.query_row(params![device.number(), seq, raw], |row| row.get(0)).optional())
        .map_err(&failed)?;
    if let Some(follow_ups) = applied {
        let follow_ups = follow_ups.map(|json| serde_json::from_str(&json)).transpose();
        return Ok(Had::Applied(follow_ups.map_err(|error| damaged(place(), error))?.unwrap_or_default()));
    }
    Ok(quarantine::refusal_of(connection, device, seq, raw)?.map_or(Had::Other, Had::SetAside))
}

fn write_events(connection: &Connection, facts: &[FactTaken], now: Timestamp) -> Result<(), StoreError> {
    let failed = at("writing an event");
    let mut statement = connection
        .prepare_cached(
            "INSERT INTO event (device, seq, body, earliest, latest, received_at, follow_ups)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .map_err(&failed)?;
    for fact in facts {
        let (device, seq) = fact.dated.event.id.into();
        let TimeInterval { earliest, latest } = fact.dated.at;
        let follow_ups = (!fact.follow_ups.is_empty()).then(|| serde_json::to_string(&fact.follow_ups)).transpose();
        let follow_ups = follow_ups.map_err(|error| damaged("follow-ups", error))?;
        let (earliest, latest, received_at) = (earliest.as_millis(), latest.as_millis(), now.as_millis());
        statement
            .execute(params![device, seq, &*fact.raw, earliest, latest, received_at, follow_ups])
            .map_err(&failed)?;
    }
    Ok(())
}

fn write_log<'a>(
    connection: &Connection,
    number: i64,
    facts: impl Iterator<Item = &'a FactTaken>,
) -> Result<(), StoreError> {
    let failed = at("writing a log");
    let mut statement = connection
        .prepare_cached("INSERT INTO event_subject (subject, at, device, seq) VALUES (?1, ?2, ?3, ?4)")
        .map_err(&failed)?;
    for fact in facts {
        let (device, seq) = fact.dated.event.id.into();
        statement.execute(params![number, fact.dated.at.middle().as_millis(), device, seq]).map_err(&failed)?;
    }
    Ok(())
}
