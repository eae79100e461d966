//! Which key a database was made with, without the key: a small file beside it.
//!
//! To SQLCipher a wrong key and a damaged first page look the same. Here they must not: damage is set aside, a wrong key is
//! told and changes nothing. So the key is recognised by its fingerprint before the database is touched.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::StoreError;
use super::files;
use super::key::{DatabaseKey, hex};

/// The file's name in the phone's folder.
const NAME: &str = "curbstop.key-check";
/// Keeps a fingerprint from being one of something else.
const PURPOSE: &[u8] = b"curbstop key check 1";

/// The fingerprints of the keys that open the database: one, and two while the key is being changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeyCheck {
    salt: String,
    fingerprints: Vec<String>,
}

impl KeyCheck {
    /// For a database that is made with one key.
    pub(super) fn new(key: &DatabaseKey) -> Result<Self, StoreError> {
        let mut check = Self { salt: salt()?, fingerprints: Vec::new() };
        check.fingerprints.push(check.fingerprint(key));
        Ok(check)
    }

    /// Either of two keys may open the database for a while.
    pub(super) fn or(mut self, key: &DatabaseKey) -> Self {
        self.fingerprints.push(self.fingerprint(key));
        self
    }

    /// Whether the database was made with this key, or is being written anew under it.
    pub(super) fn knows(&self, key: &DatabaseKey) -> bool {
        self.fingerprints.contains(&self.fingerprint(key))
    }

    /// The key was being changed.
    pub(super) fn is_changing(&self) -> bool {
        self.fingerprints.len() > 1
    }

    fn fingerprint(&self, key: &DatabaseKey) -> String {
        let digest = Sha256::new().chain_update(PURPOSE).chain_update(&self.salt).chain_update(key.bytes()).finalize();
        hex(&digest)
    }
}

/// So that the same key on two phones does not show. From SQLite, as SQLCipher's own salt is.
fn salt() -> Result<String, StoreError> {
    Ok(Connection::open_in_memory()?.query_row("SELECT hex(randomblob(16))", [], |row| row.get(0))?)
}

fn path(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

/// `None`: there is none, or it cannot be read.
pub(super) fn read(folder: &Path) -> Result<Option<KeyCheck>, StoreError> {
    Ok(files::read(&path(folder))?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Keeps it durably.
pub(super) fn write(folder: &Path, check: &KeyCheck) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec(check).map_err(StoreError::value("the key check"))?;
    files::replace(&path(folder), &bytes)
}
