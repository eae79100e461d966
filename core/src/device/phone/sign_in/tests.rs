//! Signing in, as workers and thieves meet it.

use super::*;
use crate::device::testing::{Bench, PIN, Town, now, point, reader, reading};

const WRONG: &str = "1357";

fn worker(id: &str) -> WorkerId {
    WorkerId::new(id).unwrap()
}

/// Enrolled and synced; the reader has a PIN and is signed out.
fn bench() -> Bench {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.phone.sign_out().unwrap();
    bench
}

fn try_wrong(bench: &Bench) -> PhoneError {
    bench.phone.sign_in(&reader(), WRONG).unwrap_err()
}

fn lock_out(bench: &Bench) -> Span {
    (1..TRIES).for_each(|_| drop(try_wrong(bench)));
    wait(try_wrong(bench))
}

const TRIES: u32 = crate::device::pin::TRIES_FREE;

fn wait(error: PhoneError) -> Span {
    match error {
        PhoneError::PinLocked { wait } => wait,
        other => panic!("{other}"),
    }
}

#[test]
fn a_pin_is_chosen_once_and_then_signs_in() {
    let bench = Bench::new(Town::default());
    let colleague = worker("w2");
    bench.server.lock().workers.push(colleague.clone());
    bench.sync().unwrap();
    let states = || bench.phone.people().unwrap().into_iter().map(|person| person.pin).collect::<Vec<_>>();
    assert_eq!(states(), [PinState::Chosen, PinState::NotChosen]);
    assert!(matches!(bench.phone.sign_in(&colleague, PIN), Err(PhoneError::PinNotChosen)));
    let bad = bench.phone.choose_pin(&colleague, "123");
    assert!(matches!(bad, Err(PhoneError::Invalid { field: "pin", .. })));
    bench.phone.choose_pin(&colleague, "8642").unwrap();
    assert!(matches!(bench.phone.choose_pin(&colleague, "0000"), Err(PhoneError::PinChosen)));
    bench.phone.sign_in(&colleague, "8642").unwrap();
    assert_eq!(bench.phone.worker().unwrap(), Some(colleague));
    assert_eq!(states(), [PinState::Chosen, PinState::Chosen]);
}

#[test]
fn whoever_signs_out_hears_what_is_not_delivered() {
    let bench = bench();
    bench.phone.sign_in(&reader(), PIN).unwrap();
    bench.read_points(2);
    assert_eq!(bench.phone.sign_out().unwrap(), SignedOut { unsent: 2 });
    assert_eq!(bench.phone.worker().unwrap(), None);
}

#[test]
fn wrong_tries_are_counted_down_and_a_right_one_forgives_them() {
    let bench = bench();
    for tries_left in (1..TRIES).rev() {
        assert!(matches!(try_wrong(&bench), PhoneError::WrongPin { tries_left: left } if left == tries_left));
    }
    bench.phone.sign_in(&reader(), PIN).unwrap();
    assert!(matches!(try_wrong(&bench), PhoneError::WrongPin { tries_left: 4 }));
    // What cannot be a PIN is a slip, not a try.
    assert!(matches!(bench.phone.sign_in(&reader(), "12"), Err(PhoneError::Invalid { field: "pin", .. })));
    assert!(matches!(try_wrong(&bench), PhoneError::WrongPin { tries_left: 3 }));
}

#[test]
fn after_five_wrong_ones_each_further_one_waits_longer() {
    let bench = bench();
    assert_eq!(lock_out(&bench), Span::minutes(1));
    for minutes in [5, 15, 60, 60] {
        // Also the right one waits.
        let left = wait(bench.phone.sign_in(&reader(), PIN).unwrap_err());
        assert!(matches!(bench.phone.people().unwrap()[0].pin, PinState::Locked { wait } if wait == left));
        bench.clock.advance(left - Span::millis(1));
        assert_eq!(wait(try_wrong(&bench)), Span::millis(1));
        bench.clock.advance(Span::millis(1));
        assert_eq!(wait(try_wrong(&bench)), Span::minutes(minutes));
    }
    bench.clock.advance(Span::minutes(60));
    bench.phone.sign_in(&reader(), PIN).unwrap();
    assert!(matches!(try_wrong(&bench), PhoneError::WrongPin { tries_left: 4 }));
}

#[test]
fn neither_the_wall_clock_nor_a_reboot_shortens_a_wait() {
    let bench = bench();
    lock_out(&bench);
    bench.clock.turn_wall(Span::hours(24));
    assert_eq!(wait(try_wrong(&bench)), Span::minutes(1));
    bench.clock.advance(Span::seconds(50));
    let bench = bench.restart();
    assert_eq!(wait(try_wrong(&bench)), Span::seconds(10), "the app's own restart neither shortens nor lengthens it");
    bench.clock.reboot(Span::ZERO);
    let bench = bench.restart();
    assert_eq!(wait(try_wrong(&bench)), Span::minutes(1));
    bench.clock.advance(Span::minutes(1));
    bench.phone.sign_in(&reader(), PIN).unwrap();
}

/// A try counts before it is judged, so that killing the app in between wins nothing: here the judging fails each time.
#[test]
fn a_try_that_was_cut_off_counts() {
    let bench = bench();
    let spoil = "UPDATE pin SET memory_kib = 1";
    bench.phone.engine.store.write(|tx| Ok::<_, PhoneError>(tx.execute(spoil, []).unwrap())).unwrap();
    for _ in 0..TRIES {
        assert!(matches!(bench.phone.sign_in(&reader(), PIN), Err(PhoneError::Storage { .. })));
    }
    assert_eq!(wait(bench.phone.sign_in(&reader(), PIN).unwrap_err()), Span::minutes(1));
}

#[test]
fn a_forgotten_pin_goes_with_a_new_enrolment_and_unsent_work_stays() {
    let bench = bench();
    bench.phone.sign_in(&reader(), PIN).unwrap();
    bench.read_points(3);
    bench.phone.sign_out().unwrap();
    lock_out(&bench);
    now(bench.phone.enrol(&crate::device::testing::enrolment("code-2"), "test phone")).unwrap();
    assert_eq!(bench.phone.people().unwrap()[0].pin, PinState::NotChosen);
    bench.phone.choose_pin(&reader(), "112233").unwrap();
    bench.phone.sign_in(&reader(), "112233").unwrap();
    let status = bench.phone.status().unwrap();
    assert_eq!(status.saved, 3);
}

#[test]
fn a_pin_is_changed_by_whoever_knows_it() {
    let bench = bench();
    let change = |old, new| bench.phone.change_pin(&reader(), old, new);
    assert!(matches!(change(WRONG, "9999"), Err(PhoneError::WrongPin { tries_left: 4 })));
    assert!(matches!(change(PIN, "x"), Err(PhoneError::Invalid { field: "pin", .. })));
    change(PIN, "9999").unwrap();
    assert!(matches!(bench.phone.sign_in(&reader(), PIN), Err(PhoneError::WrongPin { .. })));
    bench.phone.sign_in(&reader(), "9999").unwrap();
}

/// Known defect of issue 3: a worker taken off a device stayed signed in.
#[test]
fn a_worker_who_is_taken_off_the_phone_is_signed_out_at_the_next_sync() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(1);
    let new = worker("w2");
    bench.server.lock().workers = vec![new.clone()];
    bench.sync().unwrap();
    assert_eq!(bench.phone.worker().unwrap(), None);
    assert_eq!(bench.server.lock().had.len(), 1, "their work went all the same");
    let save = bench.phone.record_reading(&point(2), reading(2, 5), None);
    assert!(matches!(save, Err(PhoneError::NotSignedIn)));
    assert!(matches!(bench.phone.sign_in(&reader(), PIN), Err(PhoneError::NotHere { .. })));
    // Back again, they choose a new one.
    bench.server.lock().workers = vec![new, reader()];
    bench.sync().unwrap();
    assert!(matches!(bench.phone.sign_in(&reader(), PIN), Err(PhoneError::PinNotChosen)));
}

#[test]
fn a_phone_that_nobody_is_left_on_lets_nobody_in() {
    let bench = bench();
    bench.server.lock().workers.clear();
    bench.sync().unwrap();
    assert!(matches!(bench.phone.sign_in(&reader(), PIN), Err(PhoneError::NotHere { .. })));
}

#[test]
fn before_the_first_answer_any_worker_can_sign_in_and_a_stranger_is_out_after_it() {
    let bench = Bench::new(Town::default());
    let stranger = worker("w9");
    bench.phone.choose_pin(&stranger, "0000").unwrap();
    bench.phone.sign_in(&stranger, "0000").unwrap();
    bench.sync().unwrap();
    assert_eq!(bench.phone.worker().unwrap(), None);
    bench.phone.sign_in(&reader(), PIN).unwrap();
}

#[test]
fn no_pin_lies_on_the_disk_or_stands_in_an_error() {
    let bench = bench();
    bench.phone.change_pin(&reader(), PIN, "73915046").unwrap();
    let error = bench.phone.sign_in(&reader(), "73915047").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("73915"));
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(path).unwrap();
            assert!(!bytes.windows(8).any(|w| w == b"73915046"));
        }
    }
}
