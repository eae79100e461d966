//! What a fact costs does not depend on how many others wait. Counted in instructions of SQLite's machine, not in time.

use std::sync::atomic::Ordering;

use crate::device::testing::{Bench, Town, point, reading};

/// Instructions for emptying a queue of `n`, and for one more fact saved, looked at and asked about on top of it.
fn costs(n: u32) -> (u64, u64) {
    let bench = Bench::new(Town { points: n + 1, covers: 0 });
    bench.server.lock().limits.push_events = 50;
    bench.sync().unwrap();
    bench.read_points(n);
    let cost = bench.phone.count_cost();
    bench.phone.record_reading(&point(n + 1), reading(n + 1, 7), None).unwrap();
    bench.phone.meter(&point(n)).unwrap();
    bench.phone.status().unwrap();
    let one_more = cost.swap(0, Ordering::Relaxed);
    bench.sync().unwrap();
    (cost.load(Ordering::Relaxed) / u64::from(n), one_more)
}

#[test]
fn a_fact_costs_the_same_however_long_the_queue_is() {
    let (few, many) = (costs(100), costs(1_000));
    assert!(few.0 > 0 && many.0 * 10 <= few.0 * 11, "emptying: {} and {} a fact", few.0, many.0);
    assert!(few.1 > 0 && many.1 * 10 <= few.1 * 11, "saving: {} and {}", few.1, many.1);
}
