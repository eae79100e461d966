//! The workers' PINs on this phone, as hashes, and how often each was typed wrong.

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::StoreError;
use crate::device::pin::{PinHash, Tries};
use crate::model::{BootId, Moment, Span, WorkerId};

/// A worker's PIN as it lies here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) hash: PinHash,
    pub(crate) tries: Tries,
}

pub(crate) fn get(db: &Connection, worker: &WorkerId) -> Result<Option<Kept>, StoreError> {
    let sql = "SELECT salt, hash, memory_kib, passes, wrong, boot, uptime FROM pin WHERE worker = ?1";
    let mut statement = db.prepare_cached(sql)?;
    let kept = statement.query_row([worker.as_str()], |row| {
        Ok(Kept {
            hash: PinHash { salt: row.get(0)?, hash: row.get(1)?, memory_kib: row.get(2)?, passes: row.get(3)? },
            tries: Tries { wrong: row.get(4)?, boot: BootId(row.get(5)?), uptime: Span::millis(row.get(6)?) },
        })
    });
    Ok(kept.optional()?)
}

/// Keeps a worker's PIN; no try counts against it yet.
pub(crate) fn set(tx: &Transaction<'_>, worker: &WorkerId, pin: &PinHash) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO pin (worker, salt, hash, memory_kib, passes) VALUES (?1, ?2, ?3, ?4, ?5)";
    let PinHash { salt, hash, memory_kib, passes } = pin;
    tx.prepare_cached(sql)?.execute((worker.as_str(), salt, hash, memory_kib, passes))?;
    Ok(())
}

/// One more try, and when it was.
pub(crate) fn count_try(tx: &Transaction<'_>, worker: &WorkerId, now: Moment) -> Result<(), StoreError> {
    let sql = "UPDATE pin SET wrong = wrong + 1, boot = ?2, uptime = ?3 WHERE worker = ?1";
    tx.prepare_cached(sql)?.execute((worker.as_str(), now.boot.0, now.uptime.as_millis()))?;
    Ok(())
}

/// The last try was right.
pub(crate) fn forgive(tx: &Transaction<'_>, worker: &WorkerId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE pin SET wrong = 0 WHERE worker = ?1")?.execute([worker.as_str()])?;
    Ok(())
}

/// Whoever is not among these has no PIN here any more.
pub(crate) fn keep_only(tx: &Transaction<'_>, people: &[WorkerId]) -> Result<(), StoreError> {
    let people = serde_json::to_string(people).map_err(StoreError::value("people"))?;
    let sql = "DELETE FROM pin WHERE worker NOT IN (SELECT value FROM json_each(?1))";
    tx.prepare_cached(sql)?.execute([people])?;
    Ok(())
}

/// Nobody has a PIN any more.
pub(crate) fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM pin")?.execute([])?;
    Ok(())
}
