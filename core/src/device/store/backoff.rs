//! When the server is asked again: survives the app being killed.

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::{StoreError, meta};
use crate::device::sync::backoff::Backoff;

/// Whether the server may be asked to sync.
pub(crate) fn get(db: &Connection) -> Result<Backoff, StoreError> {
    let mut statement = db.prepare_cached("SELECT state FROM backoff WHERE id = 1")?;
    let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(text
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(StoreError::value("backoff"))?
        .unwrap_or_default())
}

pub(crate) fn set(tx: &Transaction<'_>, state: &Backoff) -> Result<(), StoreError> {
    let text = serde_json::to_string(state).map_err(StoreError::value("backoff"))?;
    let sql = "INSERT INTO backoff (id, state) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET state = excluded.state";
    tx.prepare_cached(sql)?.execute([text])?;
    Ok(())
}

/// Whether the server may be asked for a live stream: beside the state of the sync, because the one may fail without the other.
pub(crate) fn live(db: &Connection) -> Result<Backoff, StoreError> {
    Ok(meta::live_backoff(db)?.unwrap_or_default())
}

pub(crate) fn set_live(tx: &Transaction<'_>, state: &Backoff) -> Result<(), StoreError> {
    meta::set_live_backoff(tx, state)
}
