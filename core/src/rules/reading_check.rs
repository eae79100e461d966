//! READ-CHECK (3.2.3): what is asked of a worker who enters a stand that does not fit.
//!
//! Checks ask, they never refuse: [`parse_entry`] stops a typing that cannot be a stand, and everything else is recorded.
//! The server runs [`check`] again over the fact; what [`unanswered`] then names goes to review.

use serde::{Deserialize, Serialize};

use crate::event::ReadingTaken;
use crate::model::{
    AccountStatus, Flow, Meter, MeterId, Period, PointRecord, REGISTER_DECIMALS_MAX, Register, Span, Timestamp, Volume,
};
use crate::rulebook::Rulebook;
use crate::rules::estimate;
use crate::state::{MonthUse, PointState, ReadingStage, Stand, days_between};

/// A check that a reading met. In the order in which they are asked; the last three are asked of estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// More digits than the register has.
    TooManyDigits,
    /// Letters, or decimals where none belong.
    NotANumber,
    /// The scanned meter is not the task's meter.
    OtherMeter,
    /// Already read this period.
    AlreadyRead,
    /// Lower than the previous stand by at most one unit.
    SlightlyLower,
    /// Lower, and the previous stand was near the top of the dial: did it roll over?
    RolledOver,
    /// Lower: reversed, exchanged, or misread.
    Lower,
    /// More than the meter can pass (Q4 × hours).
    OverCapacity,
    /// Outside 0.5–2 × the expected use.
    Unusual,
    /// Outside 0.3–3 × the expected use.
    FarFromExpected,
    /// No use where use is usual.
    ZeroUse,
    /// Use on a closed account.
    ClosedAccount,
    /// The previous result is still in question.
    PreviousInQuestion,
    /// An estimate without the photo that proves that the meter could not be read (READ-IF-READABLE).
    EvidenceMissing,
    /// An estimate for a reason that the rulebook does not list, or for `other`.
    UnlistedReason,
    /// An estimate that needs words and has none: reason `other`, or a value by hand.
    NoteMissing,
}

impl CheckCode {
    /// Every code, in the order in which they are asked.
    pub const ALL: [Self; 16] = [
        Self::TooManyDigits,
        Self::NotANumber,
        Self::OtherMeter,
        Self::AlreadyRead,
        Self::SlightlyLower,
        Self::RolledOver,
        Self::Lower,
        Self::OverCapacity,
        Self::Unusual,
        Self::FarFromExpected,
        Self::ZeroUse,
        Self::ClosedAccount,
        Self::PreviousInQuestion,
        Self::EvidenceMissing,
        Self::UnlistedReason,
        Self::NoteMissing,
    ];
}

/// What a check wants before it is content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A photo of the register.
    Photo,
    /// A blind second entry: the same stand typed again without seeing the first.
    SecondEntry,
    /// Did the wheels go over zero (表满归零)?
    Rollover,
    /// A person in the office: nothing that the worker can add settles it, but a photo helps.
    Office,
}

/// How much a check weighs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "severity")]
pub enum Severity {
    /// Shown; nothing is asked.
    Note,
    /// To be confirmed in these ways; what is left open goes to review.
    Confirm {
        /// In the order in which they are asked.
        asks: Vec<Ask>,
    },
    /// This cannot be a stand of this register: to be typed again. Recorded nevertheless, it goes to review.
    Reject,
}

/// One check that an entry met, with what a screen needs to explain itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which check; the key of its text is `check.<code>`.
    pub code: CheckCode,
    /// How much it weighs.
    #[serde(flatten)]
    pub severity: Severity,
    /// The numbers behind it.
    pub detail: Detail,
}

/// The numbers behind a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum Detail {
    /// What the register can show.
    Register {
        /// Digits of whole cubic metres.
        digits: u8,
        /// Decimals after them.
        decimals: u8,
    },
    /// Two meters.
    Meter {
        /// The task's.
        expected: MeterId,
        /// The scanned one.
        found: MeterId,
    },
    /// This month's earlier reading.
    Earlier {
        /// The stand that was read.
        value: Volume,
        /// When.
        at: Timestamp,
    },
    /// A lower stand.
    Lower {
        /// The previous actual stand.
        previous: Volume,
        /// How much lower.
        by: Volume,
    },
    /// A lower stand that a rollover would explain.
    Rollover {
        /// The previous actual stand.
        previous: Volume,
        /// The use if the wheels went over zero.
        consumption: Volume,
    },
    /// More than the meter can pass.
    Capacity {
        /// The use.
        consumption: Volume,
        /// The most that can have gone through since the previous stand.
        most: Volume,
    },
    /// The expected use and the band that the check allows.
    Band {
        /// The use.
        consumption: Volume,
        /// What was expected.
        expected: Volume,
        /// The least that raises no question.
        low: Volume,
        /// The most that raises no question.
        high: Volume,
    },
    /// Use where none belongs.
    Use {
        /// The use.
        consumption: Volume,
    },
    /// An earlier month that is still open.
    Open {
        /// The month.
        period: Period,
    },
}

impl Detail {
    /// The numbers by the name of their placeholder in the texts, volumes in cubic metres.
    pub fn placeholders(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Register { digits, decimals } => {
                vec![("digits", digits.to_string()), ("decimals", decimals.to_string())]
            }
            Self::Meter { expected, found } => vec![("expected", expected.to_string()), ("found", found.to_string())],
            Self::Earlier { value, .. } => vec![("value", value.to_string())],
            Self::Lower { previous, by } => vec![("previous", previous.to_string()), ("by", by.to_string())],
            Self::Rollover { previous, consumption } => {
                vec![("previous", previous.to_string()), ("consumption", consumption.to_string())]
            }
            Self::Capacity { consumption, most } => {
                vec![("consumption", consumption.to_string()), ("most", most.to_string())]
            }
            Self::Band { consumption, expected, low, high } => vec![
                ("consumption", consumption.to_string()),
                ("expected", expected.to_string()),
                ("low", low.to_string()),
                ("high", high.to_string()),
            ],
            Self::Use { consumption } => vec![("consumption", consumption.to_string())],
            Self::Open { period } => vec![("period", period.to_string())],
        }
    }
}

impl Check {
    fn note(code: CheckCode, detail: Detail) -> Self {
        Self { code, severity: Severity::Note, detail }
    }

    fn confirm(code: CheckCode, asks: &[Ask], detail: Detail) -> Self {
        Self { code, severity: Severity::Confirm { asks: asks.to_vec() }, detail }
    }

    fn reject(code: CheckCode, register: Register) -> Self {
        let detail = Detail::Register { digits: register.digits(), decimals: register.decimals() };
        Self { code, severity: Severity::Reject, detail }
    }

    /// What it asks of somebody; nothing for a note.
    pub fn asks(&self) -> &[Ask] {
        match &self.severity {
            Severity::Note => &[],
            Severity::Confirm { asks } => asks,
            Severity::Reject => &[Ask::Office],
        }
    }
}

/// A stand that somebody enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The meter that it was read from.
    pub meter: &'a MeterId,
    /// The stand.
    pub value: Volume,
    /// The worker says that the wheels went over zero.
    pub rolled_over: bool,
}

impl<'a> From<&'a ReadingTaken> for Entry<'a> {
    fn from(taken: &'a ReadingTaken) -> Self {
        Self { meter: &taken.meter, value: taken.value, rolled_over: taken.rolled_over }
    }
}

/// Reads what was typed. Digits of a Chinese keyboard count as digits; leading zeros of the dial may be typed or left out.
pub fn parse_entry(text: &str, register: Register) -> Result<Volume, Check> {
    let text: String = text.trim().chars().map(ascii_digit).collect();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let not_a_number = || Check::reject(CheckCode::NotANumber, register);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || (text.contains('.') && !is_number(decimals)) {
        return Err(not_a_number());
    }
    if whole.len() > usize::from(register.digits()) {
        return Err(Check::reject(CheckCode::TooManyDigits, register));
    }
    if decimals.len() > usize::from(register.decimals()) {
        return Err(not_a_number());
    }
    let litres = format!("{whole}{decimals:0<width$}", width = usize::from(REGISTER_DECIMALS_MAX));
    litres.parse().map(Volume::litres).map_err(|_| not_a_number())
}

/// The full-width digits and point that a Chinese keyboard gives, as ASCII.
fn ascii_digit(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('0')).unwrap_or(c),
        '.' | '。' => '.',
        _ => c,
    }
}

/// The use that this point is expected to have, from its own actual readings; a class average is no expectation of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The daily use, to two decimals of a cubic metre.
    pub daily: Volume,
    /// The expected use of the days.
    pub consumption: Volume,
    /// Below this a reading is noted (0.5 ×).
    pub low: Volume,
    /// Above this a reading is noted (2 ×).
    pub high: Volume,
    /// Below this it needs a photo and a blind second entry (0.3 ×).
    pub far_low: Volume,
    /// Above this it needs a photo and a blind second entry (3 ×).
    pub far_high: Volume,
}

/// What to expect of so many days; `None` where no two actual readings are known.
pub fn expected(state: &PointState, days: u32, book: &Rulebook) -> Option<Expected> {
    expected_from(state.uses(book.utc_offset), days, book)
}

fn expected_from(uses: impl Iterator<Item = MonthUse>, days: u32, book: &Rulebook) -> Option<Expected> {
    let daily = estimate::recent_daily_use(uses)?.daily;
    let consumption = estimate::times_days(daily, days);
    let (low, high) = band(consumption, book.reading.unusual_percent);
    let (far_low, far_high) = band(consumption, book.reading.far_percent);
    Some(Expected { daily, consumption, low, high, far_low, far_high })
}

/// The whole litres inside a band of percents, both ends included.
fn band(consumption: Volume, (low, high): (u32, u32)) -> (Volume, Volume) {
    let part = |percent: u32| i128::from(consumption.as_litres()) * i128::from(percent);
    let litres = |n: i128| Volume::litres(i64::try_from(n).unwrap_or(i64::MAX));
    (litres((part(low) + 99).div_euclid(100)), litres(part(high).div_euclid(100)))
}

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

/// A value that a slightly lower stand may take: the use between two stands, rollover and tolerance counted. `None` where
/// only a person can say.
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

/// What came with a stand as the answer to its checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// There is a photo of the register.
    pub photo: bool,
    /// The stand was typed twice, and both times the same.
    pub second_entry: bool,
    /// The worker says that the wheels went over zero.
    pub rolled_over: bool,
}

impl From<&ReadingTaken> for Answers {
    fn from(taken: &ReadingTaken) -> Self {
        Self {
            photo: !taken.photos.is_empty(),
            second_entry: taken.first_entry == Some(taken.value),
            rolled_over: taken.rolled_over,
        }
    }
}

impl Answers {
    /// Whether this is among what was given.
    pub fn hold(self, ask: Ask) -> bool {
        match ask {
            Ask::Photo => self.photo,
            Ask::SecondEntry => self.second_entry,
            Ask::Rollover => self.rolled_over,
            Ask::Office => false,
        }
    }
}

/// The checks that a reading as recorded leaves open: a photo or second entry is missing, the rollover question has no
/// answer, or only the office can settle it. Such a reading goes to review.
pub fn unanswered(checks: &[Check], answers: Answers) -> Vec<CheckCode> {
    let open = |check: &&Check| check.asks().iter().any(|ask| !answers.hold(*ask));
    checks.iter().filter(open).map(|check| check.code).collect()
}

#[cfg(test)]
mod tests;
