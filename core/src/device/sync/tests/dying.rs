//! Every place to die: the caller gives up, the app is killed, the network breaks; afterwards everything converges.

use std::pin::pin;
use std::task::{Context, Waker};

use proptest::prelude::*;

use super::same;
use crate::device::testing::{Bench, Fault, Town, point, reading};
use crate::model::Span;

/// Starts a sync that hangs in its n-th exchange, and drops it there.
fn give_up(bench: &Bench, exchanges: usize) {
    bench.server.faults(std::iter::repeat_n(Fault::None, exchanges).chain([Fault::Hang]));
    {
        let mut sync = pin!(bench.phone.sync());
        let _ = sync.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
    bench.server.lock().faults.clear();
}

#[test]
fn a_sync_that_is_given_up_at_any_exchange_leaves_everything_in_order() {
    for exchanges in 0..8 {
        let bench = Bench::new(Town::default());
        bench.server.lock().limits.push_events = 3;
        bench.server.lock().pull_rows = 4;
        give_up(&bench, exchanges);
        bench.read_points(7);
        give_up(&bench, exchanges);
        let bench = bench.restart();
        bench.sync().unwrap();
        assert_eq!(bench.phone.status().unwrap().delivered, 7);
        assert!(bench.server.lock().applied.values().all(|times| *times == 1));
        same(&bench.phone, &bench.server);
    }
}

#[test]
fn what_is_saved_survives_the_app() {
    let bench = Bench::new(Town::default());
    bench.sync().unwrap();
    bench.read_points(3);
    let shown = bench.phone.today().unwrap();
    let bench = bench.restart();
    assert_eq!(bench.phone.today().unwrap(), shown);
    assert_eq!(bench.phone.worker().unwrap(), Some(crate::device::testing::reader()));
    assert_eq!(bench.phone.status().unwrap().waiting, 3);
}

#[derive(Debug, Clone)]
enum Step {
    Read(u32),
    Sync(Vec<Fault>),
    Kill,
    Reboot,
    TurnClock(i64),
    Restore(u64),
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        3 => Just(Fault::None),
        1 => Just(Fault::LoseRequest),
        1 => Just(Fault::LoseAnswer),
        1 => Just(Fault::Twice),
        1 => (0_usize..3).prop_map(Fault::TakeOnly),
        1 => Just(Fault::Status(503, "server.busy")),
        1 => Just(Fault::Status(413, "sync.body_too_large")),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_u32..=6).prop_map(Step::Read),
        3 => prop::collection::vec(fault(), 0..4).prop_map(Step::Sync),
        1 => Just(Step::Kill),
        1 => Just(Step::Reboot),
        1 => (-100_i64..100).prop_map(Step::TurnClock),
        1 => (0_u64..8).prop_map(Step::Restore),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens on the way: no fact is lost, none is applied twice, and both sides end with the same.
    #[test]
    fn any_day_converges(steps in prop::collection::vec(step(), 1..24), refuse in prop::collection::btree_set(1_u64..12, 0..3)) {
        let mut bench = Bench::new(Town { points: 6, covers: 1 });
        bench.server.lock().limits.push_events = 3;
        bench.server.lock().pull_rows = 5;
        bench.server.lock().refuse = refuse;
        let mut saved = 0_u64;
        for (i, step) in (0_i64..).zip(steps) {
            bench.clock.advance(Span::minutes(1));
            match step {
                Step::Read(n) => {
                    bench.phone.record_reading(&point(n), reading(n, 500 + i), None).unwrap();
                    saved += 1;
                }
                Step::Sync(faults) => {
                    bench.server.faults(faults);
                    let _ = bench.sync();
                    bench.server.lock().faults.clear();
                }
                Step::Kill => bench = bench.restart(),
                Step::Reboot => bench.clock.reboot(Span::minutes(3)),
                Step::TurnClock(minutes) => bench.clock.turn_wall(Span::minutes(minutes)),
                Step::Restore(through) => bench.server.lock().restore(through),
            }
            prop_assert_eq!(bench.phone.status().unwrap().saved, saved);
            prop_assert!(bench.phone.overlays_equal_refolds());
        }
        bench.sync().unwrap();
        let status = bench.phone.status().unwrap();
        prop_assert_eq!((status.delivered, status.waiting), (saved, 0));
        {
            let server = bench.server.lock();
            prop_assert_eq!(server.had.len() as u64, saved);
            prop_assert!(server.applied.values().all(|times| *times == 1));
            for (seq, body) in &server.had {
                let kept = bench.phone.entry_bytes((7_u32, *seq).into()).unwrap();
                prop_assert_eq!(kept.as_deref(), Some(body.as_bytes()));
            }
        }
        same(&bench.phone, &bench.server);
    }
}
