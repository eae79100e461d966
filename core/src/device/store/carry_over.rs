//! From a damaged database into the new one: what this phone alone has. What the server has is fetched again.

use std::path::Path;

use rusqlite::Connection;

use super::{StoreError, outbox};

/// The tables that nobody else has. Subjects, cursors and the like come again with the next sync.
const OWN: [&str; 7] = ["meta", "outbox", "receipt", "past", "boot", "anchors", "rulebook"];

/// Copies what this phone alone has, all of it or nothing: half a queue would give numbers away twice.
pub(super) fn carry_over(from: &Path, into: &mut Connection) -> Result<(), StoreError> {
    // Opening for reading only would not take in what still lies in the write-ahead log.
    let damaged = Connection::open(from)?;
    for table in OWN {
        outbox::check_table(&damaged, table)?;
    }
    drop(damaged);
    into.execute("ATTACH DATABASE ?1 AS damaged", [from.to_string_lossy()])?;
    let copied = copy(into);
    into.execute_batch("DETACH DATABASE damaged")?;
    copied
}

fn copy(into: &mut Connection) -> Result<(), StoreError> {
    let transaction = into.transaction()?;
    for table in OWN {
        transaction.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM damaged.{table}"))?;
    }
    // No subject is here any more: everything is read from its start.
    transaction.commit()?;
    Ok(())
}
