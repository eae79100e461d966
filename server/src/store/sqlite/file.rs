//! The database's file: for its owner's eyes only, and for one server at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::store::StoreError;

/// Makes the file where there is none, and keeps other servers out as long as what it gives back lives: a second writer
/// would tell nobody of what it changes.
pub(super) fn hold(path: &Path) -> Result<File, StoreError> {
    open(path)?;
    let beside = beside(path);
    let lock = open(&beside)?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => StoreError::InUse { path: path.to_owned() },
        TryLockError::Error(error) => unusable(&beside, &error),
    })?;
    Ok(lock)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn open(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // Names, addresses and hashes of tokens: nobody else of this machine reads them. SQLite gives its log the same mode.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &std::io::Error) -> StoreError {
    let reason = format!("{}: {error}; name a file in a folder that exists and can be written", path.display());
    StoreError::Database { what: "opening the file", reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_at_a_time_and_a_folder_that_is_missing_is_named() {
        let path = std::env::temp_dir().join(format!("curbstop-held-{}.db", std::process::id()));
        let held = hold(&path).unwrap();
        assert!(matches!(hold(&path), Err(StoreError::InUse { .. })));
        drop(held);
        assert!(hold(&path).is_ok());
        let nowhere = path.join("nowhere.db");
        let error = hold(&nowhere).unwrap_err().to_string();
        assert!(error.contains("nowhere.db") && error.contains("name a file"), "{error}");
        for file in [beside(&path), path] {
            let _ = std::fs::remove_file(file);
        }
    }
}
