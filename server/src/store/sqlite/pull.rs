//! What changed after a cursor: a first sync and a catch-up are the same query.

use std::collections::{BTreeSet, HashMap};

use curbstop_core::model::{BucketId, SubjectId};
use curbstop_core::wire::{BucketPage, Cursor, Row};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::value::RawValue;

use super::{at, damaged, device, subject};
use crate::store::{PullAsk, Pulled, StoreError};

/// Every bucket of the phone, each from its cursor on, within the limit of rows.
pub(super) fn pull(connection: &Connection, ask: PullAsk) -> Result<Pulled, StoreError> {
    let epoch = subject::epoch(connection)?;
    let cursors: HashMap<BucketId, Cursor> = ask.cursors.into_iter().map(|c| (c.bucket.clone(), c)).collect();
    // A phone that never had an answer has nothing to forget.
    let other_epoch = !ask.epoch.is_empty() && ask.epoch != epoch;
    let anew = ask.anew || other_epoch || any_beyond(connection, &ask.buckets, &cursors)?;
    let mut room = ask.rows_max as usize;
    let mut buckets = Vec::with_capacity(ask.buckets.len());
    for bucket in ask.buckets {
        let cursor = cursors.get(&bucket);
        let page = page(connection, bucket, cursor, anew, room)?;
        room -= page.rows.len().min(room);
        buckets.push(page);
    }
    let have_through = device::have_through(connection, ask.device)?;
    Ok(Pulled { epoch, have_through, buckets })
}

/// Whether the phone has read further than a bucket ever came: then none of its numbers mean what they meant.
fn any_beyond(
    connection: &Connection,
    buckets: &BTreeSet<BucketId>,
    cursors: &HashMap<BucketId, Cursor>,
) -> Result<bool, StoreError> {
    for cursor in buckets.iter().filter_map(|bucket| cursors.get(bucket)) {
        if cursor.n.max(cursor.held) > newest(connection, &cursor.bucket)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn page(
    connection: &Connection,
    bucket: BucketId,
    cursor: Option<&Cursor>,
    anew: bool,
    room: usize,
) -> Result<BucketPage, StoreError> {
    let newest = newest(connection, &bucket)?;
    let reset = anew && cursor.is_some();
    let (after, held) = cursor.filter(|_| !reset).map_or((0, 0), |cursor| (cursor.n, cursor.held));
    if after == newest {
        return Ok(BucketPage { bucket, reset, rows: Vec::new(), through: newest, more: false });
    }
    let mut rows = subjects(connection, &bucket, after, held, room)?;
    if after > 0 {
        rows.extend(tombstones(connection, &bucket, after, room)?);
        rows.sort_by_key(|row| row.n);
    }
    // Whatever lies beyond the room is not in `rows`, or is cut off here: what stays is without a gap.
    let more = rows.len() > room;
    rows.truncate(room);
    let through = if more { rows.last().map_or(after, |row| row.n) } else { newest };
    Ok(BucketPage { bucket, reset, rows, through, more })
}

/// The last number of a bucket.
fn newest(connection: &Connection, bucket: &BucketId) -> Result<u64, StoreError> {
    let failed = at("reading a bucket's number");
    let mut statement = connection.prepare_cached("SELECT n FROM bucket WHERE id = ?1").map_err(&failed)?;
    let n = statement.query_row(params![bucket.to_string()], |row| row.get(0)).optional().map_err(&failed)?;
    Ok(n.unwrap_or(0))
}

/// One more than there is room for, so that `more` is known.
fn subjects(
    connection: &Connection,
    bucket: &BucketId,
    after: u64,
    held: u64,
    room: usize,
) -> Result<Vec<Row>, StoreError> {
    let failed = at("reading a page");
    let mut statement = connection
        .prepare_cached(
            "SELECT id, n, CASE WHEN record_n > ?4 THEN (SELECT json FROM record WHERE subject = no) END, state FROM subject
             WHERE bucket = ?1 AND n > ?2 ORDER BY n LIMIT ?3",
        )
        .map_err(&failed)?;
    let mut found = statement.query(params![bucket.to_string(), after, room + 1, held]).map_err(&failed)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(&failed)? {
        rows.push(Row {
            subject: subject_id(row.get_ref(0).map_err(&failed)?)?,
            n: row.get(1).map_err(&failed)?,
            record: raw(row.get(2).map_err(&failed)?)?,
            state: raw(row.get(3).map_err(&failed)?)?,
        });
    }
    Ok(rows)
}

fn tombstones(connection: &Connection, bucket: &BucketId, after: u64, room: usize) -> Result<Vec<Row>, StoreError> {
    let failed = at("reading tombstones");
    let mut statement = connection
        .prepare_cached(
            "SELECT s.id, t.n FROM tombstone t JOIN subject s ON s.no = t.subject
             WHERE t.bucket = ?1 AND t.n > ?2 ORDER BY t.n LIMIT ?3",
        )
        .map_err(&failed)?;
    let mut found = statement.query(params![bucket.to_string(), after, room + 1]).map_err(&failed)?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(&failed)? {
        let subject = subject_id(row.get_ref(0).map_err(&failed)?)?;
        rows.push(Row { subject, n: row.get(1).map_err(&failed)?, record: None, state: None });
    }
    Ok(rows)
}

fn subject_id(value: ValueRef<'_>) -> Result<SubjectId, StoreError> {
    let text = value.as_str().map_err(|error| damaged("subject, id", error))?;
    text.parse().map_err(|error| damaged("subject, id", error))
}

fn raw(json: Option<String>) -> Result<Option<Box<RawValue>>, StoreError> {
    json.map(RawValue::from_string).transpose().map_err(|error| damaged("subject, record or state", error))
}
