//! Files that a power cut leaves either as they were or as they should be.

use std::ffi::OsString;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// The files that SQLite keeps beside a database; they belong to it.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// What a file is called until it is whole.
const UNFINISHED: &str = ".unfinished";

/// A path with something after its name.
pub(super) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}

/// What a file is called until it is whole.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    with_suffix(path, UNFINISHED)
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { path, source }
}

/// Makes a folder with all that it lies in.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(failed(folder))
}

/// A file's bytes; `None`: there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path)(error)),
    }
}

/// Writes a file whole and durably, or leaves the one that was there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    cut::point().map_err(failed(path))?;
    let unfinished = unfinished(path);
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(failed(&unfinished))?;
    rename(&unfinished, path)
}

/// Makes what a closed file holds durable.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(failed(path))
}

/// Gives a file another name, in place of what bore it, durably.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    cut::point().and_then(|()| std::fs::rename(from, to)).map_err(failed(from))?;
    sync_folder_of(to)
}

/// Removes a file durably; one that is not there counts as removed.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match cut::point().and_then(|()| std::fs::remove_file(path)) {
        Ok(()) => sync_folder_of(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(path)(error)),
    }
}

/// Removes a database that nobody needs, with its companions.
pub(super) fn remove_database(file: &Path) -> Result<(), StoreError> {
    for companion in COMPANIONS {
        remove(&with_suffix(file, companion))?;
    }
    remove(file)
}

/// A name is durable once its folder is.
fn sync_folder_of(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        // Elsewhere a folder cannot be opened, and the file system sees to it.
        Some(folder) if cfg!(unix) => sync(folder),
        _ => Ok(()),
    }
}

/// Where the power may fail: before each step that changes a file.
#[cfg(not(test))]
mod cut {
    #[allow(clippy::unnecessary_wraps, reason = "in tests it fails")]
    pub(super) fn point() -> std::io::Result<()> {
        Ok(())
    }
}

/// In tests the power fails where they say.
#[cfg(test)]
pub(super) mod cut {
    use std::cell::Cell;

    thread_local! {
        static STEPS_LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    }

    /// Does something on this thread whose power fails after so many steps, and then comes back. Says whether it failed.
    pub(crate) fn after<T>(steps: u32, f: impl FnOnce() -> T) -> (T, bool) {
        STEPS_LEFT.set(Some(steps));
        let value = f();
        let failed = STEPS_LEFT.take() == Some(0);
        (value, failed)
    }

    pub(super) fn point() -> std::io::Result<()> {
        match STEPS_LEFT.get() {
            Some(0) => Err(std::io::Error::other("the power failed")),
            left => {
                STEPS_LEFT.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}
