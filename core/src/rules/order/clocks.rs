//! The limits of an order: ARRIVE, REPAIR-WINDOW, OUTAGE and REINSTATE, each as a clock.
//!
//! All run from the instruction: dispatch or logged telephone call, whichever came first. Handing on (NO-PASSING) starts
//! nothing anew, because a milestone keeps its first time.

use super::{paused_time, when_arrived};
use crate::event::RepairResult;
use crate::model::{OrderKind, OrderRecord, Span, TimeInterval, Timestamp};
use crate::rulebook::{OrderRules, Rulebook};
use crate::rules::verdict::{Clock, ClockKind};
use crate::rules::{outage, reinstate};
use crate::state::{Milestone, OrderStage, OrderState};

/// REPAIR-WINDOW (3.3.3): the limit of this kind of order.
pub fn repair_limit(kind: OrderKind, rules: &OrderRules) -> Span {
    match kind {
        OrderKind::HouseholdMeter => rules.household_repair,
        OrderKind::Main => rules.main_repair,
    }
}

/// Every clock of an order, judged at `now`. None runs before somebody was instructed, and none on a duplicate: there the
/// other order's clocks count.
pub fn clocks(record: &OrderRecord, state: &OrderState, book: &Rulebook, now: Timestamp) -> Vec<Clock> {
    let Some(start) = state.milestones.get(&Milestone::Instructed).copied() else { return Vec::new() };
    if matches!(state.result, Some(RepairResult::DuplicateOf { .. })) {
        return Vec::new();
    }
    let mut clocks = vec![arrive(state, start, &book.order, now), repair(record, state, start, &book.order, now)];
    clocks.extend(outage::clocks(record.kind, state, start, &book.order, now));
    clocks.extend(reinstate::clock(state, &book.order, now));
    clocks.into_iter().map(|clock| clock.warned(book.order.warn_before)).collect()
}

fn arrive(state: &OrderState, start: TimeInterval, rules: &OrderRules, now: Timestamp) -> Clock {
    let clock = Clock::new(ClockKind::Arrive, start, rules.arrive_within, when_arrived(state), now);
    if state.arrival_proven { clock } else { clock.unproven() }
}

fn repair(record: &OrderRecord, state: &OrderState, start: TimeInterval, rules: &OrderRules, now: Timestamp) -> Clock {
    let done = when_repaired(state).or_else(|| when_settled(state));
    let clock = Clock::new(ClockKind::Repair, start, repair_limit(record.kind, rules), done, now);
    match paused_time(state, start, done, rules, now) {
        Some(time) => clock.paused(time),
        None => clock,
    }
}

/// When the repair was done. Without a tap, what can only follow a repair says that it was not later, and what came before
/// it that it was not earlier.
pub fn when_repaired(state: &OrderState) -> Option<TimeInterval> {
    let at = |m: Milestone| state.milestones.get(&m).copied();
    if let Some(repaired) = at(Milestone::Repaired) {
        return Some(repaired);
    }
    let reported = at(Milestone::Reported).filter(|_| state.result == Some(RepairResult::Repaired));
    let after = [at(Milestone::WaterRestored), at(Milestone::SurfaceRestored), reported];
    let latest = after.into_iter().flatten().map(|at| at.latest).min()?;
    let before = [Milestone::Instructed, Milestone::Arrived, Milestone::WaterStopped];
    let earliest = before.into_iter().filter_map(at).map(|at| at.earliest).max().unwrap_or(latest);
    Some(TimeInterval::between(earliest.min(latest), latest))
}

/// When an order that needed no repair here was settled: the hotline got its result. "Made safe" settles only an order that
/// the office then closed; until that, its repair is awaited.
fn when_settled(state: &OrderState) -> Option<TimeInterval> {
    let settled = match state.result.as_ref()? {
        RepairResult::NothingFound | RepairResult::NotOurs | RepairResult::Other => true,
        RepairResult::MadeSafe => state.stage == OrderStage::Closed,
        // A repair has its own time, and a duplicate has no clocks.
        RepairResult::Repaired | RepairResult::DuplicateOf { .. } => false,
    };
    state.milestones.get(&Milestone::Reported).copied().filter(|_| settled)
}
