//! REPAIR-WINDOW (3.3.3): for a listed outside cause, and with a supervisor's approval, a repair's clock stands still.

use crate::event::{EventId, PauseCause};
use crate::model::{Span, TimeInterval, Timestamp};
use crate::rulebook::OrderRules;
use crate::rules::verdict::TimeOut;
use crate::state::{OrderState, Pause, PauseStanding};

/// Why a supervisor may not decide so on a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MayNotDecide {
    /// The order does not know it.
    #[error("the order has no such pause: it is another one now; load the order again")]
    Unknown,
    /// Somebody has decided.
    #[error("this pause is decided already; load the order again")]
    Decided,
    /// Its cause is not one of those that count.
    #[error("`{}` is not in the rulebook's order.pause_causes, so this pause cannot be approved", .0.name())]
    CauseNotListed(PauseCause),
}

/// Whether a supervisor may decide so on a pause of the order.
pub fn may_decide(state: &OrderState, pause: EventId, approved: bool, rules: &OrderRules) -> Result<(), MayNotDecide> {
    let pause = state.pauses.iter().find(|known| known.id == pause).ok_or(MayNotDecide::Unknown)?;
    if pause.standing != PauseStanding::Waiting {
        return Err(MayNotDecide::Decided);
    }
    if approved && !rules.pause_causes.contains(&pause.cause) {
        return Err(MayNotDecide::CauseNotListed(pause.cause));
    }
    Ok(())
}

/// How long a repair stood still between `start` and its end, or `now`, by pauses that count; `None`: none did. Two pauses
/// that overlap, as two phones may state them, count once.
pub(crate) fn paused_time(
    state: &OrderState,
    start: TimeInterval,
    done: Option<TimeInterval>,
    rules: &OrderRules,
    now: Timestamp,
) -> Option<TimeOut> {
    let counts = |pause: &&Pause| {
        matches!(pause.standing, PauseStanding::Approved(_)) && rules.pause_causes.contains(&pause.cause)
    };
    let counting: Vec<&Pause> = state.pauses.iter().filter(counts).collect();
    if counting.is_empty() {
        return None;
    }
    let end = done.unwrap_or(TimeInterval::exact(now));
    let ended = |pause: &Pause| pause.until.unwrap_or(end);
    // Beyond doubt it stood still in the cores, and nowhere outside the hulls.
    let cores = counting.iter().map(|p| (p.from.latest.max(start.latest), ended(p).earliest.min(end.earliest)));
    let hulls = counting.iter().map(|p| (p.from.earliest.max(start.earliest), ended(p).latest.min(end.latest)));
    let likely = counting.iter().map(|p| (p.from.middle().max(start.middle()), ended(p).middle().min(end.middle())));
    Some(TimeOut {
        at_least: covered(cores),
        likely: covered(likely),
        at_most: covered(hulls),
        goes_on: done.is_none() && counting.iter().any(|pause| pause.until.is_none()),
    })
}

/// How much time stretches cover together; one that ends before it begins covers none.
fn covered(stretches: impl Iterator<Item = (Timestamp, Timestamp)>) -> Span {
    let mut stretches: Vec<_> = stretches.filter(|(from, until)| from < until).collect();
    stretches.sort_unstable();
    let (mut sum, mut reached) = (Span::ZERO, Timestamp::MIN);
    for (from, until) in stretches {
        sum = sum + (until.max(reached) - from.max(reached));
        reached = reached.max(until);
    }
    sum
}
