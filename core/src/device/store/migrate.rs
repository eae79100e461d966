//! Bringing the schema up to date. Numbered files in `migrations/`, in one transaction each, never changed once shipped.

use rusqlite::Connection;

use super::error::StoreError;

mod embedded {
    refinery::embed_migrations!("src/device/store/migrations");
}

/// Brings the schema up to date.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let runner = embedded::migrations::runner();
    let known = runner.get_migrations().iter().map(refinery::Migration::version).max().unwrap_or(0);
    let found = found(connection)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    // Refinery's own bookkeeping costs a millisecond at each start; nothing to do is the usual case.
    if found < known {
        runner.run(connection).map_err(Box::new)?;
    }
    Ok(())
}

/// Brings the schema to an older version, for tests of the way up.
#[cfg(test)]
pub(super) fn run_to(connection: &mut Connection, version: i32) -> Result<(), StoreError> {
    let runner = embedded::migrations::runner().set_target(refinery::Target::Version(version));
    runner.run(connection).map(drop).map_err(|error| Box::new(error).into())
}

/// The number of the newest migration in the file; 0 for a new file.
fn found(connection: &Connection) -> Result<i32, StoreError> {
    let table = "SELECT count(*) FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    let tables: i64 = connection.query_row(table, [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(0);
    }
    let newest = "SELECT coalesce(max(version), 0) FROM refinery_schema_history";
    Ok(connection.query_row(newest, [], |row| row.get(0))?)
}
