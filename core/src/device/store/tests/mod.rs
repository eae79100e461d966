//! The store's contract: durable or never there, old files open, broken ones are set aside with everything in them.

#[cfg(feature = "cipher")]
pub(super) mod cipher;
pub(super) mod power;

use std::path::Path;

use rusqlite::Connection;

use super::*;
use crate::device::testing::Folder;
use crate::model::SubjectId;

fn point(i: u32) -> SubjectId {
    format!("point:p{i}").parse().unwrap()
}

fn fill(store: &Store, n: u32) {
    fill_from(store, 1, n);
}

fn fill_from(store: &Store, first: u32, last: u32) {
    store
        .write(|tx| {
            for i in first..=last {
                outbox::insert(tx, u64::from(i), &point(i), None, format!("{{\"n\":{i}}}").as_bytes())?;
            }
            meta::set_last_seq(tx, u64::from(last))
        })
        .unwrap();
}

fn bodies_after(store: &Store, seq: u64) -> Vec<u64> {
    let mut found = Vec::new();
    store
        .read(|db| {
            outbox::each_after(db, seq, |seq, _| {
                found.push(seq);
                true
            })
        })
        .unwrap();
    found
}

#[test]
fn a_new_folder_is_new_and_then_kept() {
    let folder = Folder::new();
    let deep = folder.path().join("data/phone");
    let (store, opened) = Store::open(&deep, None).unwrap();
    assert_eq!(opened, Opened::New);
    fill(&store, 3);
    drop(store);
    let (store, opened) = Store::open(&deep, None).unwrap();
    assert_eq!(opened, Opened::Kept);
    assert_eq!(bodies_after(&store, 1), [2, 3]);
}

#[test]
fn it_works_as_the_reasons_say() {
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), None).unwrap();
    let pragma = |db: &Connection, name: &str| -> String {
        db.pragma_query_value(None, name, |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                other => other.as_str()?.to_owned(),
            })
        })
        .unwrap()
    };
    let of = |name: &str| store.read(|db| Ok::<_, StoreError>(pragma(db, name))).unwrap();
    assert_eq!((of("journal_mode"), of("synchronous"), of("query_only")), ("wal".into(), "2".into(), "1".into()));
    let written = store.write(|tx| Ok::<_, StoreError>((pragma(tx, "synchronous"), pragma(tx, "query_only"))));
    assert_eq!(written.unwrap(), ("2".into(), "0".into()));
}

#[test]
fn a_transaction_that_fails_never_was() {
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), None).unwrap();
    fill(&store, 2);
    let failed: Result<(), StoreError> = store.write(|tx| {
        outbox::insert(tx, 3, &point(3), None, b"{}")?;
        outbox::insert(tx, 3, &point(3), None, b"{}")
    });
    assert!(failed.is_err());
    assert_eq!(bodies_after(&store, 0), [1, 2]);
}

/// A file as the first version wrote it, with rows in every table that holds work, opens with everything in it.
#[test]
fn a_file_of_the_first_version_opens_with_its_rows() {
    let folder = Folder::new();
    let mut db = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    migrate::run_to(&mut db, 1).unwrap();
    db.execute_batch(
        "INSERT INTO meta VALUES ('device', 7), ('token', 't'), ('last_seq', 3), ('have_through', 1), ('epoch', 'e1');
         INSERT INTO outbox (seq, subject, also, body, outcome, refused) VALUES
             (1, 'point:p1', NULL, CAST('{}' AS BLOB),
              '{\"outcome\":\"refused\",\"code\":\"event.field\",\"reason\":\"r\",\"action\":\"record_again\"}', 1),
             (2, 'point:p2', 'pit:x', CAST('{}' AS BLOB), NULL, 0),
             (3, 'pit:x', NULL, CAST('{}' AS BLOB), NULL, 0);
         INSERT INTO subject (id, kind, bucket, n, round, covered, record, state) VALUES
             ('pit:x', 'pit', 'route:r1', 4, 1, 1, NULL, '{}');
         INSERT INTO cursor (bucket, n, held, round, resetting) VALUES ('route:r1', 4, 4, 1, 0);
         INSERT INTO boot (token) VALUES ('b');
         INSERT INTO anchors VALUES (1, '{}');
         INSERT INTO backoff VALUES (1, '{\"state\":\"paused\",\"code\":\"auth.token_unknown\"}');",
    )
    .unwrap();
    drop(db);
    let (store, opened) = Store::open(folder.path(), None).unwrap();
    assert_eq!(opened, Opened::Kept);
    let read = store.read(|db| {
        assert_eq!(meta::identity(db)?.unwrap().device.number(), 7);
        assert_eq!(meta::counters(db)?, meta::Counters { last_seq: 3, have_through: 1 });
        assert_eq!(outbox::refused(db)?.len(), 1);
        assert_eq!(outbox::uncovered(db, "pit:x", 1)?.iter().map(|q| q.seq).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(cursor::all(db)?.len(), 1);
        assert!(subject::get(db, "pit:x")?.is_some());
        assert!(clocks::boot(db, "b")?.is_some());
        clocks::anchors(db)?;
        backoff::get(db)
    });
    assert!(matches!(read.unwrap(), crate::device::sync::backoff::Backoff::Paused { .. }));
}

#[test]
fn a_file_of_a_newer_app_is_left_alone() {
    let folder = Folder::new();
    drop(Store::open(folder.path(), None).unwrap());
    let db = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    db.execute("UPDATE refinery_schema_history SET version = 99 WHERE version = 1", []).unwrap();
    drop(db);
    assert!(matches!(Store::open(folder.path(), None), Err(StoreError::Newer { found: 99, .. })));
    assert_eq!(damaged_files(folder.path()), 0);
}

fn damaged_files(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".damaged-") && !name.contains("-wal") && !name.contains("-shm")).count()
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_the_caller_is_told() {
    let folder = Folder::new();
    for round in 1..=2 {
        drop(Store::open(folder.path(), None).unwrap());
        std::fs::write(folder.path().join(FILE_NAME), b"no database, but somebody's work").unwrap();
        let (store, opened) = Store::open(folder.path(), None).unwrap();
        let Opened::SetAside { file, .. } = opened else { panic!("{opened:?}") };
        assert_eq!(std::fs::read(&file).unwrap(), b"no database, but somebody's work");
        assert_eq!(damaged_files(folder.path()), round);
        assert_eq!(bodies_after(&store, 0), [0; 0]);
    }
}

#[test]
fn what_can_be_read_of_a_damaged_queue_is_read_out() {
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), None).unwrap();
    fill(&store, 2_000);
    drop(store);
    // A page in the middle of the file is overwritten, as a dying flash does.
    let file = folder.path().join(FILE_NAME);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(10).position(|w| w == b"{\"n\":1500}").unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 4096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let (store, opened) = Store::open(folder.path(), None).unwrap();
    let Opened::SetAside { file, carried_over: false, .. } = opened else { panic!("{opened:?}") };
    assert_eq!(bodies_after(&store, 0), [0; 0], "half a queue is not carried over");
    let salvage = salvage(&file, &[]).unwrap();
    assert!(!salvage.whole);
    assert!(salvage.events.len() >= 1_000, "{}", salvage.events.len());
    assert_eq!(salvage.events[9], (10, b"{\"n\":10}".to_vec()));
    fill(&store, 1);
}

/// Damage beside the queue, met in the middle of the work: after the app is opened again nothing of the phone's own is lost.
#[test]
fn damage_beside_the_queue_costs_no_work() {
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), None).unwrap();
    fill(&store, 20);
    let marked = "x".repeat(3_000);
    store
        .write(|tx| {
            let (device, token) = (crate::model::DeviceId::new(7), "t".to_owned());
            meta::set_identity(tx, &meta::Identity { device, token, server: None })?;
            meta::set_have_through(tx, 5)?;
            let state = format!("{{\"marked\":\"{marked}\"}}");
            let row = subject::ServerRow { bucket: "utility", n: 1, round: 1, covered: 0, record: None, state: &state };
            (1..=50)
                .try_for_each(|i| subject::put_server(tx, &point(i).to_string(), &row, &subject::Projection::default()))
        })
        .unwrap();
    drop(store);
    let file = folder.path().join(FILE_NAME);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(100).rposition(|w| w == &marked.as_bytes()[..100]).unwrap();
    let page = at / 4096 * 4096;
    bytes[page..page + 4096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();

    let (store, opened) = Store::open(folder.path(), None).unwrap();
    assert_eq!(opened, Opened::Kept, "the queue is sound, and nobody looked at the rest yet");
    let met = store.read(|db| subject::of_kind(db, "point").map(|rows| rows.len()));
    assert!(met.unwrap_err().is_damage());
    drop(store);

    let (store, opened) = Store::open(folder.path(), None).unwrap();
    assert!(matches!(opened, Opened::SetAside { carried_over: true, .. }), "{opened:?}");
    assert_eq!(bodies_after(&store, 0), (1..=20).collect::<Vec<_>>());
    let own = store.read(|db| Ok::<_, StoreError>((meta::identity(db)?, meta::counters(db)?)));
    let (identity, counters) = own.unwrap();
    assert_eq!((identity.unwrap().device.number(), counters.waiting()), (7, 15));
    drop(store);
    assert_eq!(Store::open(folder.path(), None).unwrap().1, Opened::Kept);
}

#[test]
fn a_refusal_stays_until_a_person_has_dealt_with_it_however_old() {
    use crate::model::Timestamp;
    use crate::wire::{Outcome, Refusal, RefusalAction};
    let folder = Folder::new();
    let (store, _) = Store::open(folder.path(), None).unwrap();
    fill(&store, 5);
    let refusal = Refusal { code: "c".into(), fields: vec![], reason: "r".into(), action: RefusalAction::RecordAgain };
    let at = Timestamp::from_millis;
    let pruned = store.write(|tx| {
        outbox::set_outcome(tx, 2, &Outcome::Refused(refusal.clone()))?;
        outbox::add_receipt(tx, 3, at(1_000))?;
        outbox::add_receipt(tx, 4, at(5_000))?;
        assert!(!outbox::has_receipt_before(tx, at(1_000))?);
        outbox::prune(tx, at(2_000))
    });
    assert_eq!(pruned.unwrap(), 2);
    assert_eq!(bodies_after(&store, 0), [2, 4, 5]);
    let settled = store.write(|tx| Ok::<_, StoreError>((outbox::settle(tx, 2)?, outbox::settle(tx, 2)?)));
    assert_eq!(settled.unwrap(), (true, false));
    // Told once more, it does not come back on the list.
    store.write(|tx| outbox::set_outcome(tx, 2, &Outcome::Refused(refusal))).unwrap();
    assert_eq!(store.read(outbox::refused_count).unwrap(), 0);
}

/// A library without SQLCipher ignores a key without a word. This one says so, and writes nothing.
#[cfg(not(feature = "cipher"))]
#[test]
fn keys_without_a_cipher_are_an_error() {
    struct OneKey;
    impl DatabaseKeys for OneKey {
        fn current(&self) -> Result<DatabaseKey, KeyError> {
            Ok(DatabaseKey::new([1; KEY_BYTES]))
        }
        fn next(&self) -> Result<DatabaseKey, KeyError> {
            self.current()
        }
        fn next_is_current(&self) -> Result<(), KeyError> {
            Ok(())
        }
    }
    let folder = Folder::new();
    let opened = Store::open(folder.path(), Some(Arc::new(OneKey)));
    assert!(matches!(opened, Err(StoreError::CipherMissing)));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
