//! What could not be applied, whole, with the reason.

use curbstop_core::model::{DeviceId, Timestamp};
use curbstop_core::wire::{Refusal, refusal};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::{at, damaged};
use crate::intake::SetAside;
use crate::store::StoreError;

/// Keeps an event; the same bytes under the same number are one entry. One that is gone for good asks nobody for anything: it is
/// settled as it comes.
pub(super) fn put(
    connection: &Connection,
    device: DeviceId,
    aside: &SetAside,
    now: Timestamp,
) -> Result<(), StoreError> {
    let refusal = serde_json::to_string(&aside.refusal).map_err(|error| damaged("a refusal", error))?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO quarantine (device, seq, sha256, raw, refusal, received_at, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                device.number(),
                aside.seq,
                fingerprint(&aside.raw),
                aside.raw.as_bytes(),
                refusal,
                now.as_millis(),
                if aside.refusal.code == refusal::GONE { "settled" } else { "open" },
            ])
        })
        .map(drop)
        .map_err(at("writing to quarantine"))
}

/// Why these very bytes were set aside, if they were.
pub(super) fn refusal_of(
    connection: &Connection,
    device: DeviceId,
    seq: u64,
    raw: &str,
) -> Result<Option<Refusal>, StoreError> {
    let json: Option<String> = connection
        .prepare_cached("SELECT refusal FROM quarantine WHERE device = ?1 AND seq = ?2 AND sha256 = ?3")
        .and_then(|mut s| s.query_row(params![device.number(), seq, fingerprint(raw)], |row| row.get(0)).optional())
        .map_err(at("looking into quarantine"))?;
    json.map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|error| damaged(format!("quarantine, event {device}-{seq}"), error))
}

/// Everything of a device, in the order in which it came.
pub(super) fn of(connection: &Connection, device: DeviceId) -> Result<Vec<SetAside>, StoreError> {
    let failed = at("reading quarantine");
    let mut statement = connection
        .prepare_cached("SELECT seq, raw, refusal FROM quarantine WHERE device = ?1 ORDER BY no")
        .map_err(&failed)?;
    let mut rows = statement.query(params![device.number()]).map_err(&failed)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(&failed)? {
        let raw = String::from_utf8(row.get(1).map_err(&failed)?).map_err(|error| damaged("quarantine, raw", error))?;
        let refusal: String = row.get(2).map_err(&failed)?;
        let refusal = serde_json::from_str(&refusal).map_err(|error| damaged("quarantine, refusal", error))?;
        all.push(SetAside { seq: row.get(0).map_err(&failed)?, raw: raw.into(), refusal });
    }
    Ok(all)
}

/// Tells one set of bytes from another.
fn fingerprint(raw: &str) -> [u8; 32] {
    Sha256::digest(raw.as_bytes()).into()
}
