//! What lies on a disk, seen from outside: by SQL on a copy, past the product's own code.

use std::collections::BTreeMap;
use std::path::Path;

use curbstop_core::model::{TimeInterval, Timestamp};
use rusqlite::{Connection, Row};
use serde_json::Value;

use super::SimError;
use super::books::{Mark, marked};
use super::disk::Disk;
use super::mount::Mount;

/// A subject as one side has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) bucket: String,
    pub(super) record: Option<Value>,
    pub(super) state: Option<Value>,
    /// On a phone: own facts on top that the server does not have yet.
    pub(super) local: bool,
}

/// A phone's disk.
#[derive(Debug, Default)]
pub(super) struct PhoneLook {
    /// Every fact that is kept, and whether any of its entries was refused.
    pub(super) kept: BTreeMap<Mark, bool>,
    pub(super) subjects: BTreeMap<String, Held>,
    pub(super) cursors: BTreeMap<String, u64>,
    pub(super) last_seq: u64,
    pub(super) have_through: u64,
}

/// The server's disk.
#[derive(Debug, Default)]
pub(super) struct HostLook {
    /// When each applied fact happened, once for each time that it was applied.
    pub(super) applied: BTreeMap<Mark, Vec<TimeInterval>>,
    /// Facts in quarantine.
    pub(super) aside: BTreeMap<Mark, u64>,
    pub(super) subjects: BTreeMap<String, Held>,
    pub(super) buckets: BTreeMap<String, u64>,
    pub(super) have_through: BTreeMap<u32, u64>,
}

fn each(db: &Connection, sql: &str, mut take: impl FnMut(&Row<'_>) -> Result<(), SimError>) -> Result<(), SimError> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

fn json(text: Option<String>) -> Result<Option<Value>, SimError> {
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn held(row: &Row<'_>) -> Result<(String, Held), SimError> {
    let held = Held { bucket: row.get(1)?, record: json(row.get(2)?)?, state: json(row.get(3)?)?, local: row.get(4)? };
    Ok((row.get(0)?, held))
}

/// Opens a copy of a disk under a folder that nothing else uses.
fn copy_of(disk: &Disk, folder: &Path) -> Result<(Mount, Connection), SimError> {
    let mount = Mount::new(&folder.join("look"), disk.backup());
    let db = Connection::open(mount.folder().join("curbstop.db"))?;
    let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if sound == "ok" { Ok((mount, db)) } else { Err(SimError::Unsound(sound)) }
}

/// Looks at a phone's disk.
pub(super) fn phone(disk: &Disk, folder: &Path) -> Result<PhoneLook, SimError> {
    let (_mount, db) = copy_of(disk, folder)?;
    let mut look = PhoneLook::default();
    let facts = "SELECT body, refused FROM outbox UNION ALL SELECT body, outcome LIKE '%refused%' FROM past";
    each(&db, facts, |row| {
        let (body, refused): (Vec<u8>, Option<bool>) = (row.get(0)?, row.get(1)?);
        if let Some(mark) = marked(&body) {
            *look.kept.entry(mark).or_default() |= refused.unwrap_or(false);
        }
        Ok(())
    })?;
    each(&db, "SELECT id, bucket, record, state, local IS NOT NULL FROM subject", |row| {
        look.subjects.extend([held(row)?]);
        Ok(())
    })?;
    each(&db, "SELECT bucket, n FROM cursor", |row| {
        look.cursors.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    each(&db, "SELECT key, value FROM meta WHERE key IN ('last_seq', 'have_through')", |row| {
        let value = row.get(1)?;
        match row.get::<_, String>(0)?.as_str() {
            "last_seq" => look.last_seq = value,
            _ => look.have_through = value,
        }
        Ok(())
    })?;
    Ok(look)
}

/// Looks at the server's disk.
pub(super) fn host(disk: &Disk, folder: &Path) -> Result<HostLook, SimError> {
    let (_mount, db) = copy_of(disk, folder)?;
    let mut look = HostLook::default();
    each(&db, "SELECT body, earliest, latest FROM event WHERE device <> 0", |row| {
        let (body, earliest, latest): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if let Some(mark) = marked(body.as_bytes()) {
            let at = TimeInterval::between(Timestamp::from_millis(earliest), Timestamp::from_millis(latest));
            look.applied.entry(mark).or_default().push(at);
        }
        Ok(())
    })?;
    each(&db, "SELECT raw FROM quarantine", |row| {
        if let Some(mark) = marked(&row.get::<_, Vec<u8>>(0)?) {
            *look.aside.entry(mark).or_default() += 1;
        }
        Ok(())
    })?;
    let subjects = "SELECT id, bucket, json, state, 0 FROM subject LEFT JOIN record ON record.subject = subject.no";
    each(&db, subjects, |row| {
        look.subjects.extend([held(row)?]);
        Ok(())
    })?;
    each(&db, "SELECT id, n FROM bucket", |row| {
        look.buckets.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    each(&db, "SELECT id, have_through FROM device", |row| {
        look.have_through.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    Ok(look)
}
