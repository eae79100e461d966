//! A plain database becomes an encrypted one: copied into a new file, which then takes its place in one step. Killed at any
//! point, either the plain one is there whole or the encrypted one is; at the end no plain copy is left.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::error::StoreError;
use super::key::DatabaseKey;
use super::key_choice::{self, Looks};
use super::{files, outbox};

/// The encrypted copy, until it is whole.
const HALF_MADE: &str = "curbstop.db.sealing";

fn half_made(folder: &Path) -> PathBuf {
    folder.join(HALF_MADE)
}

/// Encrypts a plain database; one that is encrypted already stays as it is.
pub(super) fn seal(folder: &Path, file: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let copy = half_made(folder);
    files::remove_database(&copy)?;
    if key_choice::look(file)? != Looks::Plain {
        return Ok(());
    }
    copy_sealed(file, &copy, key)?;
    files::sync(&copy)?;
    files::rename(&copy, file)
}

fn copy_sealed(file: &Path, copy: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let mut plain = Connection::open(file)?;
    // The log goes back into the plain file, and away: it must not lie beside the encrypted one.
    plain.pragma_update(None, "journal_mode", "DELETE")?;
    outbox::check_all(&plain)?;
    plain.execute("ATTACH DATABASE ?1 AS sealed KEY ?2", (copy.to_string_lossy(), key.spec()))?;
    let transaction = plain.transaction()?;
    transaction.query_row("SELECT sqlcipher_export('sealed')", [], |_| Ok(()))?;
    transaction.commit()?;
    plain.execute_batch("DETACH DATABASE sealed")?;
    plain.close().map_err(|(_, error)| error)?;
    let sealed = key_choice::open_as_left(copy, Some(key))?;
    outbox::check_all(&sealed)
}
