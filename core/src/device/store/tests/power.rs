//! The power fails at every step of what the store does with whole files. Nothing is ever lost by that.

use std::path::{Path, PathBuf};

use super::*;
use crate::device::store::files::cut;

/// More steps than anything here takes.
const STEPS_MAX: u32 = 100;

/// What a phone leaves when it dies: 30 facts, the last ten of them only in the log, and damage beside the queue.
pub(in crate::device) fn dying_phone(keys: Option<Arc<dyn DatabaseKeys>>) -> Folder {
    let (alive, dead) = (Folder::new(), Folder::new());
    let (store, _) = Store::open(alive.path(), keys).unwrap();
    fill(&store, 20);
    let page = {
        let mut writer = store.writer.lock().unwrap();
        let db = writer.connection().unwrap();
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'subject'";
        db.query_row(root, [], |row| row.get::<_, usize>(0)).unwrap() - 1
    };
    fill_from(&store, 21, 30);
    for name in names(alive.path()).into_iter().filter(|name| !name.ends_with("-shm")) {
        std::fs::copy(alive.path().join(&name), dead.path().join(&name)).unwrap();
    }
    let file = dead.path().join(FILE_NAME);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    std::fs::write(dead.path().join(DOUBT_NAME), []).unwrap();
    dead
}

pub(super) fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

pub(super) fn copy_of(folder: &Folder) -> Folder {
    let copy = Folder::new();
    for name in names(folder.path()) {
        std::fs::copy(folder.path().join(&name), copy.path().join(&name)).unwrap();
    }
    copy
}

/// Does something in copies of a folder, with the power failing one step later each time, and looks what is left; ends with
/// the time that it did not fail.
pub(super) fn at_every_step(start: &Folder, act: impl Fn(&Path), look: impl Fn(&Path, bool)) {
    for steps in 0..STEPS_MAX {
        let folder = copy_of(start);
        let ((), failed) = cut::after(steps, || act(folder.path()));
        look(folder.path(), failed);
        if !failed {
            assert!(steps > 0, "nothing was done");
            return;
        }
    }
    panic!("it never ended");
}

pub(super) fn sets_aside_at_every_step(keys: Option<&Arc<dyn DatabaseKeys>>) {
    let start = dying_phone(keys.cloned());
    at_every_step(
        &start,
        |folder| drop(Store::open(folder, keys.cloned())),
        |folder, _| {
            let (store, _) = Store::open(folder, keys.cloned()).unwrap();
            assert_eq!(bodies_after(&store, 0), (1..=30).collect::<Vec<_>>());
            assert_eq!(store.read(meta::counters).unwrap().last_seq, 30);
            drop(store);
            let aside: Vec<PathBuf> = set_aside::all(folder).unwrap();
            assert_eq!(aside.len(), 1);
            let left: Vec<_> = names(folder).into_iter().filter(|name| !name.contains("damaged-1")).collect();
            assert_eq!(left.len(), 1 + usize::from(keys.is_some()), "{left:?}");
        },
    );
}

/// A crash between the renames: the log of a damaged database must not part from it.
#[test]
fn a_damaged_database_is_set_aside_whole_wherever_the_power_fails() {
    sets_aside_at_every_step(None);
}

/// What was left of a new database that was not finished is thrown away.
#[test]
fn an_unfinished_new_database_is_made_anew() {
    let folder = dying_phone(None);
    std::fs::write(folder.path().join("curbstop.db.fresh"), b"half of one").unwrap();
    let (store, opened) = Store::open(folder.path(), None).unwrap();
    assert!(matches!(opened, Opened::SetAside { carried_over: true, .. }), "{opened:?}");
    assert_eq!(bodies_after(&store, 0).len(), 30);
}
