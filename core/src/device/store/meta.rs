//! Who this phone is, and its counters: one value a key.

use rusqlite::types::{FromSql, ToSql};
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DatabaseKey, StoreError};
use crate::black_box::PastError;
use crate::device::sync::ServerAddress;
use crate::device::sync::backoff::Backoff;
use crate::model::{DeviceId, Timestamp, WorkerId};
use crate::wire::Limits;

/// The phone's identity, once it is enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The number that the server gave.
    pub(crate) device: DeviceId,
    /// The bearer token.
    pub(crate) token: String,
    /// The server that gave both; `None` in a store of an app that did not keep it.
    pub(crate) server: Option<ServerAddress>,
}

/// How far the queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counters {
    /// The number of the newest own fact; 0 before the first.
    pub(crate) last_seq: u64,
    /// The server durably has everything up to here.
    pub(crate) have_through: u64,
}

impl Counters {
    /// How many facts the server does not have yet.
    pub(crate) fn waiting(self) -> u64 {
        self.last_seq.saturating_sub(self.have_through)
    }
}

/// The first fact of a local day, so that "43 saved here today" needs no counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
pub(crate) struct DayMark {
    /// The local day.
    pub(crate) day: chrono::NaiveDate,
    /// The number of its first fact.
    pub(crate) first_seq: u64,
}

const DEVICE: &str = "device";
const TOKEN: &str = "token";
const SERVER: &str = "server";
const LAST_SEQ: &str = "last_seq";
const HAVE_THROUGH: &str = "have_through";
const EPOCH: &str = "epoch";
const LIMITS: &str = "limits";
const PEOPLE: &str = "people";
const WORKER: &str = "worker";
const DAY: &str = "day";
const HEARD_AT: &str = "heard_at";
const ERRORS: &str = "errors";
/// How many errors are remembered.
const ERRORS_MAX: usize = 20;
const TRIAL: &str = "trial";
const FORMER_KEYS: &str = "former_keys";
const LIVE_BACKOFF: &str = "live_backoff";

fn get<T: FromSql>(db: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    let mut statement = db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

fn set(tx: &Transaction<'_>, key: &str, value: impl ToSql) -> Result<(), StoreError> {
    let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    tx.prepare_cached(sql)?.execute((key, value))?;
    Ok(())
}

fn get_json<T: DeserializeOwned>(db: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = get(db, key)?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(StoreError::value(key))
}

fn set_json(tx: &Transaction<'_>, key: &str, value: &impl Serialize) -> Result<(), StoreError> {
    set(tx, key, serde_json::to_string(value).map_err(StoreError::value(key))?)
}

pub(crate) fn identity(db: &Connection) -> Result<Option<Identity>, StoreError> {
    let (device, token): (Option<u32>, Option<String>) = (get(db, DEVICE)?, get(db, TOKEN)?);
    let server = get_json(db, SERVER)?;
    Ok(device.zip(token).map(|(device, token)| Identity { device: DeviceId::new(device), token, server }))
}

pub(crate) fn set_identity(tx: &Transaction<'_>, identity: &Identity) -> Result<(), StoreError> {
    set(tx, DEVICE, identity.device.number())?;
    set(tx, TOKEN, &identity.token)?;
    match &identity.server {
        Some(server) => set_json(tx, SERVER, server),
        None => Ok(()),
    }
}

pub(crate) fn counters(db: &Connection) -> Result<Counters, StoreError> {
    let number = |key| Ok::<u64, StoreError>(get(db, key)?.unwrap_or(0));
    Ok(Counters { last_seq: number(LAST_SEQ)?, have_through: number(HAVE_THROUGH)? })
}

pub(crate) fn set_last_seq(tx: &Transaction<'_>, seq: u64) -> Result<(), StoreError> {
    set(tx, LAST_SEQ, seq)
}

pub(crate) fn set_have_through(tx: &Transaction<'_>, seq: u64) -> Result<(), StoreError> {
    set(tx, HAVE_THROUGH, seq)
}

/// The server's epoch as last told; empty before the first answer.
pub(crate) fn epoch(db: &Connection) -> Result<String, StoreError> {
    Ok(get(db, EPOCH)?.unwrap_or_default())
}

pub(crate) fn set_epoch(tx: &Transaction<'_>, epoch: &str) -> Result<(), StoreError> {
    set(tx, EPOCH, epoch)
}

/// What the server allows, as last told.
pub(crate) fn limits(db: &Connection) -> Result<Limits, StoreError> {
    Ok(get_json(db, LIMITS)?.unwrap_or(Limits::DEFAULT))
}

pub(crate) fn set_limits(tx: &Transaction<'_>, limits: &Limits) -> Result<(), StoreError> {
    set_json(tx, LIMITS, limits)
}

/// The people whose work this phone carries, as last told.
pub(crate) fn people(db: &Connection) -> Result<Vec<WorkerId>, StoreError> {
    Ok(known_people(db)?.unwrap_or_default())
}

/// The same; `None`: the server has not told yet.
pub(crate) fn known_people(db: &Connection) -> Result<Option<Vec<WorkerId>>, StoreError> {
    get_json(db, PEOPLE)
}

pub(crate) fn set_people(tx: &Transaction<'_>, people: &[WorkerId]) -> Result<(), StoreError> {
    set_json(tx, PEOPLE, &people)
}

/// Who is signed in.
pub(crate) fn worker(db: &Connection) -> Result<Option<WorkerId>, StoreError> {
    get_json(db, WORKER).map(Option::flatten)
}

pub(crate) fn set_worker(tx: &Transaction<'_>, worker: Option<&WorkerId>) -> Result<(), StoreError> {
    set_json(tx, WORKER, &worker)
}

pub(crate) fn day(db: &Connection) -> Result<Option<DayMark>, StoreError> {
    get_json(db, DAY)
}

pub(crate) fn set_day(tx: &Transaction<'_>, mark: &DayMark) -> Result<(), StoreError> {
    set_json(tx, DAY, mark)
}

/// The server's clock in its last answer.
pub(crate) fn heard_at(db: &Connection) -> Result<Option<Timestamp>, StoreError> {
    Ok(get::<i64>(db, HEARD_AT)?.map(Timestamp::from_millis))
}

pub(crate) fn set_heard_at(tx: &Transaction<'_>, at: Timestamp) -> Result<(), StoreError> {
    set(tx, HEARD_AT, at.as_millis())
}

/// What went wrong in syncs lately, oldest first.
pub(crate) fn past_errors(db: &Connection) -> Result<Vec<PastError>, StoreError> {
    Ok(get_json(db, ERRORS)?.unwrap_or_default())
}

/// Remembers an error, and lets the oldest go.
pub(crate) fn note_error(tx: &Transaction<'_>, error: PastError) -> Result<(), StoreError> {
    let mut errors = past_errors(tx)?;
    errors.push(error);
    let surplus = errors.len().saturating_sub(ERRORS_MAX);
    set_json(tx, ERRORS, &errors.split_off(surplus))
}

/// What the last self-test wrote.
pub(crate) fn trial(db: &Connection) -> Result<u64, StoreError> {
    Ok(get(db, TRIAL)?.unwrap_or(0))
}

pub(crate) fn set_trial(tx: &Transaction<'_>, trial: u64) -> Result<(), StoreError> {
    set(tx, TRIAL, trial)
}

/// The keys of databases that were set aside before the key was changed. Only an encrypted database has any.
pub(crate) fn former_keys(db: &Connection) -> Result<Vec<DatabaseKey>, StoreError> {
    let specs: Vec<String> = get_json(db, FORMER_KEYS)?.unwrap_or_default();
    Ok(specs.iter().filter_map(|spec| DatabaseKey::from_spec(spec)).collect())
}

pub(crate) fn add_former_key(tx: &Transaction<'_>, key: &DatabaseKey) -> Result<(), StoreError> {
    let mut keys = former_keys(tx)?;
    if !keys.contains(key) {
        keys.push(key.clone());
    }
    set_json(tx, FORMER_KEYS, &keys.iter().map(DatabaseKey::spec).collect::<Vec<_>>())
}

/// When the server is asked for a live stream again.
pub(crate) fn live_backoff(db: &Connection) -> Result<Option<Backoff>, StoreError> {
    get_json(db, LIVE_BACKOFF)
}

pub(crate) fn set_live_backoff(tx: &Transaction<'_>, state: &Backoff) -> Result<(), StoreError> {
    set_json(tx, LIVE_BACKOFF, state)
}
