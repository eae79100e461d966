//! The black box holds everything but secrets, and is whole or not there.

use super::*;
use crate::black_box::{self as format, Standing};
use crate::device::testing::{Bench, Fault, PIN, Town, now, reader};
use crate::model::{PhotoId, Span};

fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench
}

fn lines(file: &Path) -> Vec<Line> {
    format::read(File::open(file).unwrap()).unwrap().map(Result::unwrap).collect()
}

/// A phone with something of everything.
fn lived_in() -> Bench {
    let bench = bench();
    bench.server.lock().refuse.insert(2);
    bench.read_points(3);
    bench.sync().unwrap();
    bench.read_points(2);
    bench.server.lock().faults.push_back(Fault::Status(503, "server.busy"));
    bench.sync().unwrap_err();
    bench
}

#[test]
fn it_says_who_the_phone_is_what_it_holds_and_what_went_wrong() {
    let bench = lived_in();
    let file = bench.folder.path().join("box.jsonl.zst");
    let exported = bench.phone.export_black_box(&file).unwrap();
    let begin = format::read(File::open(&file).unwrap()).unwrap().begin;
    assert_eq!((begin.format, begin.schema, begin.encrypted), (FORMAT, 3, false));
    let lines = lines(&file);
    assert_eq!(exported.lines, lines.len() as u64 + 2);
    assert_eq!(exported.bytes, std::fs::metadata(&file).unwrap().len());

    let who = lines.iter().find_map(|line| if let Line::Who(who) = line { Some(who) } else { None }).unwrap();
    assert_eq!((who.device.unwrap().number(), &who.worker), (7, &Some(reader())));
    let queues =
        lines.iter().find_map(|line| if let Line::Queues(queues) = line { Some(queues) } else { None }).unwrap();
    assert_eq!((queues.last_seq, queues.have_through), (5, 3));
    assert!(queues.waits["sync"].to_string().contains("server.busy"), "{}", queues.waits);
    let errors: Vec<_> =
        lines.iter().filter_map(|line| if let Line::Error(error) = line { Some(error) } else { None }).collect();
    assert_eq!(errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(), ["server.busy"]);
    let has = |of: fn(&Line) -> bool| lines.iter().any(of);
    assert!(has(|line| matches!(line, Line::Clock(_))));
    assert!(has(|line| matches!(line, Line::Boot(boot) if boot.server_time.is_some())));
    assert!(has(|line| matches!(line, Line::Bucket(bucket) if bucket.subjects > 0)));
}

#[test]
fn the_whole_queue_is_in_it_byte_for_byte() {
    let bench = lived_in();
    let file = bench.folder.path().join("box.jsonl.zst");
    bench.phone.export_black_box(&file).unwrap();
    let entries: Vec<_> = lines(&file)
        .into_iter()
        .filter_map(|line| if let Line::Entry(entry) = line { Some(entry) } else { None })
        .collect();
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    for entry in &entries {
        let kept = bench.phone.entry_bytes((7, entry.seq).into()).unwrap();
        assert_eq!(entry.body.bytes(), kept, "{}", entry.seq);
        assert_eq!(entry.refusal, (entry.seq == 2).then_some(Standing::Open));
    }
    assert!(entries[1].outcome.as_ref().unwrap().to_string().contains("refused"));
}

#[test]
fn no_token_pin_or_key_is_in_it() {
    let bench = lived_in();
    let worker = reader();
    let identity = bench.phone.engine.store.read(meta::identity).unwrap().unwrap();
    let secret = meta::Identity { token: "bearer-9f3c".into(), ..identity };
    bench.phone.engine.store.write(|tx| meta::set_identity(tx, &secret)).unwrap();
    bench.phone.change_pin(&worker, PIN, "73915046").unwrap();
    let _ = bench.phone.sign_in(&worker, "11223344");
    let file = bench.folder.path().join("box.jsonl.zst");
    bench.phone.export_black_box(&file).unwrap();
    let plain = String::from_utf8(zstd::decode_all(File::open(&file).unwrap()).unwrap()).unwrap();
    let (token, hash) = bench
        .phone
        .engine
        .store
        .read(|db| {
            let hash: Vec<u8> = db.query_row("SELECT hash FROM pin", [], |row| row.get(0)).map_err(StoreError::from)?;
            Ok::<_, StoreError>((meta::identity(db)?.unwrap().token, hash))
        })
        .unwrap();
    assert!(plain.contains("\"entry\"") && !token.is_empty());
    let Body::Hex(hash) = Body::new(&[&[0xFF], &hash[..]].concat()) else { panic!() };
    let hash = hash[2..].to_owned();
    for secret in [token.as_str(), "73915046", "11223344", &hash, "argon2", "former_keys"] {
        assert!(!plain.contains(secret), "{secret}");
    }
}

/// A key that was changed lies in the encrypted database, for what was set aside under it; never in the black box.
#[cfg(feature = "cipher")]
#[test]
fn no_database_key_is_in_it() {
    use crate::device::PhoneConfig;
    use crate::device::store::{Store, TestKeys, dying_phone};
    use std::sync::Arc;
    let keys = TestKeys::new(1);
    let folder = dying_phone(Some(keys.clone()));
    drop(Store::open(folder.path(), Some(keys.clone())).unwrap());
    let Bench { clock, server, photos, .. } = bench();
    let path = folder.path().to_owned();
    let config = PhoneConfig { folder: path, keys: Some(keys), clock: Arc::new(clock), transport: server, photos };
    let phone = Phone::open(config).unwrap();
    phone.rotate_key().unwrap();
    let file = folder.path().join("box.jsonl.zst");
    phone.export_black_box(&file).unwrap();
    let aside = |line: &Line| matches!(line, Line::SetAside(aside) if aside.events == 30);
    assert!(lines(&file).iter().any(aside), "read out with the old key");
    let plain = String::from_utf8(zstd::decode_all(File::open(&file).unwrap()).unwrap()).unwrap();
    for byte in ["01", "02"] {
        assert!(!plain.contains(&byte.repeat(16)), "{byte}");
    }
}

#[test]
fn it_replaces_an_older_one_whole_and_leaves_nothing_beside_it() {
    let bench = lived_in();
    let file = bench.folder.path().join("box.jsonl.zst");
    std::fs::write(&file, b"older").unwrap();
    bench.phone.close().unwrap();
    assert!(matches!(bench.phone.export_black_box(&file), Err(PhoneError::Closed)));
    assert_eq!(std::fs::read(&file).unwrap(), b"older");
    assert!(!files::unfinished(&file).exists());
    let bench = bench.restart();
    bench.phone.export_black_box(&file).unwrap();
    assert!(!lines(&file).is_empty() && !files::unfinished(&file).exists());
    let nowhere = bench.folder.path().join("no such folder/box");
    assert!(matches!(bench.phone.export_black_box(&nowhere), Err(PhoneError::Storage { .. })));
}

#[test]
fn what_a_damaged_database_still_tells_is_in_it() {
    let bench = bench();
    bench.read_points(3);
    bench.phone.close().unwrap();
    let database = bench.folder.path().join("curbstop.db");
    std::fs::copy(&database, bench.folder.path().join("curbstop.damaged-1.db")).unwrap();
    std::fs::write(bench.folder.path().join("curbstop.damaged-2.db"), b"nothing to be read").unwrap();
    let bench = bench.restart();
    let file = bench.folder.path().join("box.jsonl.zst");
    bench.phone.export_black_box(&file).unwrap();
    let lines = lines(&file);
    let salvaged = lines.iter().filter(|line| matches!(line, Line::Salvaged { .. })).count();
    let aside: Vec<_> = lines
        .iter()
        .filter_map(|line| if let Line::SetAside(aside) = line { Some((aside.events, aside.whole)) } else { None })
        .collect();
    assert_eq!((salvaged, aside), (3, vec![(3, true), (0, false)]));
}

#[test]
fn the_last_errors_are_kept_and_not_more() {
    let bench = bench();
    for _ in 0..30 {
        bench.clock.advance(Span::hours(2));
        bench.server.lock().faults.push_back(Fault::LoseRequest);
        now(bench.phone.sync()).unwrap_err();
    }
    assert_eq!(bench.phone.engine.store.read(meta::past_errors).unwrap().len(), 20);
}

#[test]
fn photos_are_named() {
    let bench = bench();
    let id: PhotoId = PhotoId::new(&"ab".repeat(32)).unwrap();
    let insert = "INSERT INTO photo (id, kind, bytes) VALUES (?1, 'jpg', 9)";
    bench.phone.engine.store.write(|tx| Ok::<_, PhoneError>(tx.execute(insert, [id.to_string()]).unwrap())).unwrap();
    let file = bench.folder.path().join("box.jsonl.zst");
    bench.phone.export_black_box(&file).unwrap();
    assert!(
        lines(&file).iter().any(|line| matches!(line, Line::Photo(photo) if photo.id == id && photo.stage == "kept"))
    );
}
