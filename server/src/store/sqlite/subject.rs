//! Subjects: loading them with their logs, writing them with the numbers of their buckets.

use std::collections::{BTreeMap, HashMap, HashSet};

use curbstop_core::event::{Dated, Event, EventId};
use curbstop_core::model::{BucketId, SubjectId, TimeInterval, Timestamp};
use curbstop_core::state::Subject;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{at, damaged};
use crate::intake::{Known, SubjectChange};
use crate::store::StoreError;
use crate::store::projection::{ChangedColumns, EscalationOpen};

/// Subjects by id, each with its short number.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// What is known of each.
    pub(super) known: HashMap<SubjectId, Known>,
    /// The number of each.
    pub(super) numbers: HashMap<SubjectId, i64>,
}

/// Loads the subjects that are in the books.
pub(super) fn load<'a>(
    connection: &Connection,
    ids: impl IntoIterator<Item = &'a SubjectId>,
) -> Result<Loaded, StoreError> {
    let failed = at("loading a subject");
    let mut loaded = Loaded::default();
    let mut statement = connection
        .prepare_cached(
            "SELECT no, json, state, last_at, last_device, last_seq
             FROM subject LEFT JOIN record ON record.subject = no WHERE id = ?1",
        )
        .map_err(&failed)?;
    for id in ids {
        if loaded.known.contains_key(id) {
            continue;
        }
        let mut rows = statement.query(params![id.to_string()]).map_err(&failed)?;
        let Some(row) = rows.next().map_err(&failed)? else { continue };
        let record = row.get_ref(1).and_then(|value| Ok(value.as_str_or_null()?)).map_err(&failed)?;
        let state_json: String = row.get(2).map_err(&failed)?;
        let subject = Subject::from_parts(id, record, &state_json).map_err(|error| damaged(id.to_string(), error))?;
        let key = || -> rusqlite::Result<_> {
            Ok((Timestamp::from_millis(row.get(3)?), EventId::from((row.get::<_, u32>(4)?, row.get::<_, u64>(5)?))))
        };
        let last = key().map_err(&failed)?;
        loaded.numbers.insert(id.clone(), row.get(0).map_err(&failed)?);
        loaded.known.insert(id.clone(), Known { subject, state_json, last });
    }
    Ok(loaded)
}

/// Which of these subjects left one of these buckets.
pub(super) fn that_left(
    connection: &Connection,
    loaded: &Loaded,
    buckets: &HashSet<BucketId>,
) -> Result<HashSet<SubjectId>, StoreError> {
    let failed = at("looking up where a subject was");
    let mut left = HashSet::new();
    let outside = loaded.known.iter().filter(|(_, known)| !buckets.contains(&known.subject.bucket()));
    for (id, _) in outside {
        let Some(number) = loaded.numbers.get(id) else { continue };
        let mut statement =
            connection.prepare_cached("SELECT 1 FROM tombstone WHERE bucket = ?1 AND subject = ?2").map_err(&failed)?;
        for bucket in buckets {
            let found = statement.exists(params![bucket.to_string(), number]).map_err(&failed)?;
            if found {
                left.insert(id.clone());
                break;
            }
        }
    }
    Ok(left)
}

/// The whole log of a subject, in the order in which it is folded.
pub(super) fn log(connection: &Connection, number: i64) -> Result<Vec<Dated>, StoreError> {
    let failed = at("loading a log");
    let mut statement = connection
        .prepare_cached(
            "SELECT e.body, e.earliest, e.latest, e.device, e.seq
             FROM event_subject s JOIN event e ON e.device = s.device AND e.seq = s.seq
             WHERE s.subject = ?1 ORDER BY s.at, s.device, s.seq",
        )
        .map_err(&failed)?;
    let mut rows = statement.query(params![number]).map_err(&failed)?;
    let mut log = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        let place = || format!("event {:?}-{:?}", row.get_ref(3).ok(), row.get_ref(4).ok());
        let body = row.get_ref(0).map_err(&failed)?.as_str().map_err(|error| damaged(place(), error))?;
        let event: Event = serde_json::from_str(body).map_err(|error| damaged(place(), error))?;
        let edge = |column| row.get(column).map(Timestamp::from_millis);
        let at = TimeInterval { earliest: edge(1).map_err(&failed)?, latest: edge(2).map_err(&failed)? };
        log.push(Dated { event, at });
    }
    Ok(log)
}

/// The next numbers of each bucket. Buckets are taken in their order, so that two writers never wait for each other; each
/// row is held until commit, so that numbers become visible in order and without gaps.
pub(super) struct Numbers(HashMap<BucketId, u64>);

impl Numbers {
    /// Takes as many as these changes need.
    pub(super) fn take(connection: &Connection, changes: &[SubjectChange]) -> Result<Self, StoreError> {
        let mut needed: BTreeMap<&BucketId, u64> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.visible) {
            *needed.entry(&change.bucket).or_default() += 1;
            if let Some(left) = &change.left {
                *needed.entry(left).or_default() += 1;
            }
        }
        let failed = at("taking numbers of a bucket");
        let mut next = HashMap::with_capacity(needed.len());
        let mut statement = connection
            .prepare_cached(
                "INSERT INTO bucket (id, n) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET n = n + excluded.n RETURNING n",
            )
            .map_err(&failed)?;
        for (bucket, count) in needed {
            let last: u64 =
                statement.query_row(params![bucket.to_string(), count], |row| row.get(0)).map_err(&failed)?;
            next.insert(bucket.clone(), last - count + 1);
        }
        Ok(Self(next))
    }

    fn next(&mut self, bucket: &BucketId) -> Result<u64, StoreError> {
        let next = self.0.get_mut(bucket).ok_or_else(|| damaged(bucket.to_string(), "no number was taken"))?;
        *next += 1;
        Ok(*next - 1)
    }

    /// The buckets in which something changed.
    pub(super) fn buckets(&self) -> impl Iterator<Item = &BucketId> {
        self.0.keys()
    }
}

/// Writes one subject; gives back its short number.
pub(super) fn save(
    connection: &Connection,
    change: &SubjectChange,
    number: Option<i64>,
    numbers: &mut Numbers,
) -> Result<i64, StoreError> {
    let number = match number {
        None => insert(connection, change, numbers.next(&change.bucket)?)?,
        Some(number) if change.visible => {
            let n = numbers.next(&change.bucket)?;
            if change.left.is_some() {
                enter(connection, &change.bucket, number, n)?;
            }
            update(connection, change, number, n)?;
            number
        }
        Some(number) => {
            touch(connection, change, number)?;
            number
        }
    };
    if let Some(record) = &change.record {
        write_record(connection, number, record)?;
    }
    if let Some(left) = &change.left {
        leave(connection, left, &change.bucket, number, numbers.next(left)?)?;
    }
    Ok(number)
}

fn insert(connection: &Connection, change: &SubjectChange, n: u64) -> Result<i64, StoreError> {
    let failed = at("writing a new subject");
    let columns = change.columns.as_ref().map(|columns| columns.now().clone()).unwrap_or_default();
    let (last_at, last) = change.last;
    connection
        .prepare_cached(
            "INSERT INTO subject (id, kind, bucket, n, record_n, state, last_at, last_device, last_seq,
                                  stage, period, reader, crew, area, unsafe, escalation, in_review)
             VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )
        .and_then(|mut statement| {
            statement.insert(params![
                change.id.to_string(),
                change.id.kind(),
                change.bucket.to_string(),
                n,
                change.state,
                last_at.as_millis(),
                last.device.number(),
                last.seq,
                columns.stage,
                columns.period.map(|period| period.to_string()),
                columns.reader,
                columns.crew,
                columns.area,
                flag(columns.is_unsafe),
                columns.escalation.map(EscalationOpen::name),
                flag(columns.in_review),
            ])
        })
        .map_err(&failed)
}

fn flag(is_set: bool) -> Option<i64> {
    is_set.then_some(1)
}

/// What changes with every fact, what changes with most, and all: a column that is named is an index that is touched.
const WRITE_STATE: &str =
    "UPDATE subject SET n = ?2, state = ?3, last_at = ?4, last_device = ?5, last_seq = ?6 WHERE no = ?1";
const WRITE_STATE_AND_STAGE: &str =
    "UPDATE subject SET n = ?2, state = ?3, last_at = ?4, last_device = ?5, last_seq = ?6, stage = ?7, period = ?8
     WHERE no = ?1";
const WRITE_STATE_AND_COLUMNS: &str =
    "UPDATE subject SET n = ?2, state = ?3, last_at = ?4, last_device = ?5, last_seq = ?6, stage = ?7, period = ?8,
                        reader = ?9, crew = ?10, area = ?11, unsafe = ?12, escalation = ?13, in_review = ?14
     WHERE no = ?1";

fn update(connection: &Connection, change: &SubjectChange, number: i64, n: u64) -> Result<(), StoreError> {
    let (last_at, last) = change.last;
    let (device, seq) = last.into();
    let last_at = last_at.as_millis();
    let done = match &change.columns {
        None => connection
            .prepare_cached(WRITE_STATE)
            .and_then(|mut statement| statement.execute(params![number, n, change.state, last_at, device, seq])),
        Some(ChangedColumns::Stage(now)) => {
            connection.prepare_cached(WRITE_STATE_AND_STAGE).and_then(|mut statement| {
                let period = now.period.map(|period| period.to_string());
                statement.execute(params![number, n, change.state, last_at, device, seq, now.stage, period])
            })
        }
        Some(ChangedColumns::Any(now)) => {
            connection.prepare_cached(WRITE_STATE_AND_COLUMNS).and_then(|mut statement| {
                statement.execute(params![
                    number,
                    n,
                    change.state,
                    last_at,
                    device,
                    seq,
                    now.stage,
                    now.period.map(|period| period.to_string()),
                    now.reader,
                    now.crew,
                    now.area,
                    flag(now.is_unsafe),
                    now.escalation.map(EscalationOpen::name),
                    flag(now.in_review),
                ])
            })
        }
    };
    done.map_err(at("writing a subject"))?;
    Ok(())
}

/// Writes the record, and that it changed with the subject's present number.
fn write_record(connection: &Connection, number: i64, record: &str) -> Result<(), StoreError> {
    let failed = at("writing a record");
    connection
        .prepare_cached(
            "INSERT INTO record (subject, json) VALUES (?1, ?2) ON CONFLICT (subject) DO UPDATE SET json = excluded.json",
        )
        .and_then(|mut statement| statement.execute(params![number, record]))
        .map_err(&failed)?;
    connection
        .prepare_cached("UPDATE subject SET record_n = n WHERE no = ?1 AND record_n <> n")
        .and_then(|mut statement| statement.execute(params![number]))
        .map(drop)
        .map_err(&failed)
}

/// Puts a subject into another bucket, with its number there: its record is new in it, too.
fn enter(connection: &Connection, bucket: &BucketId, number: i64, n: u64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE subject SET bucket = ?2, n = ?3, record_n = ?3 WHERE no = ?1")
        .and_then(|mut statement| statement.execute(params![number, bucket.to_string(), n]))
        .map(drop)
        .map_err(at("moving a subject"))
}

/// Nothing to see changed; only what was folded last is noted.
fn touch(connection: &Connection, change: &SubjectChange, number: i64) -> Result<(), StoreError> {
    let (last_at, last) = change.last;
    let (device, seq) = last.into();
    connection
        .prepare_cached("UPDATE subject SET last_at = ?2, last_device = ?3, last_seq = ?4 WHERE no = ?1")
        .and_then(|mut statement| statement.execute(params![number, last_at.as_millis(), device, seq]))
        .map(drop)
        .map_err(at("noting a fact without effect"))
}

/// A tombstone in the bucket that the subject left, and none in the one that it is in now.
fn leave(connection: &Connection, left: &BucketId, now_in: &BucketId, number: i64, n: u64) -> Result<(), StoreError> {
    let failed = at("writing a tombstone");
    connection
        .prepare_cached("DELETE FROM tombstone WHERE bucket = ?1 AND subject = ?2")
        .and_then(|mut statement| statement.execute(params![now_in.to_string(), number]))
        .map_err(&failed)?;
    connection
        .prepare_cached(
            "INSERT INTO tombstone (bucket, subject, n) VALUES (?1, ?2, ?3)
             ON CONFLICT (bucket, subject) DO UPDATE SET n = excluded.n",
        )
        .and_then(|mut statement| statement.execute(params![left.to_string(), number, n]))
        .map(drop)
        .map_err(&failed)
}

/// One subject as the store has it, for tests and pages.
pub(crate) fn find(connection: &Connection, id: &SubjectId) -> Result<Option<Known>, StoreError> {
    Ok(load(connection, [id])?.known.remove(id))
}

/// The epoch of the database.
pub(super) fn epoch(connection: &Connection) -> Result<String, StoreError> {
    connection
        .query_row("SELECT epoch FROM meta", [], |row| row.get(0))
        .optional()
        .map_err(at("reading the epoch"))?
        .ok_or_else(|| damaged("meta", "there is no epoch"))
}
