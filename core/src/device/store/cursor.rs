//! How far each bucket has been read.

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::StoreError;
use crate::wire::Cursor;

/// How far one bucket has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    /// The last number that was applied.
    pub(crate) n: u64,
    /// The last number at which everything of the bucket was held.
    pub(crate) held: u64,
    /// How often the bucket was read from its start.
    pub(crate) round: i64,
    /// It is being read from its start.
    pub(crate) resetting: bool,
}

/// Every cursor, as it goes to the server.
pub(crate) fn all(db: &Connection) -> Result<Vec<Cursor>, StoreError> {
    let mut statement = db.prepare_cached("SELECT bucket, n, held FROM cursor ORDER BY bucket")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
    let mut cursors = Vec::new();
    for row in rows {
        let (bucket, n, held) = row?;
        // A bucket of a kind that this app does not know cannot have been written by it.
        if let Ok(bucket) = bucket.parse() {
            cursors.push(Cursor { bucket, n, held });
        }
    }
    Ok(cursors)
}

/// The names of all buckets that are held.
pub(crate) fn buckets(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare_cached("SELECT bucket FROM cursor ORDER BY bucket")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

pub(crate) fn get(db: &Connection, bucket: &str) -> Result<Option<Reading>, StoreError> {
    let mut statement = db.prepare_cached("SELECT n, held, round, resetting FROM cursor WHERE bucket = ?1")?;
    let row = statement.query_row([bucket], |row| {
        Ok(Reading { n: row.get(0)?, held: row.get(1)?, round: row.get(2)?, resetting: row.get(3)? })
    });
    Ok(row.optional()?)
}

pub(crate) fn set(tx: &Transaction<'_>, bucket: &str, reading: Reading) -> Result<(), StoreError> {
    let sql = "INSERT INTO cursor (bucket, n, held, round, resetting) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (bucket) DO UPDATE SET n = excluded.n, held = excluded.held, round = excluded.round, resetting = excluded.resetting";
    tx.prepare_cached(sql)?.execute((bucket, reading.n, reading.held, reading.round, reading.resetting))?;
    Ok(())
}

/// Every bucket is read from its start again: the numbers of another epoch mean nothing.
pub(crate) fn restart_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE cursor SET n = 0, held = 0, round = round + 1, resetting = 1")?.execute([])?;
    Ok(())
}

pub(crate) fn remove(tx: &Transaction<'_>, bucket: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM cursor WHERE bucket = ?1")?.execute([bucket])?;
    Ok(())
}
