//! Breaking off, going to sleep, waking up and closing, while everything is in use.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;

use super::*;
use crate::device::store::StoreError;
use crate::device::testing::{Bench, Fault, Town, now, point, reading};
use crate::device::{Opened, SyncState};

/// A read that would never end by itself.
const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
/// How many people use the phone at once.
const CALLERS: u32 = 20;

fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench
}

fn read_endlessly(phone: &Phone) -> Result<i64, PhoneError> {
    phone.engine.store.read(|db| Ok(db.query_row(ENDLESS, [], |row| row.get(0)).map_err(StoreError::from)?))
}

#[test]
fn a_long_read_gives_up_and_the_next_one_works() {
    let bench = bench();
    let phone = &bench.phone;
    thread::scope(|scope| {
        let read = scope.spawn(|| read_endlessly(phone));
        while !read.is_finished() {
            phone.interrupt();
        }
        assert!(matches!(read.join().unwrap(), Err(PhoneError::Interrupted)));
    });
    assert_eq!(phone.people().unwrap().len(), 1);
}

#[test]
fn a_write_finishes_however_often_it_is_interrupted() {
    let bench = bench();
    let (phone, left) = (&bench.phone, AtomicU64::new(50));
    thread::scope(|scope| {
        scope.spawn(|| {
            for i in 0..50 {
                phone.record_reading(&point(1), reading(1, 2_000 + i), None).unwrap();
                left.fetch_sub(1, Ordering::Release);
            }
        });
        while left.load(Ordering::Acquire) > 0 {
            phone.interrupt();
        }
    });
    assert_eq!(phone.status().unwrap().saved, 50);
}

#[test]
fn a_running_sync_gives_up_and_counts_as_no_failure() {
    let bench = bench();
    bench.read_points(3);
    bench.server.lock().faults.push_back(Fault::Hang);
    {
        let mut sync = pin!(bench.phone.sync());
        let mut context = Context::from_waker(Waker::noop());
        assert!(sync.as_mut().poll(&mut context).is_pending());
        bench.phone.interrupt();
        assert!(matches!(sync.poll(&mut context), Poll::Ready(Err(PhoneError::Interrupted))));
    }
    let status = bench.phone.status().unwrap();
    assert_eq!((status.waiting, status.sync), (3, SyncState::Ready));
    assert_eq!(bench.sync().unwrap().delivered, 3);
}

/// The files of the phone's folder that this process holds open.
#[cfg(target_os = "linux")]
fn held_files(bench: &Bench) -> usize {
    let held = std::fs::read_dir("/proc/self/fd").unwrap().filter_map(|fd| std::fs::read_link(fd.unwrap().path()).ok());
    held.filter(|file| file.starts_with(bench.folder.path())).count()
}

#[test]
fn a_suspended_phone_holds_no_file_and_wakes_up_with_everything() {
    let bench = bench();
    bench.read_points(2);
    bench.server.lock().faults.push_back(Fault::Hang);
    let mut sync = Box::pin(bench.phone.sync());
    let mut context = Context::from_waker(Waker::noop());
    assert!(sync.as_mut().poll(&mut context).is_pending());
    bench.phone.prepare_for_suspend().unwrap();
    assert!(matches!(sync.as_mut().poll(&mut context), Poll::Ready(Err(PhoneError::Interrupted))));
    drop(sync);

    #[cfg(target_os = "linux")]
    assert_eq!(held_files(&bench), 0);
    let log = bench.folder.path().join("curbstop.db-wal");
    assert!(!log.exists(), "the log is folded back");
    assert!(matches!(bench.phone.status(), Err(PhoneError::Suspended)));
    assert!(matches!(bench.phone.record_reading(&point(3), reading(3, 7), None), Err(PhoneError::Suspended)));
    assert!(matches!(bench.sync(), Err(PhoneError::Suspended)));
    bench.phone.prepare_for_suspend().unwrap();

    assert_eq!(bench.phone.resume().unwrap(), Opened::Kept);
    assert_eq!(bench.phone.resume().unwrap(), Opened::Kept);
    bench.phone.record_reading(&point(3), reading(3, 7), None).unwrap();
    assert_eq!(bench.sync().unwrap().delivered, 3);
}

#[test]
fn a_phone_that_died_asleep_has_everything() {
    let bench = bench();
    bench.read_points(2);
    bench.phone.prepare_for_suspend().unwrap();
    let bench = bench.restart();
    assert_eq!(bench.phone.status().unwrap().waiting, 2);
}

#[test]
fn a_phone_can_be_closed_while_it_is_in_use() {
    let bench = bench();
    let (phone, saved) = (&bench.phone, AtomicU64::new(0));
    thread::scope(|scope| {
        let endless = scope.spawn(|| read_endlessly(phone));
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let saved = &saved;
                scope.spawn(move || {
                    let mut value = i64::from(caller) * 1_000_000;
                    loop {
                        value += 1;
                        let done = phone.record_reading(&point(1), reading(1, value % 99_999), None);
                        match done.map(|_| saved.fetch_add(1, Ordering::AcqRel)) {
                            Ok(_) | Err(PhoneError::Interrupted) => {}
                            Err(error) => return error,
                        }
                    }
                })
            })
            .collect();
        while saved.load(Ordering::Acquire) < u64::from(CALLERS) {
            thread::yield_now();
        }
        // The read may begin only now: what closing breaks off, or does not let begin, ends all the same.
        phone.close().unwrap();
        let ended = endless.join().unwrap();
        assert!(matches!(ended, Err(PhoneError::Interrupted | PhoneError::Closed)), "{ended:?}");
        for caller in callers {
            assert!(matches!(caller.join().unwrap(), PhoneError::Closed));
        }
    });
    phone.close().unwrap();
    assert!(matches!(phone.status(), Err(PhoneError::Closed)));
    assert!(matches!(phone.resume(), Err(PhoneError::Closed)));
    assert!(matches!(phone.prepare_for_suspend(), Err(PhoneError::Closed)));
    assert!(matches!(now(phone.sync()), Err(PhoneError::Closed)));
    let saved = saved.into_inner();
    let bench = bench.restart();
    assert_eq!(bench.phone.status().unwrap().saved, saved, "what was said to be saved is saved, and nothing else");
}

#[test]
fn a_sleeping_phone_can_be_closed() {
    let bench = bench();
    bench.phone.prepare_for_suspend().unwrap();
    bench.phone.close().unwrap();
    assert!(matches!(bench.phone.status(), Err(PhoneError::Closed)));
}
