//! READ-CHECK (3.2.3): what is asked of a worker who enters a stand that does not fit.
//!
//! Checks ask, they never refuse: [`parse_entry`] stops a typing that cannot be a stand, and everything else is recorded.
//! The server runs [`check`](fn@check) again over the fact; what [`unanswered`] then names goes to review.

mod answers;
mod check;
mod entry;
mod expected;
#[cfg(test)]
mod tests;

pub use answers::{Answers, unanswered};
pub use check::{Ask, Check, CheckCode, Detail, Severity};
pub use entry::{Entry, parse_entry};
pub use expected::{Expected, expected};

use self::expected::expected_from;
use crate::model::{AccountStatus, Flow, Meter, Period, PointRecord, Register, Span, Timestamp, Volume};
use crate::rulebook::Rulebook;
use crate::state::{PointState, ReadingStage, Stand, days_between};

/// Every check that the entry meets, in the order of READ-CHECK. `now` is when it was read.
pub fn check(
    record: &PointRecord,
    state: &PointState,
    entry: &Entry<'_>,
    now: Timestamp,
    book: &Rulebook,
) -> Vec<Check> {
    let meter = state.meter(record);
    let mut checks = on_register(entry.value, meter.register);
    if *entry.meter != meter.id {
        let detail = Detail::Meter { expected: meter.id.clone(), found: entry.meter.clone() };
        checks.push(Check::confirm(CheckCode::OtherMeter, &[Ask::Photo, Ask::Office], detail));
    }
    let period = Period::of(now, book.utc_offset);
    checks.extend(already_read(state, period, book));
    if checks.iter().all(|c| c.code == CheckCode::AlreadyRead) {
        // Another meter's stand, or one that this register cannot show, says nothing about the use.
        checks.extend(on_use(record, state, entry, now, book));
    }
    checks.extend(in_question(state, period));
    checks
}

fn on_register(value: Volume, register: Register) -> Vec<Check> {
    let mut checks = Vec::new();
    if value >= register.capacity() {
        checks.push(Check::reject(CheckCode::TooManyDigits, register));
    }
    if value < Volume::ZERO || value.as_litres() % register.unit().as_litres() != 0 {
        checks.push(Check::reject(CheckCode::NotANumber, register));
    }
    checks
}

fn already_read(state: &PointState, period: Period, book: &Rulebook) -> Option<Check> {
    let done = matches!(state.stage(period), ReadingStage::Actual | ReadingStage::Released);
    let read = state.last_actual.filter(|_| done && state.read_in(period, book.utc_offset))?;
    let detail = Detail::Earlier { value: read.value, at: read.at };
    Some(Check::confirm(CheckCode::AlreadyRead, &[Ask::SecondEntry], detail))
}

/// Everything that needs a previous stand.
fn on_use(record: &PointRecord, state: &PointState, entry: &Entry<'_>, now: Timestamp, book: &Rulebook) -> Vec<Check> {
    let meter = state.meter(record);
    let period = Period::of(now, book.utc_offset);
    let Some(previous) = state.counted_from(period, Some(meter.register), book.utc_offset) else { return Vec::new() };
    let (consumption, lower) = match consumption(previous.value, entry, meter.register, book) {
        Counted::Known(consumption) => (consumption, None),
        Counted::SlightlyLower(check) => (Volume::ZERO, Some(check)),
        Counted::Unknown(check) => return vec![check],
    };
    let days = days_between(previous.at, now, book.utc_offset);
    // A month that was read already is judged as if it had not been.
    let own = usize::from(state.read_in(period, book.utc_offset) && state.since.is_some());
    let expected = expected_from(state.uses(book.utc_offset).skip(own), days, book);
    lower
        .into_iter()
        .chain(over_capacity(consumption, previous, meter, now))
        .chain(expected.and_then(|expected| off_expectation(consumption, &expected)))
        .chain(expected.and_then(|expected| zero_use(consumption, &expected, book)))
        .chain(closed_account(record, consumption))
        .collect()
}

/// The use that an entry shows.
enum Counted {
    /// Plainly higher, or over zero with the worker's word for it.
    Known(Volume),
    /// Lower within the tolerance: no use.
    SlightlyLower(Check),
    /// Lower: the use is not known before the question is answered.
    Unknown(Check),
}

fn consumption(previous: Volume, entry: &Entry<'_>, register: Register, book: &Rulebook) -> Counted {
    let by = previous - entry.value;
    if by <= Volume::ZERO {
        return Counted::Known(entry.value - previous);
    }
    let lower = Detail::Lower { previous, by };
    let tolerance = register.unit().as_litres() * i64::from(book.reading.lower_tolerance_units);
    if by.as_litres() <= tolerance {
        return Counted::SlightlyLower(Check::note(CheckCode::SlightlyLower, lower));
    }
    if near_top(previous, register, book) {
        let consumption = register.capacity() - by;
        if entry.rolled_over {
            return Counted::Known(consumption);
        }
        let detail = Detail::Rollover { previous, consumption };
        return Counted::Unknown(Check::confirm(CheckCode::RolledOver, &[Ask::Rollover], detail));
    }
    Counted::Unknown(Check::confirm(CheckCode::Lower, &[Ask::Photo, Ask::Office], lower))
}

/// Whether a stand lies so near the top of the dial that a lower one after it may have gone over zero.
pub fn near_top(previous: Volume, register: Register, book: &Rulebook) -> bool {
    let share = i128::from(previous.as_litres()) * 100;
    share > i128::from(register.capacity().as_litres()) * i128::from(book.reading.rollover_from_percent)
}

/// Whether a lower stand, of which no worker said anything, went over zero rather than back: the previous one was near the
/// top, and the way over zero is shorter than half the dial.
pub fn went_over_zero(previous: Volume, value: Volume, register: Register, book: &Rulebook) -> bool {
    let over_zero = register.capacity() - (previous - value);
    near_top(previous, register, book) && over_zero.as_litres() < register.capacity().as_litres() / 2
}

/// The use between two stands, tolerance and rollover counted; `None` where only a person can say.
pub fn use_between(previous: Volume, entry: &Entry<'_>, register: Register, book: &Rulebook) -> Option<Volume> {
    match consumption(previous, entry, register, book) {
        Counted::Known(consumption) => Some(consumption),
        Counted::SlightlyLower(_) => Some(Volume::ZERO),
        Counted::Unknown(_) => None,
    }
}

fn over_capacity(consumption: Volume, previous: Stand, meter: &Meter, now: Timestamp) -> Option<Check> {
    let most = most_since(meter.q4, now - previous.at);
    let detail = Detail::Capacity { consumption, most };
    let q4_known = meter.q4 > Flow::litres_per_hour(0);
    (q4_known && consumption > most)
        .then(|| Check::confirm(CheckCode::OverCapacity, &[Ask::Photo, Ask::SecondEntry, Ask::Office], detail))
}

/// Q4 × hours, in whole litres.
fn most_since(q4: Flow, elapsed: Span) -> Volume {
    let ms_per_hour = i128::from(Span::hours(1).as_millis());
    let litres = i128::from(q4.as_litres_per_hour()) * i128::from(elapsed.as_millis().max(0)) / ms_per_hour;
    Volume::litres(i64::try_from(litres).unwrap_or(i64::MAX))
}

fn off_expectation(consumption: Volume, expected: &Expected) -> Option<Check> {
    let detail = |low, high| Detail::Band { consumption, expected: expected.consumption, low, high };
    if consumption < expected.far_low || consumption > expected.far_high {
        let detail = detail(expected.far_low, expected.far_high);
        return Some(Check::confirm(CheckCode::FarFromExpected, &[Ask::Photo, Ask::SecondEntry], detail));
    }
    (consumption < expected.low || consumption > expected.high)
        .then(|| Check::note(CheckCode::Unusual, detail(expected.low, expected.high)))
}

fn zero_use(consumption: Volume, expected: &Expected, book: &Rulebook) -> Option<Check> {
    let usual = expected.consumption >= book.reading.zero_use_from;
    let detail = Detail::Band { consumption, expected: expected.consumption, low: expected.low, high: expected.high };
    (usual && consumption == Volume::ZERO).then(|| Check::note(CheckCode::ZeroUse, detail))
}

fn closed_account(record: &PointRecord, consumption: Volume) -> Option<Check> {
    let used = record.account == AccountStatus::Closed && consumption > Volume::ZERO;
    used.then(|| Check::confirm(CheckCode::ClosedAccount, &[Ask::Photo], Detail::Use { consumption }))
}

fn in_question(state: &PointState, period: Period) -> Option<Check> {
    let waits = |stage| matches!(stage, ReadingStage::InReview | ReadingStage::Escalated);
    let held = state.held.as_ref().map(|held| held.period);
    let open = state.current.as_ref().filter(|current| waits(current.stage)).map(|current| current.period);
    let period = held.into_iter().chain(open).find(|earlier| *earlier < period)?;
    Some(Check::note(CheckCode::PreviousInQuestion, Detail::Open { period }))
}
