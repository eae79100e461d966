//! Which function takes which fact of a service point, and what they share.

use super::{PeriodReading, PointState, ReadingStage, decided, estimated, exchanged, imported, minutes, read};
use crate::event::{Dated, EventId, Fact};
use crate::model::{Period, PointRecord, Register, TimeInterval, Timestamp, Volume};
use crate::rulebook::Rulebook;
use crate::rules::estimate::MadeAt;
use crate::rules::reading::{ReadingEventKind, Step, step};
use crate::rules::reading_check::CheckCode;
use crate::state::{FollowUp, Of};

/// A service point: the books' record and what followed.
pub(super) type Point = Of<PointRecord, PointState>;

/// Which fact is being folded, when it happened, and under which rules.
pub(super) struct Happening<'a> {
    pub(super) event: EventId,
    pub(super) made_at: MadeAt,
    pub(super) at: TimeInterval,
    pub(super) period: Period,
    pub(super) book: &'a Rulebook,
}

impl Happening<'_> {
    /// The instant to count days and hours from.
    pub(super) fn now(&self) -> Timestamp {
        self.at.middle()
    }

    /// The same to the minute, as stands and estimates keep it.
    pub(super) fn minute(&self) -> Timestamp {
        minutes::floor(self.now())
    }
}

/// The books' entry changed. Once they name the exchanged meter, or any other meter than before, theirs is the word again.
pub(in crate::state) fn register(of: &mut Point, record: &PointRecord) {
    let before = of.record.as_ref().map(|known| &known.meter.id);
    let caught_up = of.state.meter.as_ref().is_some_and(|meter| meter.id == record.meter.id);
    if caught_up || before.is_some_and(|id| *id != record.meter.id) {
        of.state.meter = None;
    }
    of.record = Some(record.clone());
}

/// Takes one fact in, and says what follows.
pub(in crate::state) fn apply(of: &mut Point, dated: &Dated, book: &Rulebook) -> Vec<FollowUp> {
    let period = Period::of(dated.at.middle(), book.utc_offset);
    let happening = Happening { event: dated.event.id, made_at: MadeAt::of(&dated.event), at: dated.at, period, book };
    match &dated.event.fact {
        Fact::ReadingTaken(taken) => read::taken(of, &happening, taken),
        Fact::ReadingEstimated(estimate) => estimated::estimated(of, &happening, estimate),
        Fact::ReadingMissed(_) => missed(of, &happening),
        Fact::CustomerReported(told) if told.verified => read::verified(of, &happening, told.value),
        Fact::CustomerReported(told) => estimated::told(of, &happening, told.value),
        Fact::ReadingImported(past) => imported::imported(of, &happening, past),
        Fact::MeterExchanged(exchange) => exchanged::exchanged(of, &happening, exchange),
        Fact::EscalationDecided(decided) => decided::escalation(&mut of.state, decided),
        Fact::ReadingReviewed(review) => decided::review(of, &happening, review),
        // No other fact fits a point (`Fact::fits`).
        _ => Vec::new(),
    }
}

/// 3.2.2: "no reading" leaves the row of estimates as it is.
fn missed(of: &mut Point, happening: &Happening<'_>) -> Vec<FollowUp> {
    if let Some(stage) = of.state.next_stage(happening.period, ReadingEventKind::Missed) {
        of.state.rest_on(happening, stage, None, Vec::new());
    }
    Vec::new()
}

impl Point {
    /// The number wheels of the meter that hangs here now, if the books know the point.
    pub(super) fn wheels(&self) -> Option<Register> {
        self.record.as_ref().map(|record| self.state.meter(record).register)
    }
}

impl PointState {
    /// The stage that a fact brings its month to; `None` where it is kept in the log and changes nothing.
    pub(super) fn next_stage(&self, period: Period, kind: ReadingEventKind) -> Option<ReadingStage> {
        match step(self.stage(period), kind) {
            Step::To(stage) => Some(stage),
            Step::Kept(_) => None,
        }
    }

    /// The month rests on this fact from now on.
    pub(super) fn rest_on(
        &mut self,
        happening: &Happening<'_>,
        stage: ReadingStage,
        consumption: Option<Volume>,
        checks: Vec<CheckCode>,
    ) {
        let Happening { event, at, period, .. } = *happening;
        self.current = Some(PeriodReading { period, stage, event, at, consumption, checks });
    }
}
