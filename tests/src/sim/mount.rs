//! Which disk a path lies on, and what SQLite gets for a clock and for chance.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::Disk;
use crate::seeded::Seeded;

static MOUNTED: Mutex<BTreeMap<PathBuf, Disk>> = Mutex::new(BTreeMap::new());

fn mounted() -> MutexGuard<'static, BTreeMap<PathBuf, Disk>> {
    MOUNTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A disk that SQLite reaches under a folder, for as long as this lives.
#[derive(Debug)]
pub(super) struct Mount {
    folder: PathBuf,
    pub(super) disk: Disk,
}

impl Mount {
    pub(super) fn new(folder: &Path, disk: Disk) -> Self {
        mounted().insert(folder.to_owned(), disk.clone());
        Self { folder: folder.to_owned(), disk }
    }

    /// Another disk lies there from now on; files that are open stay on the old one.
    pub(super) fn change(&mut self, disk: Disk) {
        mounted().insert(self.folder.clone(), disk.clone());
        self.disk = disk;
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        mounted().remove(&self.folder);
    }
}

/// The disk of a path, and the file's name on it.
pub(super) fn find(path: &str) -> Option<(Disk, String)> {
    let path = Path::new(path);
    let disk = mounted().get(path.parent()?)?.clone();
    Some((disk, path.file_name()?.to_str()?.to_owned()))
}

thread_local! {
    static CHANCE: RefCell<Seeded> = const { RefCell::new(Seeded::new(0)) };
    static NOW_MS: Cell<i64> = const { Cell::new(0) };
}

/// SQLite's chance follows from this seed from now on.
pub(super) fn seed(seed: u64) {
    CHANCE.set(Seeded::new(seed));
}

pub(super) fn fill(buffer: &mut [u8]) {
    CHANCE.with_borrow_mut(|seeded| buffer.iter_mut().for_each(|byte| *byte = seeded.bits().to_le_bytes()[0]));
}

/// What SQLite is told when it asks for the time, in ms since 1970.
pub(super) fn now_ms() -> i64 {
    NOW_MS.get()
}

pub(super) fn wait_ms(ms: i64) {
    NOW_MS.set(NOW_MS.get() + ms);
}
