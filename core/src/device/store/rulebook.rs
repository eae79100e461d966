//! The rulebooks that kept facts were made under. The newest is in force.

use rusqlite::{Connection, Transaction};

use super::StoreError;

/// Every rulebook's text, oldest version first.
pub(crate) fn all(db: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare_cached("SELECT text FROM rulebook ORDER BY version")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Keeps a rulebook; a version that is there stays as it is.
pub(crate) fn add(tx: &Transaction<'_>, version: u32, text: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO rulebook (version, text) VALUES (?1, ?2) ON CONFLICT (version) DO NOTHING";
    tx.prepare_cached(sql)?.execute((version, text))?;
    Ok(())
}
