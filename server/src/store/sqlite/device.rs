//! Devices: enrolment, tokens, clocks, and the buckets that they hold.

use std::collections::{BTreeSet, HashSet};

use curbstop_core::model::{BootId, BucketId, DeviceId, Span, TimeInterval, Timestamp, WorkerId};
use curbstop_core::rules::trusted_time::{Anchors, Newest};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{at, damaged};
use crate::intake::Sender;
use crate::secret::SecretHash;
use crate::store::{DeviceRow, NewDevice, Standing, StoreError};

/// The device that holds a token.
pub(super) fn by_token(connection: &Connection, token: SecretHash) -> Result<Option<DeviceRow>, StoreError> {
    let failed = at("looking up a token");
    let mut statement = connection
        .prepare_cached("SELECT id, workers, revoked_at, answered_at, have_through FROM device WHERE token_hash = ?1")
        .map_err(&failed)?;
    let row = statement
        .query_row(params![token.as_bytes()], |row| {
            let (revoked_at, answered_at): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
            let standing = match revoked_at {
                None => Standing::Good,
                Some(revoked_at) => Standing::Revoked { answered_since: answered_at > Some(revoked_at) },
            };
            Ok((row.get(0)?, row.get::<_, String>(1)?, standing, row.get(4)?))
        })
        .optional()
        .map_err(&failed)?;
    row.map(|(id, workers, standing, have_through)| {
        Ok(DeviceRow { id: DeviceId::new(id), workers: workers_of(id, &workers)?, standing, have_through })
    })
    .transpose()
}

fn workers_of(device: u32, json: &str) -> Result<Vec<WorkerId>, StoreError> {
    serde_json::from_str(json).map_err(|error| damaged(format!("device {device}, workers"), error))
}

/// Keeps the hash of a one-time code. Codes that ran out are forgotten on the way.
pub(super) fn add_code(
    connection: &Connection,
    hash: SecretHash,
    workers: &[WorkerId],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let failed = at("keeping a one-time code");
    let workers = serde_json::to_string(workers).map_err(|error| damaged("workers of a code", error))?;
    connection
        .execute(
            "INSERT INTO enrol_code (hash, workers, expires_at) VALUES (?1, ?2, ?3)",
            params![hash.as_bytes(), workers, expires_at.as_millis()],
        )
        .map_err(&failed)?;
    Ok(())
}

/// Uses a code up and makes its device.
pub(super) fn enrol(connection: &Connection, new: &NewDevice) -> Result<Option<DeviceId>, StoreError> {
    let failed = at("enrolling a device");
    let now = new.now.as_millis();
    let workers: Option<String> = connection
        .query_row(
            "DELETE FROM enrol_code WHERE hash = ?1 AND expires_at > ?2 RETURNING workers",
            params![new.code_hash.as_bytes(), now],
            |row| row.get(0),
        )
        .optional()
        .map_err(&failed)?;
    connection.execute("DELETE FROM enrol_code WHERE expires_at <= ?1", params![now]).map_err(&failed)?;
    let Some(workers) = workers else { return Ok(None) };
    // The answer to the enrolment is the first that the phone hears: it may come back as `heard`.
    connection
        .execute(
            "INSERT INTO device (token_hash, model, workers, enrolled_at, answered_at, anchors, have_through,
                                 last_earliest, last_latest)
             VALUES (?1, ?2, ?3, ?4, ?4, '{}', 0, ?5, ?5)",
            params![new.token_hash.as_bytes(), new.model, workers, now, Timestamp::MIN.as_millis()],
        )
        .map_err(&failed)?;
    let id = u32::try_from(connection.last_insert_rowid()).map_err(|error| damaged("device, id", error))?;
    Ok(Some(DeviceId::new(id)))
}

/// Takes the rights of a device away.
pub(super) fn revoke(connection: &Connection, device: DeviceId, now: Timestamp) -> Result<(), StoreError> {
    let done = connection
        .execute(
            "UPDATE device SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1 AND id <> 0",
            params![device.number(), now.as_millis()],
        )
        .map_err(at("revoking a device"))?;
    if done == 0 { Err(StoreError::NotFound { what: format!("device {device}") }) } else { Ok(()) }
}

/// What the server knows of a sender.
pub(super) fn load(connection: &Connection, device: DeviceId) -> Result<(Sender, Vec<WorkerId>), StoreError> {
    let failed = at("loading a device");
    let mut statement = connection
        .prepare_cached(
            "SELECT workers, revoked_at IS NOT NULL, have_through, anchors, answered_at, last_earliest, last_latest,
                    enrolled_at, last_boot, last_uptime
             FROM device WHERE id = ?1",
        )
        .map_err(&failed)?;
    let row = statement
        .query_row(params![device.number()], |row| {
            let sender = Sender {
                device,
                revoked: row.get(1)?,
                enrolled_at: Timestamp::from_millis(row.get(7)?),
                have_through: row.get(2)?,
                anchors: Anchors::default(),
                answered_at: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_millis),
                newest: Newest {
                    at: TimeInterval {
                        earliest: Timestamp::from_millis(row.get(5)?),
                        latest: Timestamp::from_millis(row.get(6)?),
                    },
                    recorded: row
                        .get::<_, Option<u32>>(8)?
                        .zip(row.get::<_, Option<i64>>(9)?)
                        .map(|(boot, uptime)| (BootId(boot), Span::millis(uptime))),
                },
            };
            Ok((sender, row.get::<_, String>(0)?, row.get::<_, String>(3)?))
        })
        .optional()
        .map_err(&failed)?;
    let (mut sender, workers, anchors) =
        row.ok_or_else(|| StoreError::NotFound { what: format!("device {device}") })?;
    sender.anchors =
        serde_json::from_str(&anchors).map_err(|error| damaged(format!("device {device}, anchors"), error))?;
    Ok((sender, workers_of(device.number(), &workers)?))
}

/// How far a device's facts are had.
pub(super) fn have_through(connection: &Connection, device: DeviceId) -> Result<u64, StoreError> {
    connection
        .prepare_cached("SELECT have_through FROM device WHERE id = ?1")
        .and_then(|mut statement| statement.query_row(params![device.number()], |row| row.get(0)))
        .map_err(at("reading a receipt"))
}

/// Writes what a request changed of a sender.
pub(super) fn save(connection: &Connection, sender: &Sender, now: Timestamp) -> Result<(), StoreError> {
    let failed = at("saving a device");
    let anchors = serde_json::to_string(&sender.anchors).map_err(|error| damaged("anchors", error))?;
    connection
        .prepare_cached(
            "UPDATE device SET have_through = ?2, anchors = ?3, answered_at = ?4, last_earliest = ?5, last_latest = ?6,
                               last_sync_at = ?7, last_boot = ?8, last_uptime = ?9
             WHERE id = ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                sender.device.number(),
                sender.have_through,
                anchors,
                sender.answered_at.map(Timestamp::as_millis),
                sender.newest.at.earliest.as_millis(),
                sender.newest.at.latest.as_millis(),
                now.as_millis(),
                sender.newest.recorded.map(|(boot, _)| boot.0),
                sender.newest.recorded.map(|(_, uptime)| uptime.as_millis()),
            ])
        })
        .map_err(&failed)?;
    Ok(())
}

/// The buckets of these people: everybody's, their own, the routes that they read, their crews, their areas of duty.
pub(super) fn buckets_of(connection: &Connection, workers: &[WorkerId]) -> Result<BTreeSet<BucketId>, StoreError> {
    let failed = at("looking up buckets");
    let mut buckets = BTreeSet::from([BucketId::Utility]);
    let mut routes = connection.prepare_cached("SELECT bucket FROM subject WHERE reader = ?1").map_err(&failed)?;
    let mut people = connection
        .prepare_cached("SELECT 'crew:' || crew, 'area:' || area FROM subject WHERE id = ?1")
        .map_err(&failed)?;
    for worker in workers {
        buckets.insert(BucketId::Worker(worker.clone()));
        let mut rows = routes.query(params![worker.as_str()]).map_err(&failed)?;
        while let Some(row) = rows.next().map_err(&failed)? {
            buckets.insert(bucket(row.get_ref(0).map_err(&failed)?)?);
        }
        let mut rows = people.query(params![format!("worker:{worker}")]).map_err(&failed)?;
        while let Some(row) = rows.next().map_err(&failed)? {
            for column in [0, 1] {
                if let Some(text) = row.get::<_, Option<String>>(column).map_err(&failed)? {
                    buckets.insert(text.parse().map_err(|error| damaged("a worker's crew or area", error))?);
                }
            }
        }
    }
    Ok(buckets)
}

fn bucket(value: rusqlite::types::ValueRef<'_>) -> Result<BucketId, StoreError> {
    let text = value.as_str().map_err(|error| damaged("a bucket", error))?;
    text.parse().map_err(|error| damaged("a bucket", error))
}

/// Every bucket that a device holds or ever held, after noting that it holds these now.
pub(super) fn hold(
    connection: &Connection,
    device: DeviceId,
    now: Timestamp,
    buckets: &BTreeSet<BucketId>,
) -> Result<HashSet<BucketId>, StoreError> {
    let failed = at("noting buckets");
    let mut held = HashSet::with_capacity(buckets.len());
    let mut known = connection.prepare_cached("SELECT bucket FROM device_bucket WHERE device = ?1").map_err(&failed)?;
    let mut rows = known.query(params![device.number()]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        held.insert(bucket(row.get_ref(0).map_err(&failed)?)?);
    }
    for new in buckets {
        if !held.contains(new) {
            connection
                .prepare_cached("INSERT INTO device_bucket (device, bucket, since) VALUES (?1, ?2, ?3)")
                .and_then(|mut s| s.execute(params![device.number(), new.to_string(), now.as_millis()]))
                .map_err(&failed)?;
            held.insert(new.clone());
        }
    }
    Ok(held)
}
