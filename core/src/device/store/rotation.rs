//! The database gets another key, in place. The order is what makes it safe: whatever step is the last before a power cut,
//! one of the two keys opens the database, the key check knows both, and the keystore has both.

use std::path::Path;

use rusqlite::Connection;

use super::error::StoreError;
use super::key::{DatabaseKey, DatabaseKeys, KeyError};
use super::key_check::{self, KeyCheck};
use super::{FILE_NAME, key_choice, meta, set_aside};

/// Takes a database from the current key to the next, and closes it.
pub(super) fn rotate(folder: &Path, mut connection: Connection, keys: &dyn DatabaseKeys) -> Result<(), StoreError> {
    let (current, next) = announce(folder, keys)?;
    keep_for_set_aside(folder, &mut connection, &current)?;
    // Frames under the old key are out of the log before those under the new one come into it.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    rekey(&connection, &next)?;
    connection.close().map_err(|(_, error)| error)?;
    if !key_choice::opens(&folder.join(FILE_NAME), &next)? {
        return Err(StoreError::NotRotated);
    }
    finish(folder, keys, &next)
}

/// The key that follows: the keystore and the key check know it before anything is written under it.
fn announce(folder: &Path, keys: &dyn DatabaseKeys) -> Result<(DatabaseKey, DatabaseKey), StoreError> {
    let (current, next) = (keys.current()?, keys.next()?);
    if current == next {
        let reason = "the next key is the current one".to_owned();
        return Err(KeyError { reason }.into());
    }
    key_check::write(folder, &KeyCheck::new(&current)?.or(&next))?;
    Ok((current, next))
}

/// Writes every page anew under another key, in one transaction of SQLite's. SQLCipher does not say whether that went well:
/// see which key opens the database afterwards.
fn rekey(connection: &Connection, next: &DatabaseKey) -> Result<(), StoreError> {
    // An error of SQLite's would quote the statement, and with it the key.
    connection.pragma_update(None, "rekey", next.spec()).map_err(|_| StoreError::NotRotated)
}

/// The database is under the next key: the old one may go.
pub(super) fn finish(folder: &Path, keys: &dyn DatabaseKeys, next: &DatabaseKey) -> Result<(), StoreError> {
    key_check::write(folder, &KeyCheck::new(next)?)?;
    Ok(keys.next_is_current()?)
}

/// A database that was set aside stays as it is, and with it its key: kept inside the encrypted database, for the day that
/// somebody reads it out.
fn keep_for_set_aside(folder: &Path, connection: &mut Connection, current: &DatabaseKey) -> Result<(), StoreError> {
    if set_aside::all(folder)?.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    meta::add_former_key(&transaction, current)?;
    Ok(transaction.commit()?)
}
