//! `make sim`: runs seeds, tells each failure with the one command that runs it again, and closes with one line.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::run::{Failure, replay_command, run};
use super::{SimError, Start};

/// Where it is written what happened in a failure.
const LOGS: &str = "target/sim";

/// Runs seeds. Fails where a promise is broken.
pub fn command(seed: u64, seeds: u64) -> ExitCode {
    let summary = Start::make().and_then(|start| {
        let tell = |failure: &Failure| drop(tell(failure));
        run(&start, seed..seed.saturating_add(seeds), tell)
    });
    let told = match &summary {
        Ok(summary) => writeln!(io::stdout(), "{summary}"),
        Err(error) => writeln!(io::stderr(), "the simulation broke off: {error}"),
    };
    match (summary, told) {
        (Ok(summary), Ok(())) if summary.violations == 0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn tell(failure: &Failure) -> Result<(), SimError> {
    let Failure { plan, violations, smallest: (small, left), lines } = failure;
    let mut out = io::stdout().lock();
    let mut told = || -> io::Result<()> {
        writeln!(out, "seed {}: {violations:#?}", plan.seed)?;
        writeln!(out, "smaller: {} phones, {} facts, {:?}: {left:#?}", small.phones, small.facts, small.faults)?;
        let log = Path::new(LOGS).join(format!("seed-{}.log", plan.seed));
        std::fs::create_dir_all(LOGS)?;
        std::fs::write(&log, lines.join("\n"))?;
        writeln!(out, "what happened in the smaller one: {}", log.display())?;
        writeln!(out, "again: {}", replay_command(plan.seed))
    };
    told().map_err(SimError::Runtime)
}
