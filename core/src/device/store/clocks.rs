//! Boots, numbered by the phone itself, and what exchanges with the server said about true time.

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use super::StoreError;
use crate::model::{BootId, Span, Timestamp};
use crate::rules::trusted_time::Anchors;
use crate::wire::Heard;

/// The number of a boot, if it was seen before.
pub(crate) fn boot(db: &Connection, token: &str) -> Result<Option<BootId>, StoreError> {
    let mut statement = db.prepare_cached("SELECT id FROM boot WHERE token = ?1")?;
    Ok(statement.query_row([token], |row| row.get(0).map(BootId)).optional()?)
}

/// Gives a boot that was not seen before the next number.
pub(crate) fn new_boot(tx: &Transaction<'_>, token: &str) -> Result<BootId, StoreError> {
    let sql = "INSERT INTO boot (token) VALUES (?1) RETURNING id";
    Ok(tx.prepare_cached(sql)?.query_row([token], |row| row.get(0).map(BootId))?)
}

/// The last answer that was heard in a boot.
pub(crate) fn heard(db: &Connection, boot: BootId) -> Result<Option<Heard>, StoreError> {
    let sql = "SELECT heard, server_time FROM boot WHERE id = ?1";
    let found = db.prepare_cached(sql)?.query_row([boot.0], |row| {
        let (uptime, at): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
        Ok(uptime.zip(at))
    });
    let heard = |(uptime, at)| Heard { boot, uptime: Span::millis(uptime), server_time: Timestamp::from_millis(at) };
    Ok(found.optional()?.flatten().map(heard))
}

pub(crate) fn set_heard(tx: &Transaction<'_>, heard: &Heard) -> Result<(), StoreError> {
    let sql = "UPDATE boot SET heard = ?2, server_time = ?3 WHERE id = ?1";
    tx.prepare_cached(sql)?.execute((heard.boot.0, heard.uptime.as_millis(), heard.server_time.as_millis()))?;
    Ok(())
}

/// A new identity has heard nothing yet.
pub(crate) fn forget_heard(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE boot SET heard = NULL, server_time = NULL")?.execute([])?;
    Ok(())
}

/// What ties this phone's uptimes to the server's clock.
pub(crate) fn anchors(db: &Connection) -> Result<Anchors, StoreError> {
    let mut statement = db.prepare_cached("SELECT state FROM anchors WHERE id = 1")?;
    let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(text
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(StoreError::value("anchors"))?
        .unwrap_or_default())
}

pub(crate) fn set_anchors(tx: &Transaction<'_>, anchors: &Anchors) -> Result<(), StoreError> {
    let text = serde_json::to_string(anchors).map_err(StoreError::value("anchors"))?;
    let sql = "INSERT INTO anchors (id, state) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET state = excluded.state";
    tx.prepare_cached(sql)?.execute([text])?;
    Ok(())
}
