//! OUTAGE (3.3.4, 5.6): the hotline is told scope and times before the first valve is closed, a notice hangs at every
//! listed place, and no announced time lies beyond the order's limit.

use super::order::repair_limit;
use super::verdict::{Clock, ClockKind};
use crate::event::OutagePlan;
use crate::model::{OrderKind, Span, TimeInterval, Timestamp};
use crate::rulebook::OrderRules;
use crate::state::{Announced, Milestone, OrderState};

/// How long after the first valve the hotline may still be told: an emergency repair of a main has its grace, a household
/// meter is no emergency.
fn grace(kind: OrderKind, rules: &OrderRules) -> Span {
    match kind {
        OrderKind::Main => rules.outage_emergency_grace,
        OrderKind::HouseholdMeter => Span::ZERO,
    }
}

/// Until when the hotline must know of an outage, once the first valve was closed at `stopped`.
pub fn tell_until(kind: OrderKind, stopped: TimeInterval, rules: &OrderRules) -> Timestamp {
    stopped.middle() + grace(kind, rules)
}

/// The clocks of an outage: told in time (runs from the first closed valve), and announced within the order's limit.
pub fn clocks(
    kind: OrderKind,
    state: &OrderState,
    start: TimeInterval,
    rules: &OrderRules,
    now: Timestamp,
) -> Vec<Clock> {
    let told = state.outage.as_ref().map(|outage| outage.first_at);
    let stopped = state.milestones.get(&Milestone::WaterStopped);
    let tell = stopped.map(|at| Clock::new(ClockKind::TellOutage, *at, grace(kind, rules), told, now));
    let restore = state.outage.as_ref().map(|outage| {
        let announced = TimeInterval::exact(outage.plan.restore_at);
        Clock::new(ClockKind::AnnouncedRestore, start, repair_limit(kind, rules), Some(announced), now)
    });
    tell.into_iter().chain(restore).collect()
}

/// The order's limit, if the plan announces water back beyond it.
pub fn beyond_limit(
    plan: &OutagePlan,
    kind: OrderKind,
    instructed: TimeInterval,
    rules: &OrderRules,
) -> Option<Timestamp> {
    let limit = instructed.middle() + repair_limit(kind, rules);
    (plan.restore_at > limit).then_some(limit)
}

/// The listed places where the newest notice does not hang yet, with a photo.
pub fn missing_notices(outage: &Announced) -> Vec<&str> {
    let hangs = |place: &str| outage.posted.iter().any(|posted| posted.place == place && posted.with_photo);
    outage.plan.places.iter().map(String::as_str).filter(|place| !hangs(place)).collect()
}
