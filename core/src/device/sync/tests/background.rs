//! A slot in the background: some seconds, and then nothing may be under way.

use crate::device::sync::SlotEnd;
use crate::device::sync::background::Slot;
use crate::device::testing::{Bench, Fault, Town, now};
use crate::model::{BootId, Moment, Span, Timestamp};

fn slot(bench: &Bench, budget: Span) -> SlotEnd {
    now(bench.phone.sync_in_background(budget)).unwrap().end
}

#[test]
fn a_slot_that_is_long_enough_leaves_nothing() {
    let bench = Bench::new(Town::default());
    bench.read_points(3);
    assert_eq!(slot(&bench, Span::seconds(20)), SlotEnd::NothingLeft);
    assert_eq!(bench.phone.status().unwrap().waiting, 0);
}

#[test]
fn no_request_begins_when_the_time_is_used_up_and_the_next_slot_goes_on() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.server.lock().limits.push_events = 1;
    bench.sync().unwrap();
    bench.read_points(3);
    bench.server.lock().each_takes = Span::seconds(6);
    let asked = || bench.server.lock().requests.len();
    let before = asked();
    assert_eq!(slot(&bench, Span::ZERO), SlotEnd::SomethingLeft);
    assert_eq!((asked() - before, bench.phone.status().unwrap().waiting), (0, 3));
    assert_eq!(slot(&bench, Span::seconds(10)), SlotEnd::SomethingLeft);
    assert_eq!((asked() - before, bench.phone.status().unwrap().waiting), (2, 1));
    assert_eq!(slot(&bench, Span::seconds(10)), SlotEnd::NothingLeft);
    assert_eq!(bench.phone.status().unwrap().waiting, 0);
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_left_alone() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(1);
    bench.server.faults([Fault::LoseRequest]);
    bench.sync().unwrap_err();
    let asked = bench.server.lock().requests.len();
    assert!(matches!(slot(&bench, Span::seconds(10)), SlotEnd::NotYet { wait } if wait > Span::ZERO));
    bench.clock.advance(Span::minutes(1));
    bench.server.faults([Fault::Status(401, "auth.token_unknown")]);
    now(bench.phone.sync_in_background(Span::seconds(10))).unwrap_err();
    assert_eq!(slot(&bench, Span::seconds(10)), SlotEnd::Paused { code: "auth.token_unknown".to_owned() });
    assert_eq!(bench.server.lock().requests.len(), asked);
}

#[test]
fn a_slot_ends_with_its_uptime_and_with_its_boot() {
    let at = |boot, seconds| Moment::new(BootId(boot), Span::seconds(seconds), Timestamp::from_millis(0));
    let slot = Slot::Within { since: at(1, 100), budget: Span::seconds(20) };
    assert!(slot.allows(at(1, 119)) && !slot.allows(at(1, 120)) && !slot.allows(at(2, 101)));
    assert!(Slot::Open.allows(at(9, 0)));
}
