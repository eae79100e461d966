//! A stand that somebody read: what rests on it, and how that is undone.

use super::fold::{Happening, Point};
use super::{EstimateKept, HeldReading, PointState, Stand, StandKind, on_dial};
use crate::event::{EventId, ReadingTaken};
use crate::model::{Period, Register, Volume};
use crate::rulebook::Rulebook;
use crate::rules::reading::ReadingEventKind;
use crate::rules::reading_check::{self, Answers, Check, CheckCode, Entry, near_top, went_over_zero};
use crate::rules::true_up;
use crate::state::{FollowUp, INTERVALS_USED, TrueUp};

/// 实抄. The server's own check decides again whether every question is answered.
pub(super) fn taken(of: &mut Point, happening: &Happening<'_>, taken: &ReadingTaken) -> Vec<FollowUp> {
    let checks = checks(of, happening, &Entry::from(taken));
    read(of, happening, taken.value, &checks, Answers::from(taken))
}

/// 用户自报, verified by the office: as good as read. Whoever verified it saw the photo and compared the figures; a rollover
/// and what only a person can settle stay open.
pub(super) fn verified(of: &mut Point, happening: &Happening<'_>, value: Volume) -> Vec<FollowUp> {
    let checks = told_checks(of, happening, value);
    read(of, happening, value, &checks, Answers { photo: true, second_entry: true, rolled_over: false })
}

/// What the checks say of a stand that the customer told: of the meter that hangs here, whatever it is.
pub(super) fn told_checks(of: &Point, happening: &Happening<'_>, value: Volume) -> Vec<Check> {
    let Some(meter) = of.record.as_ref().map(|record| of.state.meter(record).id.clone()) else { return Vec::new() };
    checks(of, happening, &Entry { meter: &meter, value, rolled_over: false })
}

fn checks(of: &Point, happening: &Happening<'_>, entry: &Entry<'_>) -> Vec<Check> {
    let check = |record| reading_check::check(record, &of.state, entry, happening.now(), happening.book);
    of.record.as_ref().map(check).unwrap_or_default()
}

fn read(of: &mut Point, happening: &Happening<'_>, value: Volume, checks: &[Check], answers: Answers) -> Vec<FollowUp> {
    let questions = reading_check::unanswered(checks, answers);
    let codes = checks.iter().map(|check| check.code).collect();
    let stand = Stand::new(value, happening.now(), StandKind::Actual);
    if questions.is_empty() {
        stands(of, happening, stand, answers.rolled_over, codes)
    } else {
        hold(of, happening, stand, answers.rolled_over, codes, questions)
    }
}

/// A stand that counts: the month's reading is done.
pub(super) fn stands(
    of: &mut Point,
    happening: &Happening<'_>,
    stand: Stand,
    rolled_over: bool,
    checks: Vec<CheckCode>,
) -> Vec<FollowUp> {
    let settled = settle(of, happening.event, stand, rolled_over, happening.book);
    if let Some(stage) = of.state.next_stage(happening.period, ReadingEventKind::Read) {
        let consumption = of.state.month_use(happening.period, happening.book.utc_offset);
        of.state.rest_on(happening, stage, consumption, checks);
    }
    settled.into_iter().collect()
}

/// A stand in review: kept, and nothing rests on it before a person accepted it.
fn hold(
    of: &mut Point,
    happening: &Happening<'_>,
    stand: Stand,
    rolled_over: bool,
    checks: Vec<CheckCode>,
    questions: Vec<CheckCode>,
) -> Vec<FollowUp> {
    let Happening { event, period, book, .. } = *happening;
    let register = of.wheels();
    let from = of.state.counted_from(period, register, book.utc_offset);
    let rolled_over = rolled_over || from.is_some_and(|from| rolled_by_the_dial(from, stand, register, book));
    if let Some(stage) = of.state.next_stage(period, ReadingEventKind::ReadInQuestion) {
        let consumption = from.map(|from| counted(from, stand, rolled_over, register, book).1);
        of.state.rest_on(happening, stage, consumption, checks);
    }
    of.state.held = Some(HeldReading { event, period, stand, rolled_over, questions: questions.clone() });
    vec![FollowUp::InReview { checks: questions }]
}

/// A lower stand of which nobody said whether it went over zero.
pub(super) fn rolled_by_the_dial(from: Stand, until: Stand, register: Option<Register>, book: &Rulebook) -> bool {
    register.is_some_and(|register| went_over_zero(from.value, until.value, register, book))
}

/// EST-LIMIT, EST-TRUE-UP: from here on use is counted from this stand, the row of estimates ends, and what was estimated
/// before it is settled. A second reading of a month takes the place of the first.
pub(super) fn settle(
    of: &mut Point,
    event: EventId,
    stand: Stand,
    rolled_over: bool,
    book: &Rulebook,
) -> Option<FollowUp> {
    let register = of.wheels();
    let state = &mut of.state;
    let period = Period::of(stand.at, book.utc_offset);
    let mut settled = Vec::new();
    if state.read_in(period, book.utc_offset) {
        settled = state.take_back_settlement();
        state.since = state.since.map(|since| on_dial(since, register));
    } else {
        state.months.extend(state.newest_use(book.utc_offset));
        state.since = state.last_actual;
    }
    let counted = state.since.map(|since| counted(since, stand, rolled_over, register, book));
    let value = counted.map_or(stand.value, |(since, use_)| since.value + use_);
    state.since = counted.map(|(since, _)| since);
    state.last_actual = Some(Stand { value, ..stand });
    settled.extend(state.estimates.extract_if(.., |kept| kept.at <= stand.at));
    state.held.take_if(|held| held.stand.at <= stand.at);
    state.end_row(register);
    state.forget_old_months(period);
    let (_, actual) = counted.filter(|_| !settled.is_empty())?;
    Some(state.settled(true_up::settle(event, stand.at, actual, settled)))
}

/// The stand to count from, so that the difference is the use, and the use. Going over zero puts it below zero; a stand
/// that is lower within the tolerance is no use at all; any other lower one was accepted by a person as it is.
fn counted(
    since: Stand,
    stand: Stand,
    rolled_over: bool,
    register: Option<Register>,
    book: &Rulebook,
) -> (Stand, Volume) {
    let plain = stand.value - since.value;
    let Some(register) = register.filter(|_| plain < Volume::ZERO) else { return (since, plain) };
    let tolerance = register.unit().as_litres() * i64::from(book.reading.lower_tolerance_units);
    if -plain.as_litres() <= tolerance {
        (since, Volume::ZERO)
    } else if rolled_over && near_top(since.value, register, book) {
        (Stand { value: since.value - register.capacity(), ..since }, plain + register.capacity())
    } else {
        (since, plain)
    }
}

/// The use from one actual stand to the last one of the same register.
pub(super) fn use_until(from: Stand, until: Stand, register: Option<Register>, book: &Rulebook) -> Volume {
    counted(from, until, rolled_by_the_dial(from, until, register, book), register, book).1
}

/// 复抄: a reading that counted is set aside; everything is as it was before it.
pub(super) fn retract(of: &mut Point, period: Period, book: &Rulebook) {
    let register = of.wheels();
    let state = &mut of.state;
    if !state.read_in(period, book.utc_offset) {
        // The month rests on an estimate or an exchange: nothing was counted from a reading.
        return;
    }
    let mut estimates = state.take_back_settlement();
    estimates.append(&mut state.estimates);
    state.estimates = estimates;
    state.last_actual = state.since.take().map(|since| on_dial(since, register));
    state.end_row(register);
}

impl PointState {
    /// The estimates that the last actual reading settled, as if it had not.
    fn take_back_settlement(&mut self) -> Vec<EstimateKept> {
        let Some((actual, since)) = self.last_actual.zip(self.since) else { return Vec::new() };
        let by_it = |it: &mut TrueUp| it.at == actual.at && it.actual == actual.value - since.value;
        self.true_up.take_if(by_it).map(|it| it.estimated).unwrap_or_default()
    }

    /// The row is as long as the estimates after the last actual reading, and the believed stand is what they make of it.
    fn end_row(&mut self, register: Option<Register>) {
        self.estimates_in_row = u32::try_from(self.estimates.len()).unwrap_or(u32::MAX);
        let estimated: Volume = self.estimates.iter().map(|kept| kept.consumption).sum();
        self.believed = self.last_actual.zip(self.estimates.last()).map(|(actual, newest)| {
            let stand = Stand { value: actual.value + estimated, at: newest.at, kind: newest.stand_kind() };
            on_dial(stand, register)
        });
        self.next_escalation();
    }

    /// Keeps the newest settlement and says what follows.
    pub(super) fn settled(&mut self, true_up: TrueUp) -> FollowUp {
        let adjustment = true_up.adjustment;
        self.true_up = Some(true_up);
        FollowUp::Settled { adjustment }
    }

    /// Keeps the same month last year (EST-METHOD b), and the last few whatever their age (EST-METHOD a).
    pub(super) fn forget_old_months(&mut self, newest: Period) {
        let kept_anyway = self.months.len().saturating_sub(INTERVALS_USED);
        let too_old =
            self.months.iter().take(kept_anyway).take_while(|month| month.period < newest.last_year()).count();
        self.months.drain(..too_old);
    }
}
