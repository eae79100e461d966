//! Setting up a connection: pragmas, migrations, the epoch.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::at;
use crate::store::StoreError;

mod embedded {
    refinery::embed_migrations!("src/store/migrations");
}

/// How long a connection waits for a lock before it gives up. Only a backup tool ever holds one.
const BUSY_WAIT: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection: more than there are in the code.
const STATEMENTS_KEPT: usize = 128;
/// Pages of cache of the writer, in KiB (negative by SQLite's own rule): the inner pages of the hot tables fit.
const WRITER_CACHE_KIB: i64 = -16 * 1024;
/// Pages of cache of each reader: the machine's own cache stands behind it, and the server stays small.
const READER_CACHE_KIB: i64 = -2 * 1024;
/// The write-ahead log is folded back after so many pages of 4 KiB (32 MiB): seldom enough to keep it out of a batch's way,
/// and a page that changes with every batch is written back once.
const CHECKPOINT_PAGES: i64 = 8_192;
/// What the log's file is cut back to after a checkpoint, in bytes.
const WAL_BYTES_KEPT: i64 = 64 * 1024 * 1024;

/// Opens the connection that writes.
pub(super) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    open(path, WRITER_CACHE_KIB)
}

/// Opens a connection that only reads.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = open(path, READER_CACHE_KIB)?;
    connection.pragma_update(None, "query_only", true).map_err(at("setting up a reader"))?;
    Ok(connection)
}

fn open(path: &Path, cache_kib: i64) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(at("opening the database"))?;
    pragmas(&connection, cache_kib).map_err(at("setting up a connection"))?;
    Ok(connection)
}

/// Every setting of a connection, with its reason.
fn pragmas(connection: &Connection, cache_kib: i64) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // Readers go on while the writer writes, and a commit is one append and one fsync.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A receipt (`have_through`) is a promise: the commit is on the disk before the phone hears of it.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What names a device or a subject names one that is there.
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", cache_kib)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "journal_size_limit", WAL_BYTES_KEPT)?;
    // Sorting for an office page stays in memory: no temporary file with people's names on the disk.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A schema that somebody tampered with gets no functions to run.
    connection.pragma_update(None, "trusted_schema", false)
}

/// Brings the tables up to date.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    embedded::migrations::runner()
        .run(connection)
        .map(drop)
        .map_err(|error| StoreError::Database { what: "migrating the tables", reason: error.to_string() })
}

/// A new database gets its epoch and the office's device; one from a backup gets a new epoch.
pub(super) fn settle_epoch(connection: &Connection, new_epoch: &str, restored: bool) -> Result<(), StoreError> {
    let failed = at("settling the epoch");
    let epoch: Option<String> =
        connection.query_row("SELECT epoch FROM meta", [], |row| row.get(0)).optional().map_err(&failed)?;
    if epoch.is_none() || restored {
        connection
            .execute("INSERT OR REPLACE INTO meta (only_row, epoch) VALUES (1, ?1)", params![new_epoch])
            .map_err(&failed)?;
    }
    connection
        .execute(
            "INSERT OR IGNORE INTO device
               (id, model, workers, enrolled_at, anchors, have_through, last_earliest, last_latest)
             VALUES (0, '', '[]', 0, '{}', 0, ?1, ?1)",
            params![curbstop_core::model::Timestamp::MIN.as_millis()],
        )
        .map_err(&failed)?;
    Ok(())
}
