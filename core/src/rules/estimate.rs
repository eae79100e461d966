//! EST-LIMIT, EST-ESCALATE, EST-METHOD, EST-TIDY and READ-IF-READABLE (3.2.2): what an estimate here would mean, how large
//! it would be, and what it needs.

use serde::{Deserialize, Serialize};

use super::reading_check::CheckCode;
use crate::event::{EstimateReason, Event, MethodUsed, ReadingEstimated};
use crate::model::{CustomerClass, DeviceId, Fix, Period, PointRecord, Timestamp, Volume};
use crate::rulebook::{EstimateRules, Rulebook};
use crate::state::{INTERVALS_USED, MonthUse, PitState, PointState, TidyTask, days_between};

/// Daily use is kept to two decimals of a cubic metre.
const DAILY_UNIT_LITRES: i64 = 10;

/// What an estimate at a point would mean if it were made now. Shown before the worker makes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Its place in the row, from 1.
    pub nth: u32,
    /// At most so many in a row (EST-LIMIT).
    pub limit: u32,
    /// What would become of it.
    pub effect: EstimateEffect,
    /// The last actual reading is older than the rulebook's age: so many days. A warning only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_since_actual: Option<u32>,
    /// The tidy task that an earlier estimate left on the pit (EST-TIDY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_tidy: Option<TidyTask>,
}

/// What becomes of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimateEffect {
    /// Within the limit.
    Allowed,
    /// Within the limit, and the last one that is.
    LastAllowed,
    /// Beyond it: kept as unread, escalated (EST-ESCALATE).
    Escalates,
}

/// Says what an estimate would mean here and now; `pit` is the pit that the meter lies in, if it lies in one.
pub fn outlook(state: &PointState, pit: Option<&PitState>, now: Timestamp, book: &Rulebook) -> Outlook {
    let limit = book.estimate.max_consecutive;
    let nth = place_in_row(state, Period::of(now, book.utc_offset));
    let too_old = state.last_actual.filter(|actual| now - actual.at > book.estimate.max_age);
    Outlook {
        nth,
        limit,
        effect: effect(nth, limit),
        days_since_actual: too_old.map(|actual| days_between(actual.at, now, book.utc_offset)),
        open_tidy: pit.and_then(|pit| pit.tidy.clone()),
    }
}

fn effect(nth: u32, limit: u32) -> EstimateEffect {
    match nth.cmp(&limit) {
        std::cmp::Ordering::Less => EstimateEffect::Allowed,
        std::cmp::Ordering::Equal => EstimateEffect::LastAllowed,
        std::cmp::Ordering::Greater => EstimateEffect::Escalates,
    }
}

/// Which place in the row an estimate of this month takes. A second estimate in a month replaces the first: it is the same
/// month that was not read.
pub fn place_in_row(state: &PointState, period: Period) -> u32 {
    let again = state.estimates.last().is_some_and(|kept| kept.period == period);
    if again { state.estimates_in_row.max(1) } else { state.estimates_in_row.saturating_add(1) }
}

/// Until when the pit is to be tidied (EST-TIDY).
pub fn tidy_due(estimated_at: Timestamp, book: &Rulebook) -> Timestamp {
    estimated_at + book.estimate.tidy_within
}

/// Where an estimate was made, as far as that is evidence (READ-IF-READABLE).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MadeAt {
    /// At a desk, which is no place to prove anything.
    Office,
    /// On a phone, here as it says.
    Phone(Option<Fix>),
}

impl MadeAt {
    /// Where a fact was made.
    pub fn of(event: &Event) -> Self {
        if event.id.device == DeviceId::OFFICE { Self::Office } else { Self::Phone(event.fix) }
    }

    fn lacks_position(self) -> bool {
        match self {
            Self::Office => false,
            Self::Phone(fix) => fix.is_none_or(|fix| fix.mock),
        }
    }
}

/// What of an estimate wants a person's eye: an unlisted reason, or evidence or words that are missing (READ-IF-READABLE).
pub fn questions(estimate: &ReadingEstimated, made_at: MadeAt, book: &Rulebook) -> Vec<CheckCode> {
    let reason = estimate.reason;
    let listed = reason != EstimateReason::Other && book.estimate.reasons.contains(&reason);
    let needs_words = reason == EstimateReason::Other || estimate.method == MethodUsed::ByHand;
    let found = [
        (estimate.consumption < Volume::ZERO, CheckCode::Lower),
        (book.estimate.photo_required && estimate.photos.is_empty(), CheckCode::EvidenceMissing),
        (book.estimate.position_required && made_at.lacks_position(), CheckCode::PositionMissing),
        (!listed, CheckCode::UnlistedReason),
        (needs_words && estimate.note.trim().is_empty(), CheckCode::NoteMissing),
    ];
    found.into_iter().filter_map(|(holds, code)| holds.then_some(code)).collect()
}

/// An estimate as the phone fills it, with everything that it was computed from (EST-METHOD).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The use, in whole cubic metres: `daily` × `days`, truncated.
    pub consumption: Volume,
    /// How it came about.
    pub method: MethodUsed,
    /// The daily use, to two decimals of a cubic metre, rounded half up.
    pub daily: Volume,
    /// Local days since the last stand.
    pub days: u32,
    /// What the daily use rests on.
    pub inputs: Inputs,
}

/// What a daily use rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum Inputs {
    /// The use between actual readings, newest first: all use over all days.
    Intervals {
        /// At most [`INTERVALS_USED`] of them.
        uses: Vec<MonthUse>,
    },
    /// The use that closed in the same month a year ago.
    LastYear {
        /// That month.
        month: MonthUse,
    },
    /// The average of the customer's class.
    Class {
        /// The class.
        class: CustomerClass,
    },
}

/// A daily use with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyUse {
    /// To two decimals of a cubic metre, rounded half up.
    pub daily: Volume,
    /// What it rests on.
    pub inputs: Inputs,
}

/// Fills an estimate with the first of the rulebook's methods that has its inputs; a class average is there for everybody.
pub fn propose(record: &PointRecord, state: &PointState, now: Timestamp, book: &Rulebook) -> Proposal {
    let (method, DailyUse { daily, inputs }) = daily_use(record.class, state, now, book);
    let days = days_to_estimate(record, state, now, book);
    let whole = times_days(daily, days).whole_cubic_metres();
    Proposal { consumption: Volume::cubic_metres(whole), method, daily, days, inputs }
}

fn daily_use(class: CustomerClass, state: &PointState, now: Timestamp, book: &Rulebook) -> (MethodUsed, DailyUse) {
    let by_method = |method: &MethodUsed| {
        let found = match method {
            MethodUsed::RecentDailyUse => recent_daily_use(state.uses(book.utc_offset)),
            MethodUsed::SameMonthLastYear => last_years_daily_use(state, now, book),
            MethodUsed::ClassAverage => Some(class_daily_use(class, &book.estimate)),
            MethodUsed::ByHand => None,
        };
        found.map(|daily| (*method, daily))
    };
    let last_resort = || (MethodUsed::ClassAverage, class_daily_use(class, &book.estimate));
    book.estimate.methods.iter().find_map(by_method).unwrap_or_else(last_resort)
}

/// (a) The mean daily use of the last actual intervals: all their use over all their days. `uses` are newest first.
pub fn recent_daily_use(uses: impl Iterator<Item = MonthUse>) -> Option<DailyUse> {
    // Use below zero is an accepted correction, and no habit.
    let plausible = |use_: &MonthUse| use_.volume >= Volume::ZERO;
    let uses: Vec<MonthUse> = uses.filter(plausible).take(INTERVALS_USED).collect();
    let daily = per_day(&uses)?;
    Some(DailyUse { daily, inputs: Inputs::Intervals { uses } })
}

/// (b) The daily use that closed in the same month last year.
fn last_years_daily_use(state: &PointState, now: Timestamp, book: &Rulebook) -> Option<DailyUse> {
    let period = Period::of(now, book.utc_offset).last_year();
    let uses: Vec<MonthUse> = state.uses(book.utc_offset).filter(|use_| use_.period == period).collect();
    let daily = per_day(&uses).filter(|daily| *daily >= Volume::ZERO)?;
    let days = uses.iter().map(|use_| use_.days).fold(0, u32::saturating_add);
    let month = MonthUse { period, days, volume: uses.iter().map(|use_| use_.volume).sum() };
    Some(DailyUse { daily, inputs: Inputs::LastYear { month } })
}

/// (c) The average of the customer's class.
fn class_daily_use(class: CustomerClass, rules: &EstimateRules) -> DailyUse {
    let averages = rules.class_litres_per_day;
    let litres = match class {
        CustomerClass::Household => averages.household,
        CustomerClass::Commercial => averages.commercial,
        CustomerClass::Bulk => averages.bulk,
    };
    DailyUse { daily: rounded_per_day(litres, 1), inputs: Inputs::Class { class } }
}

/// Since the last stand; at a point without any, since its meter was installed, or since the month began.
fn days_to_estimate(record: &PointRecord, state: &PointState, now: Timestamp, book: &Rulebook) -> u32 {
    let offset = book.utc_offset;
    let period = Period::of(now, offset);
    let register = Some(state.meter(record).register);
    if let Some(stand) = state.estimated_from(period, register) {
        return days_between(stand.at, now, offset);
    }
    let installed = record.installed_on.filter(|day| *day < now.local_date(offset));
    days_between(Timestamp::start_of_day(installed.unwrap_or(period.first_day()), offset), now, offset)
}

fn per_day(uses: &[MonthUse]) -> Option<Volume> {
    let days: i64 = uses.iter().map(|use_| i64::from(use_.days)).sum();
    (days > 0).then(|| rounded_per_day(uses.iter().map(|use_| use_.volume).sum(), days))
}

/// To [`DAILY_UNIT_LITRES`], rounded half up.
fn rounded_per_day(volume: Volume, days: i64) -> Volume {
    let unit = i128::from(days) * i128::from(DAILY_UNIT_LITRES);
    let units = (2 * i128::from(volume.as_litres()) + unit).div_euclid(2 * unit);
    Volume::litres(i64::try_from(units).unwrap_or(i64::MAX).saturating_mul(DAILY_UNIT_LITRES))
}

/// A daily use over so many days.
pub fn times_days(daily: Volume, days: u32) -> Volume {
    Volume::litres(daily.as_litres().saturating_mul(i64::from(days)))
}

#[cfg(test)]
mod tests;
