//! The simulation (`tests/src/sim`) keeps every promise, does everything that it says it does, and finds planted bugs. Many more
//! seeds: `make sim`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by these")]

use std::sync::{Mutex, PoisonError};

use curbstop_tests::sim::{Kind, Lie, Plan, SimError, Start, Violation, run, twice, world};

/// Seeds that are run here.
const SEEDS: u64 = 60;
/// By this many seeds each planted bug is found.
const FOUND_WITHIN: u64 = 25;

/// One world at a time: SQLite's chance is one a process.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn every_promise_is_kept_and_every_kind_of_fault_happens() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let start = Start::make().unwrap();
    let summary = run(&start, 1..1 + SEEDS, |failure| {
        let (plan, violations) = &failure.smallest;
        panic!("seed {}: {:?}; smaller: {plan:?}: {violations:#?}", failure.plan.seed, failure.violations);
    });
    let summary = summary.unwrap();
    let missing: Vec<_> = Kind::ALL.into_iter().filter(|kind| summary.counts.of(*kind) == 0).collect();
    assert!(missing.is_empty(), "never happened: {missing:?}\n{summary}");
    assert_eq!((summary.seeds, summary.violations), (SEEDS, 0));
}

/// Whether a broken promise is one that this bug breaks.
fn is_of(violation: &Violation, lie: Lie) -> bool {
    match lie {
        Lie::SkipsACursor => matches!(violation, Violation::Apart { .. }),
        Lie::AppliesTwice => matches!(violation, Violation::Twice(_)),
        Lie::DropsAnAck | Lie::DeletesEarly => matches!(violation, Violation::Lost(_)),
        Lie::HidesRefusals => matches!(violation, Violation::RefusedOnOneSide { .. }),
        Lie::GivesUp => matches!(violation, Violation::Stalled { .. }),
        Lie::SyncsNothing => matches!(violation, Violation::Lost(_) | Violation::Broken { .. }),
    }
}

#[test]
fn every_planted_bug_is_found() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let start = Start::make().unwrap();
    for lie in Lie::ALL {
        let finds = |seed: &u64| match world(&start, &Plan::of(*seed).with(lie), false) {
            Ok(outcome) => outcome.violations.iter().any(|violation| is_of(violation, lie)),
            // A disk that lies leaves databases that cannot even be looked at.
            Err(SimError::Unsound(_) | SimError::Sqlite(_)) => lie == Lie::SyncsNothing,
            Err(error) => panic!("{lie:?}: {error}"),
        };
        let found = (1..=FOUND_WITHIN).find(finds);
        assert!(found.is_some(), "{lie:?} was not found within {FOUND_WITHIN} seeds");
    }
}

/// The same seed is the same world, and another one another.
#[test]
fn a_seed_is_a_world() {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let start = Start::make().unwrap();
    let (one, other) = (twice(&start, &Plan::of(11)).unwrap(), twice(&start, &Plan::of(12)).unwrap());
    assert!(!one.violations.contains(&Violation::TwoWays) && !other.violations.contains(&Violation::TwoWays));
    assert_ne!(one.hash, other.hash);
}
