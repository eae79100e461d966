//! What the supervisor decided on an escalated estimate, and the office on a reading in review.

use super::fold::{Happening, Point};
use super::{EstimateStanding, OldRegister, PeriodReading, PointState, ReadingStage, read};
use crate::event::{EscalationDecided, EscalationDecision, EventId, ReadingResolution, ReadingReviewed};
use crate::model::{Period, TimeInterval, UtcOffset};
use crate::rules::reading::ReadingEventKind;
use crate::state::FollowUp;

/// EST-ESCALATE: the estimate may stand and be billed, or the meter is to be read.
pub(super) fn escalation(state: &mut PointState, decided: &EscalationDecided) -> Vec<FollowUp> {
    let Some(kept) = state.estimates.iter().find(|kept| kept.event == decided.estimate).cloned() else {
        // An actual reading or another estimate was faster: nothing waits for this decision any more.
        return Vec::new();
    };
    let allowed = decided.decision == EscalationDecision::AllowEstimate;
    let kind = if allowed { ReadingEventKind::Allowed } else { ReadingEventKind::VisitOrdered };
    if let Some(current) = state.current.as_ref().filter(|current| current.period == kept.period) {
        let Some(next) = state.next_stage(kept.period, kind) else { return Vec::new() };
        let again = current.event != kept.event;
        let at = if again { TimeInterval::exact(kept.at) } else { current.at };
        let checks = if again { Vec::new() } else { current.checks.clone() };
        let consumption = Some(kept.consumption);
        state.current =
            Some(PeriodReading { period: kept.period, stage: next, event: kept.event, at, consumption, checks });
    }
    state.judge(kept.event, allowed);
    if let Some(escalation) = state.escalation.as_mut().filter(|it| it.estimate == decided.estimate) {
        escalation.decision = Some(decided.decision.clone());
        escalation.reason.clone_from(&decided.reason);
    }
    state.next_escalation();
    Vec::new()
}

/// 待核: accepted, or to be read again.
pub(super) fn review(of: &mut Point, happening: &Happening<'_>, review: &ReadingReviewed) -> Vec<FollowUp> {
    let accepted = review.resolution == ReadingResolution::Accept;
    if of.state.held.as_ref().is_some_and(|held| held.event == review.reading) {
        return held(of, happening, accepted);
    }
    if let Some(old) = of.state.old_register.take_if(|old| old.event == review.reading) {
        return old_register(&mut of.state, old, accepted, happening.book.utc_offset);
    }
    let state = &of.state;
    let estimate = state.estimates.iter().any(|kept| kept.event == review.reading);
    let current = state.current.as_ref().filter(|current| current.event == review.reading);
    let Some(period) = current.map(|current| current.period) else {
        // An estimate of an earlier month that was in question.
        of.state.judge(review.reading, accepted);
        return Vec::new();
    };
    let kind = if accepted { ReadingEventKind::Accepted } else { ReadingEventKind::SetAside };
    let Some(next) = state.next_stage(period, kind) else { return Vec::new() };
    if estimate {
        of.state.judge(review.reading, accepted);
    } else if !accepted {
        read::retract(of, period, happening.book);
    }
    of.state.move_to(next);
    Vec::new()
}

/// The stand in review, which may be of a month before the newest.
fn held(of: &mut Point, happening: &Happening<'_>, accepted: bool) -> Vec<FollowUp> {
    let Some(held) = of.state.held.take() else { return Vec::new() };
    let settled =
        if accepted { read::settle(of, held.event, held.stand, held.rolled_over, happening.book) } else { None };
    of.state.resolve(held.event, held.period, accepted, happening.book.utc_offset);
    settled.into_iter().collect()
}

/// 拆表底数 below the last stand. Set aside, nothing of the old register's last use counts; it cannot be read again.
fn old_register(state: &mut PointState, old: OldRegister, accepted: bool, offset: UtcOffset) -> Vec<FollowUp> {
    let (event, period, volume) = (old.event, old.period, old.until.value - old.from.value);
    let settled = if accepted { state.count_old_register(old, volume, offset) } else { None };
    state.resolve(event, period, accepted, offset);
    settled.into_iter().collect()
}

impl PointState {
    /// The month that rests on a fact in review moves on.
    fn resolve(&mut self, event: EventId, period: Period, accepted: bool, offset: UtcOffset) {
        let kind = if accepted { ReadingEventKind::Accepted } else { ReadingEventKind::SetAside };
        let next = self.next_stage(period, kind);
        let consumption = self.month_use(period, offset);
        let current = self.current.as_mut().filter(|current| current.event == event);
        if let Some((current, next)) = current.zip(next) {
            current.stage = next;
            current.consumption = consumption.filter(|_| accepted);
        }
    }

    fn move_to(&mut self, stage: ReadingStage) {
        if let Some(current) = &mut self.current {
            current.stage = stage;
        }
    }

    /// Billing may use this estimate from now on, or never. What it may have used already stays.
    fn judge(&mut self, estimate: EventId, allowed: bool) {
        let kept = self.estimates.iter_mut().find(|kept| kept.event == estimate && !kept.is_billable());
        if let Some(kept) = kept {
            kept.standing = if allowed { EstimateStanding::Billable } else { EstimateStanding::SetAside };
        }
    }
}
