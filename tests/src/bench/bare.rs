//! The floor: the same rows into a bare SQLite with the same settings, in batches of the same size, and nothing else.

use std::path::Path;

use curbstop_core::wire::PUSH_EVENTS_MAX;
use rusqlite::{Connection, params};

use super::BenchError;
use super::cpu::{Stopwatch, Took};

pub(super) fn insert(folder: &Path, rows: &[(u64, Vec<u8>)], server: u32) -> Result<Took, BenchError> {
    let path = folder.join("bare.db");
    let mut db = Connection::open(&path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch(
        "CREATE TABLE event (device INTEGER, seq INTEGER, body BLOB NOT NULL, PRIMARY KEY (device, seq)) WITHOUT ROWID",
    )?;
    let watch = Stopwatch::start(server);
    for batch in rows.chunks(PUSH_EVENTS_MAX as usize) {
        let tx = db.transaction()?;
        {
            let mut insert = tx.prepare_cached("INSERT INTO event (device, seq, body) VALUES (1, ?1, ?2)")?;
            for (seq, body) in batch {
                insert.execute(params![seq, body])?;
            }
        }
        tx.commit()?;
    }
    let took = watch.took();
    drop(db);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("bare.db{ending}")));
    }
    Ok(took)
}
