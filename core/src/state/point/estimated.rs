//! Estimates and the customer's own word: the row, and what is escalated (EST-LIMIT, EST-ESCALATE).

use super::fold::{Happening, Point};
use super::{Escalation, EstimateKept, EstimateStanding, Stand, on_dial, read};
use crate::event::{MethodUsed, ReadingEstimated};
use crate::model::{Register, TimeInterval, Volume};
use crate::rulebook::Rulebook;
use crate::rules::estimate;
use crate::rules::reading::ReadingEventKind;
use crate::rules::reading_check::{CheckCode, Entry, use_between};
use crate::state::{FollowUp, PointState};

/// A use that nobody read.
struct Unread {
    consumption: Volume,
    /// Where the customer says that the register stands.
    stand: Option<Volume>,
    method: Option<MethodUsed>,
    /// What the checks said.
    checks: Vec<CheckCode>,
    /// Which of them want a person's eye.
    questions: Vec<CheckCode>,
    /// What it is where nothing is in question.
    kind: ReadingEventKind,
}

/// 估抄. The pit is to be tidied, whatever becomes of the estimate (EST-TIDY).
pub(super) fn estimated(of: &mut Point, happening: &Happening<'_>, fact: &ReadingEstimated) -> Vec<FollowUp> {
    let pit = fact.pit.clone().or_else(|| of.record.as_ref().and_then(|record| record.pit.clone()));
    let tidy = FollowUp::TidyPit { pit, due: estimate::tidy_due(happening.now(), happening.book) };
    let questions = estimate::questions(fact, happening.made_at, happening.book);
    let unread = Unread {
        consumption: fact.consumption,
        stand: None,
        method: Some(fact.method),
        checks: questions.clone(),
        questions,
        kind: ReadingEventKind::Estimated,
    };
    std::iter::once(tidy).chain(add_to_row(of, happening, unread)).collect()
}

/// 用户自报, unverified: counts as an estimate. Only what cannot be true is put in question; a stand that is unusual is noted.
pub(super) fn told(of: &mut Point, happening: &Happening<'_>, value: Volume) -> Vec<FollowUp> {
    let mut checks: Vec<CheckCode> = read::told_checks(of, happening, value).iter().map(|check| check.code).collect();
    let from = of.state.estimated_from(happening.period, of.wheels());
    let consumption = match from {
        Some(from) => told_use(of, from, value, happening.book).unwrap_or_else(|| {
            checks.push(CheckCode::Lower);
            value - from.value
        }),
        None => Volume::ZERO,
    };
    checks.sort_unstable();
    checks.dedup();
    let impossible = [
        CheckCode::TooManyDigits,
        CheckCode::NotANumber,
        CheckCode::RolledOver,
        CheckCode::Lower,
        CheckCode::OverCapacity,
    ];
    let questions = checks.iter().copied().filter(|code| impossible.contains(code)).collect();
    let unread = Unread {
        consumption,
        stand: Some(value),
        method: None,
        checks,
        questions,
        kind: ReadingEventKind::CustomerTold,
    };
    add_to_row(of, happening, unread)
}

fn told_use(of: &Point, from: Stand, value: Volume, book: &Rulebook) -> Option<Volume> {
    let Some(record) = &of.record else { return (value >= from.value).then(|| value - from.value) };
    let meter = of.state.meter(record);
    use_between(from.value, &Entry { meter: &meter.id, value, rolled_over: false }, meter.register, book)
}

fn add_to_row(of: &mut Point, happening: &Happening<'_>, unread: Unread) -> Vec<FollowUp> {
    let limit = happening.book.estimate.max_consecutive;
    let nth = estimate::place_in_row(&of.state, happening.period);
    let (kind, standing) = if nth > limit {
        (ReadingEventKind::OverLimit, EstimateStanding::Escalated)
    } else if unread.questions.is_empty() {
        (unread.kind, EstimateStanding::Billable)
    } else {
        (ReadingEventKind::EstimateInQuestion, EstimateStanding::InQuestion)
    };
    let Some(stage) = of.state.next_stage(happening.period, kind) else { return Vec::new() };
    let kept = EstimateKept {
        event: happening.event,
        period: happening.period,
        at: happening.minute(),
        consumption: unread.consumption,
        method: unread.method,
        standing,
    };
    let register = of.wheels();
    of.state.append(kept, unread.stand, register);
    of.state.rest_on(happening, stage, Some(unread.consumption), unread.checks);
    match standing {
        EstimateStanding::Escalated => {
            of.state.escalate(Escalation {
                estimate: happening.event,
                nth,
                since: happening.at,
                decision: None,
                reason: String::new(),
            });
            vec![FollowUp::Escalated { nth, limit }]
        }
        EstimateStanding::InQuestion => vec![FollowUp::InReview { checks: unread.questions }],
        EstimateStanding::Billable | EstimateStanding::SetAside => Vec::new(),
    }
}

impl PointState {
    /// One more estimate after the last actual reading; a second one in a month takes the place of the first. `told` is where
    /// somebody says that the register stands: all that is known at a point that nobody has read yet.
    pub(super) fn append(&mut self, kept: EstimateKept, told: Option<Volume>, register: Option<Register>) {
        let from = self.estimated_from(kept.period, register);
        self.estimates_in_row = estimate::place_in_row(self, kept.period);
        self.estimates.pop_if(|earlier| earlier.period == kept.period);
        let value = from.map(|from| from.value + kept.consumption).or(told);
        self.believed = value.map(|value| on_dial(Stand { value, at: kept.at, kind: kept.stand_kind() }, register));
        self.estimates.push(kept);
        self.next_escalation();
    }

    /// One more escalation. The oldest that nobody has decided comes first.
    fn escalate(&mut self, newest: Escalation) {
        if self.escalation.as_ref().is_none_or(|earlier| earlier.decision.is_some()) {
            self.escalation = Some(newest);
        }
    }

    /// The next escalation to be decided takes the place of one that is decided or that a reading settled.
    pub(super) fn next_escalation(&mut self) {
        let waits = |kept: &EstimateKept| kept.standing == EstimateStanding::Escalated;
        let first = self.escalation.as_ref().filter(|it| it.decision.is_none());
        if first.is_some_and(|it| self.estimates.iter().any(|kept| kept.event == it.estimate && waits(kept))) {
            return;
        }
        self.escalation.take_if(|it| it.decision.is_none());
        let next = (1..).zip(&self.estimates).find(|(_, kept)| waits(kept));
        if let Some((nth, kept)) = next {
            let since = TimeInterval::exact(kept.at);
            let reason = String::new();
            self.escalation = Some(Escalation { estimate: kept.event, nth, since, decision: None, reason });
        }
    }
}
