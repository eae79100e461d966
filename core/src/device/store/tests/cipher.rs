//! The database is encrypted: nobody reads it without the key, a wrong key is no damage, and a key can be changed.

use std::sync::PoisonError;

use super::power::{at_every_step, copy_of, dying_phone, names, sets_aside_at_every_step};
use super::*;

/// A keystore that says what it was asked.
#[derive(Debug)]
pub(in crate::device) struct TestKeys(Mutex<(u8, Option<u8>)>);

impl TestKeys {
    pub(in crate::device) fn new(current: u8) -> Arc<Self> {
        Arc::new(Self(Mutex::new((current, None))))
    }

    fn with<T>(&self, f: impl FnOnce(&mut (u8, Option<u8>)) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn key(byte: u8) -> DatabaseKey {
    DatabaseKey::new([byte; KEY_BYTES])
}

impl DatabaseKeys for TestKeys {
    fn current(&self) -> Result<DatabaseKey, KeyError> {
        Ok(key(self.with(|keys| keys.0)))
    }

    fn next(&self) -> Result<DatabaseKey, KeyError> {
        Ok(key(self.with(|(current, next)| *next.get_or_insert(*current + 1))))
    }

    fn next_is_current(&self) -> Result<(), KeyError> {
        self.with(|(current, next)| *current = next.take().unwrap_or(*current));
        Ok(())
    }
}

#[allow(clippy::unnecessary_wraps, reason = "as a store takes them")]
fn keys(current: u8) -> Option<Arc<dyn DatabaseKeys>> {
    Some(TestKeys::new(current))
}

/// Every byte that lies in a folder.
fn all_bytes(folder: &Path) -> Vec<u8> {
    names(folder).into_iter().flat_map(|name| std::fs::read(folder.join(name)).unwrap()).collect()
}

fn holds(folder: &Path, text: &str) -> bool {
    all_bytes(folder).windows(text.len()).any(|w| w == text.as_bytes())
}

fn filled(keys: Option<Arc<dyn DatabaseKeys>>, n: u32) -> Folder {
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), keys).unwrap();
    fill(&store, n);
    folder
}

#[test]
fn nothing_on_the_disk_is_readable() {
    let folder = Folder::new();
    let (store, opened) = Store::open(folder.path(), keys(1)).unwrap();
    assert_eq!(opened, Opened::New);
    fill(&store, 30);
    assert!(!holds(folder.path(), "{\"n\":") && !holds(folder.path(), "point:p1"), "in the log");
    drop(store);
    assert!(!holds(folder.path(), "{\"n\":") && !holds(folder.path(), "SQLite format 3"), "in the file");
    assert!(!holds(folder.path(), &key(1).spec()[2..66]), "the key itself");
    let (store, opened) = Store::open(folder.path(), keys(1)).unwrap();
    assert_eq!((opened, bodies_after(&store, 0).len()), (Opened::Kept, 30));
}

#[test]
fn a_wrong_key_or_none_is_told_and_touches_nothing() {
    let folder = filled(keys(1), 5);
    let before = all_bytes(folder.path());
    for wrong in [keys(7), None] {
        assert!(matches!(Store::open(folder.path(), wrong), Err(StoreError::WrongKey)));
        assert_eq!(all_bytes(folder.path()), before);
    }
    let (store, _) = Store::open(folder.path(), keys(1)).unwrap();
    assert_eq!(bodies_after(&store, 0).len(), 5);
}

#[test]
fn a_wrong_key_is_no_damage_even_to_a_damaged_database() {
    let folder = filled(keys(1), 5);
    let file = folder.path().join(FILE_NAME);
    std::fs::write(&file, [0xA5; 8192]).unwrap();
    assert!(matches!(Store::open(folder.path(), keys(7)), Err(StoreError::WrongKey)));
    assert_eq!(damaged_files(folder.path()), 0);
}

#[test]
fn without_its_check_a_wrong_key_is_still_no_damage() {
    let folder = filled(keys(1), 5);
    std::fs::remove_file(folder.path().join("curbstop.key-check")).unwrap();
    assert!(matches!(Store::open(folder.path(), keys(7)), Err(StoreError::WrongKey)));
    assert_eq!(damaged_files(folder.path()), 0);
    let (store, _) = Store::open(folder.path(), keys(1)).unwrap();
    assert_eq!(bodies_after(&store, 0).len(), 5);
    assert!(names(folder.path()).contains(&"curbstop.key-check".to_owned()), "it is there again");
}

#[test]
fn a_damaged_first_page_under_the_right_key_is_damage() {
    let folder = filled(keys(1), 5);
    let file = folder.path().join(FILE_NAME);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let (store, opened) = Store::open(folder.path(), keys(1)).unwrap();
    assert!(matches!(opened, Opened::SetAside { carried_over: false, .. }), "{opened:?}");
    fill(&store, 1);
    drop(store);
    assert!(!holds(folder.path(), "{\"n\":"), "the new one is encrypted too");
}

#[test]
fn the_queue_of_a_damaged_encrypted_database_is_carried_over_wherever_the_power_fails() {
    sets_aside_at_every_step(keys(1).as_ref());
}

#[test]
fn a_set_aside_encrypted_database_is_read_out_with_its_key() {
    let folder = dying_phone(keys(1));
    let (_, opened) = Store::open(folder.path(), keys(1)).unwrap();
    let Opened::SetAside { file, carried_over: true, .. } = opened else { panic!("{opened:?}") };
    let read = salvage(&file, &[key(9), key(1)]).unwrap();
    assert_eq!((read.events.len(), read.whole), (30, true));
    assert_eq!(salvage(&file, &[key(2)]).unwrap(), Salvage::default());
}

/// A plain database of the first version, with rows, and the last of them only in the log.
fn plain_of_the_first_version() -> Folder {
    let (alive, dead) = (Folder::new(), Folder::new());
    let mut db = Connection::open(alive.path().join(FILE_NAME)).unwrap();
    pragmas::set(&db).unwrap();
    migrate::run_to(&mut db, 1).unwrap();
    for i in 1..=10 {
        let insert =
            "INSERT INTO outbox (seq, subject, body) VALUES (?1, 'point:p1', CAST('{\"readable\":1}' AS BLOB))";
        db.execute(insert, [i]).unwrap();
        if i == 5 {
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        }
    }
    db.execute("INSERT INTO meta VALUES ('device', 7), ('token', 't'), ('last_seq', 10)", []).unwrap();
    for name in names(alive.path()) {
        std::fs::copy(alive.path().join(&name), dead.path().join(&name)).unwrap();
    }
    assert!(holds(dead.path(), "readable"));
    dead
}

#[test]
fn a_plain_database_is_encrypted_wherever_the_power_fails_and_no_plain_copy_stays() {
    let start = plain_of_the_first_version();
    std::fs::write(start.path().join("curbstop.db.sealing"), b"half of one").unwrap();
    at_every_step(
        &start,
        |folder| drop(Store::open(folder, keys(1))),
        |folder, _| {
            let (store, opened) = Store::open(folder, keys(1)).unwrap();
            assert_eq!((opened, bodies_after(&store, 0).len()), (Opened::Kept, 10));
            assert_eq!(store.read(meta::identity).unwrap().unwrap().device.number(), 7);
            assert!(!holds(folder, "readable") && !holds(folder, "SQLite format 3"));
            drop(store);
            let mut left = names(folder);
            left.sort();
            assert_eq!(left, [FILE_NAME, "curbstop.key-check"]);
        },
    );
}

#[test]
fn a_damaged_plain_database_is_set_aside_and_the_new_one_is_encrypted() {
    let folder = dying_phone(None);
    let (store, opened) = Store::open(folder.path(), keys(1)).unwrap();
    assert!(matches!(opened, Opened::SetAside { carried_over: true, .. }), "{opened:?}");
    assert_eq!(bodies_after(&store, 0).len(), 30);
    drop(store);
    assert_eq!(key_choice::look(&folder.path().join(FILE_NAME)).unwrap(), key_choice::Looks::Opaque);
}

#[test]
fn a_key_is_changed_wherever_the_power_fails() {
    let start = filled(keys(1), 200);
    let keystore = Mutex::new(TestKeys::new(1));
    let of = || -> Option<Arc<dyn DatabaseKeys>> { Some(keystore.lock().unwrap().clone()) };
    at_every_step(
        &start,
        |folder| {
            *keystore.lock().unwrap() = TestKeys::new(1);
            if let Ok((store, _)) = Store::open(folder, of()) {
                let _ = store.rotate_key();
            }
        },
        |folder, failed| {
            let (store, opened) = Store::open(folder, of()).unwrap();
            assert_eq!((opened, bodies_after(&store, 0).len()), (Opened::Kept, 200));
            drop(store);
            let now = keystore.lock().unwrap().with(|keys| keys.0);
            assert!(key_choice::opens(&folder.join(FILE_NAME), &key(now)).unwrap(), "the keystore and the file agree");
            if !failed {
                assert_eq!(now, 2);
                assert!(!key_choice::opens(&folder.join(FILE_NAME), &key(1)).unwrap(), "the old key is worth nothing");
            }
        },
    );
}

/// The power fails while SQLite writes the pages anew: any beginning of the log is a state that a phone can be found in.
#[test]
fn a_key_is_changed_wholly_or_not_at_all() {
    let start = filled(keys(1), 300);
    let file = start.path().join(FILE_NAME);
    key_check::write(start.path(), &key_check::KeyCheck::new(&key(1)).unwrap().or(&key(2))).unwrap();
    let writer = Connection::open(&file).unwrap();
    key::unlock(&writer, Some(&key(1))).unwrap();
    pragmas::set(&writer).unwrap();
    writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    writer.pragma_update(None, "rekey", key(2).spec()).unwrap();
    let crashed = copy_of(&start);
    let log = std::fs::read(start.path().join("curbstop.db-wal")).unwrap();
    assert!(log.len() > 10 * 4096);
    let mut under = Vec::new();
    for cut in (0..=log.len()).step_by(log.len() / 12).chain([log.len() - 1, log.len()]) {
        let folder = copy_of(&crashed);
        std::fs::write(folder.path().join("curbstop.db-wal"), &log[..cut]).unwrap();
        let keystore = TestKeys::new(1);
        let (store, opened) = Store::open(folder.path(), Some(keystore.clone())).unwrap();
        assert_eq!((opened, bodies_after(&store, 0).len()), (Opened::Kept, 300));
        under.push(keystore.with(|keys| keys.0));
    }
    assert_eq!((under[0], under[under.len() - 2], under[under.len() - 1]), (1, 1, 2));
}

#[test]
fn what_was_set_aside_is_read_out_after_the_key_was_changed() {
    let folder = dying_phone(keys(1));
    let (store, opened) = Store::open(folder.path(), keys(1)).unwrap();
    let Opened::SetAside { file, .. } = opened else { panic!("{opened:?}") };
    store.rotate_key().unwrap();
    let (files, keys) = store.set_aside().unwrap();
    assert_eq!(files, [file]);
    assert_eq!(salvage(&files[0], &keys).unwrap().events.len(), 30);
    assert!(!holds(folder.path(), &key(1).spec()[2..66]), "the old key lies encrypted");
}

#[test]
fn work_goes_on_after_the_key_was_changed() {
    let folder = filled(keys(1), 3);
    let keystore = TestKeys::new(1);
    let (store, _) = Store::open(folder.path(), Some(keystore.clone())).unwrap();
    store.rotate_key().unwrap();
    store.rotate_key().unwrap();
    fill_from(&store, 4, 6);
    assert_eq!((bodies_after(&store, 0).len(), keystore.with(|keys| *keys)), (6, (3, None)));
    assert!(matches!(Store::open(Folder::new().path(), None).unwrap().0.rotate_key(), Err(StoreError::Plain)));
}

/// A keystore that is locked, or gives the same key again.
struct NoKeys;

impl DatabaseKeys for NoKeys {
    fn current(&self) -> Result<DatabaseKey, KeyError> {
        Err(KeyError { reason: "locked".into() })
    }

    fn next(&self) -> Result<DatabaseKey, KeyError> {
        self.current()
    }

    fn next_is_current(&self) -> Result<(), KeyError> {
        Ok(())
    }
}

#[test]
fn without_a_key_from_the_keystore_nothing_is_touched() {
    let folder = filled(keys(1), 3);
    let before = all_bytes(folder.path());
    assert!(matches!(Store::open(folder.path(), Some(Arc::new(NoKeys))), Err(StoreError::Key(_))));
    assert_eq!(all_bytes(folder.path()), before);
}
