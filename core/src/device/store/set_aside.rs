//! A damaged database is set aside, never deleted: it may hold unsent work.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;

/// The files that SQLite keeps beside a database; they belong to it.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];

/// Renames a database with its companions to the first free `….damaged-N.db`, and says to what.
pub(super) fn set_aside(file: &Path) -> Result<PathBuf, StoreError> {
    let mut n = 1;
    while renamed(file, n).exists() {
        n += 1;
    }
    let to = renamed(file, n);
    for companion in COMPANIONS {
        let (from, to) = (with_suffix(file, companion), with_suffix(&to, companion));
        if from.exists() {
            std::fs::rename(&from, &to).map_err(|source| StoreError::File { path: from, source })?;
        }
    }
    Ok(to)
}

fn renamed(file: &Path, n: u32) -> PathBuf {
    file.with_extension(format!("damaged-{n}.db"))
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}

/// What could still be read of the queue in a database that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Salvage {
    /// The events' numbers and bytes, in order.
    pub events: Vec<(u64, Vec<u8>)>,
    /// The queue was read to its end without an error.
    pub whole: bool,
}

/// Reads what can be read of the queue in a database that was set aside.
pub fn salvage(file: &Path) -> Result<Salvage, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    let mut salvage = Salvage::default();
    let Ok(mut statement) = connection.prepare("SELECT seq, body FROM outbox ORDER BY seq") else {
        return Ok(salvage);
    };
    let Ok(mut rows) = statement.query([]) else { return Ok(salvage) };
    loop {
        match rows.next() {
            Ok(Some(row)) => match (row.get(0), row.get(1)) {
                (Ok(seq), Ok(body)) => salvage.events.push((seq, body)),
                _ => return Ok(salvage),
            },
            Ok(None) => {
                salvage.whole = true;
                return Ok(salvage);
            }
            Err(_) => return Ok(salvage),
        }
    }
}
