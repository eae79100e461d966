//! Many seeds, each twice.

use std::fmt;
use std::ops::Range;

use super::kind::Counts;
use super::plan::Plan;
use super::shrink::shrink;
use super::world::{Outcome, world};
use super::{SimError, Start, Violation};

/// A seed that broke a promise.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The plan of the seed.
    pub plan: Plan,
    /// What does not hold.
    pub violations: Vec<Violation>,
    /// The smallest plan found that breaks a promise too, and which.
    pub smallest: (Plan, Vec<Violation>),
    /// What happened in it.
    pub lines: Vec<String>,
}

/// What came of many seeds.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many seeds.
    pub seeds: u64,
    /// How much happened in all of them.
    pub events: u64,
    /// What went wrong on purpose.
    pub counts: Counts,
    /// How many seeds broke a promise.
    pub violations: u64,
}

/// The closing line.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seeds, events, counts, violations } = self;
        write!(f, "{seeds} seeds, each run twice; {events} events; faults: {counts}; {violations} violations")
    }
}

/// The one command that runs a seed again.
pub fn replay_command(seed: u64) -> String {
    format!("make sim SEED={seed} SEEDS=1")
}

/// Runs a plan twice: two different runs are a violation of their own.
pub fn twice(start: &Start, plan: &Plan) -> Result<Outcome, SimError> {
    let (mut first, second) = (world(start, plan, false)?, world(start, plan, false)?);
    if first.hash != second.hash {
        first.violations.push(Violation::TwoWays);
    }
    Ok(first)
}

/// Runs seeds, and tells each failure as soon as it is made small.
pub fn run(start: &Start, seeds: Range<u64>, mut failed: impl FnMut(&Failure)) -> Result<Summary, SimError> {
    let mut summary = Summary::default();
    for seed in seeds {
        let plan = Plan::of(seed);
        let outcome = twice(start, &plan)?;
        summary.seeds += 1;
        summary.events += outcome.events;
        summary.counts.merge(&outcome.counts);
        if !outcome.violations.is_empty() {
            summary.violations += 1;
            failed(&failure(start, plan, outcome)?);
        }
    }
    Ok(summary)
}

fn failure(start: &Start, plan: Plan, outcome: Outcome) -> Result<Failure, SimError> {
    let violations = outcome.violations.clone();
    let (smallest, outcome) = shrink(start, plan.clone(), outcome)?;
    let lines = world(start, &smallest, true)?.lines;
    Ok(Failure { plan, violations, smallest: (smallest, outcome.violations), lines })
}
