//! How SQLite is told to work here. One function, one reason each.

use std::time::Duration;

use rusqlite::Connection;

/// How many prepared statements a connection keeps: more than the store has.
const STATEMENTS_KEPT: usize = 64;
/// How long a reader waits for a writer's checkpoint to finish.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Sets a connection up.
pub(super) fn set(connection: &Connection) -> rusqlite::Result<()> {
    // Readers never wait for a writer, and a commit is one append and one fsync.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // "Saved" is shown after the commit and must survive the battery falling out: NORMAL loses the last commits.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // SQLite leaves references unchecked unless told.
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // Android has no temporary folder that a library may count on.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A view or trigger in a file that somebody tampered with gets no powers.
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    // 8 MB of pages (a negative number counts KiB): a day's route stays in memory.
    connection.pragma_update(None, "cache_size", -8192)?;
    // The log is folded back every 1,000 pages; a saved reading then rarely pays for it.
    connection.pragma_update(None, "wal_autocheckpoint", 1000)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}
