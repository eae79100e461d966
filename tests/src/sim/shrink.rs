//! A failure made smaller: fewer phones, fewer facts, fewer kinds of faults, as long as the same promise is broken.

use super::plan::Plan;
use super::world::{Outcome, world};
use super::{SimError, Start, Violation};

/// So many worlds are tried at most.
const TRIES_MAX: usize = 150;

/// The smallest plan found that still breaks a promise, and what came of it.
pub fn shrink(start: &Start, plan: Plan, outcome: Outcome) -> Result<(Plan, Outcome), SimError> {
    let (mut plan, mut outcome, mut so_far) = (plan, outcome, 0);
    'smaller: while so_far < TRIES_MAX {
        for smaller in plan.smaller() {
            so_far += 1;
            let tried = world(start, &smaller, false)?;
            if same_promise(&tried.violations, &outcome.violations) {
                (plan, outcome) = (smaller, tried);
                continue 'smaller;
            }
            if so_far >= TRIES_MAX {
                break;
            }
        }
        break;
    }
    Ok((plan, outcome))
}

fn same_promise(one: &[Violation], other: &[Violation]) -> bool {
    let kinds = |of: &[Violation]| of.iter().map(std::mem::discriminant).collect::<Vec<_>>();
    let (one, other) = (kinds(one), kinds(other));
    one.iter().any(|kind| other.contains(kind))
}
