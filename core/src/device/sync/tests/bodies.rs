//! Bodies that do not fit, and bodies that are broken: each stops nothing behind it.

use rusqlite::Connection;

use super::same;
use crate::device::store::FILE_NAME;
use crate::device::testing::{Bench, Fault, Town, point, reading};

/// Writes other bytes over an event in the phone's own queue: a disk that forgot.
fn overwrite(bench: &Bench, seq: u64, body: &[u8]) {
    let db = Connection::open(bench.folder.path().join(FILE_NAME)).unwrap();
    db.execute("UPDATE outbox SET body = ?2 WHERE seq = ?1", (seq, body)).unwrap();
}

fn sizes(bench: &Bench) -> Vec<usize> {
    bench.server.lock().requests.iter().map(|request| request.events.len()).collect()
}

#[test]
fn batches_keep_to_the_count_that_the_server_told() {
    let bench = Bench::new(Town::default());
    bench.server.lock().limits.push_events = 4;
    bench.sync().unwrap();
    bench.read_points(10);
    bench.sync().unwrap();
    assert_eq!(sizes(&bench), [0, 4, 4, 2]);
}

#[test]
fn batches_keep_to_the_bytes_that_the_server_told() {
    let bench = Bench::new(Town::default());
    bench.server.lock().limits.body_bytes = 64 * 1024 + 1_000;
    bench.sync().unwrap();
    bench.read_points(10);
    bench.sync().unwrap();
    let server = bench.server.lock();
    assert!(server.requests.len() >= 3, "{}", server.requests.len());
    for request in &server.requests {
        assert!(request.events.iter().map(|event| event.get().len() + 1).sum::<usize>() <= 1_000);
    }
}

#[test]
fn a_request_that_is_too_large_is_halved_until_it_fits() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(10);
    bench.server.lock().body_max = 1_500;
    bench.sync().unwrap();
    assert!(sizes(&bench).iter().all(|n| *n <= 5), "{:?}", sizes(&bench));
    bench.server.lock().body_max = usize::MAX;
    same(&bench.phone, &bench.server);
}

#[test]
fn a_small_event_that_is_too_large_for_whatever_stands_between_is_not_given_up() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(2);
    bench.server.lock().body_max = 10;
    bench.sync().unwrap_err();
    bench.server.lock().body_max = usize::MAX;
    bench.sync().unwrap();
    same(&bench.phone, &bench.server);
    assert_eq!(bench.phone.status().unwrap().refused, 0);
}

#[test]
fn an_oversized_event_goes_alone() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(5);
    bench.server.lock().limits.event_bytes = 10_000;
    bench.sync().unwrap();
    bench.read_points(5);
    let padded = format!("{{\"padding\":\"{}\"}}", "x".repeat(20_000));
    overwrite(&bench, 8, padded.as_bytes());
    bench.sync().unwrap();
    assert_eq!(sizes(&bench), [0, 5, 2, 1, 2]);
    assert_eq!(bench.server.lock().had[&8], padded, "whole, as it was");
    let refused = bench.phone.refused().unwrap();
    assert_eq!((refused[0].seq, refused[0].body.len()), (8, padded.len()));
}

#[test]
fn an_event_that_no_request_can_hold_is_named_by_its_hash_and_stays_whole_here() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    let padded = format!("{{\"padding\":\"{}\"}}", "x".repeat(100_000));
    overwrite(&bench, 2, padded.as_bytes());
    bench.server.lock().body_max = 50_000;
    bench.sync().unwrap();
    let stand_in = bench.server.lock().had[&2].clone();
    assert!(stand_in.contains("too_large") && stand_in.contains("sha256"), "{stand_in}");
    assert_eq!(bench.phone.refused().unwrap()[0].body, padded.as_bytes());
    assert_eq!(bench.phone.status().unwrap().waiting, 0);
}

#[test]
fn a_body_that_is_broken_on_the_phone_is_wrapped_and_the_next_ones_arrive() {
    for broken in [&b"{\"i\":[7,2"[..], b"", b"\xff\xfe", b"{}}", b"null,null"] {
        let bench = Bench::new(Town::default());
        bench.sync().unwrap();
        bench.read_points(4);
        overwrite(&bench, 2, broken);
        bench.sync().unwrap();
        let had = bench.server.lock().had.clone();
        assert_eq!(had.len(), 4, "{broken:?}");
        assert!(had[&2].contains("damaged"), "{broken:?}: {}", had[&2]);
        assert!(had[&3].contains("point:p3"), "{broken:?}");
        let refused = bench.phone.refused().unwrap();
        assert_eq!((refused[0].seq, &refused[0].body[..], refused[0].event.is_none()), (2, broken, true));
    }
}

#[test]
fn a_garbled_network_ends_the_sync_and_gives_no_event_up() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    bench.server.faults([Fault::Status(400, "sync.body_unreadable"), Fault::Status(400, "sync.body_unreadable")]);
    bench.sync().unwrap_err();
    bench.sync().unwrap();
    assert_eq!(bench.phone.status().unwrap().refused, 0);
    same(&bench.phone, &bench.server);
}

#[test]
fn a_request_is_what_the_protocol_says() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.phone.record_reading(&point(1), reading(1, 500), None).unwrap();
    bench.sync().unwrap();
    let server = bench.server.lock();
    let request = server.requests.last().unwrap();
    assert_eq!((request.epoch.as_str(), request.first_seq, request.cursors.len()), ("e1", 1, 4));
    let event: crate::event::Event = serde_json::from_str(request.events[0].get()).unwrap();
    assert_eq!(event.id, (7, 1).into());
}
