//! REINSTATE (3.3.3): repaired is not restored. Backfill and surface are a stage of their own with their own due date.

use super::order::when_repaired;
use super::verdict::{Clock, ClockKind};
use crate::model::{TimeInterval, Timestamp};
use crate::rulebook::OrderRules;
use crate::state::{Milestone, OrderState};

/// Until when the surface is to be restored after a repair.
pub fn due(repaired: TimeInterval, rules: &OrderRules) -> Timestamp {
    repaired.middle() + rules.reinstate_within
}

/// The clock of an opened surface. It runs from the repair, so that there is none before it, and none where nothing was
/// opened.
pub fn clock(state: &OrderState, rules: &OrderRules, now: Timestamp) -> Option<Clock> {
    let start = when_repaired(state).filter(|_| state.surface_opened)?;
    let done = state.milestones.get(&Milestone::SurfaceRestored).copied();
    Some(Clock::new(ClockKind::Reinstate, start, rules.reinstate_within, done, now))
}
