//! From a damaged database into the new one: what this phone alone has. What the server has is fetched again.

use std::path::Path;

use rusqlite::Connection;

use super::key::DatabaseKey;
use super::{StoreError, key_choice, outbox};

/// The tables that nobody else has. Subjects, cursors and the like come again with the next sync.
const OWN: [&str; 10] =
    ["meta", "outbox", "receipt", "past", "boot", "anchors", "rulebook", "pin", "photo", "photo_queue"];

/// Copies what this phone alone has, all of it or nothing: half a queue would give numbers away twice.
pub(super) fn carry_over(from: &Path, into: &mut Connection, key: Option<&DatabaseKey>) -> Result<(), StoreError> {
    // Opening for reading only would not take in what still lies in the write-ahead log.
    let damaged = key_choice::open_as_left(from, key)?;
    let mut tables = Vec::new();
    for table in OWN {
        if has_table(&damaged, table)? {
            outbox::check_table(&damaged, table)?;
            tables.push(table);
        }
    }
    drop(damaged);
    // An empty key says that it is plain; without one it would be read with the new database's.
    let spec = key_choice::for_file(from, key)?.map(DatabaseKey::spec).unwrap_or_default();
    into.execute("ATTACH DATABASE ?1 AS damaged KEY ?2", (from.to_string_lossy(), spec))?;
    let copied = copy(into, &tables);
    into.execute_batch("DETACH DATABASE damaged")?;
    copied
}

/// A table that came with a later version is not in a file that was damaged before.
fn has_table(damaged: &Connection, table: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
    Ok(damaged.query_row(sql, [table], |row| row.get(0))?)
}

fn copy(into: &mut Connection, tables: &[&str]) -> Result<(), StoreError> {
    let transaction = into.transaction()?;
    for table in tables {
        transaction.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM damaged.{table}"))?;
    }
    // No subject is here any more: everything is read from its start.
    transaction.commit()?;
    Ok(())
}
