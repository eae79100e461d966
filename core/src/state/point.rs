//! A service point: its readings, its estimates in a row, what is escalated and what is settled.
//!
//! | file | question it answers |
//! |---|---|
//! | here | what is known of a point? |
//! | `fold` | which function takes which fact? |
//! | `read` | a stand was read, verified, accepted or set aside: what rests on it? |
//! | `estimated` | an estimate or the customer's word: the row, and what is escalated |
//! | `exchanged`, `imported`, `decided` | 换表; past readings; what supervisor and office decided |

mod decided;
mod estimated;
mod exchanged;
mod fold;
mod imported;
#[cfg(test)]
#[cfg(feature = "codec")]
mod page_size;
#[cfg(test)]
mod properties;
mod read;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::event::{EscalationDecision, EventId, MethodUsed};
use crate::model::{Meter, Period, PointRecord, Register, TimeInterval, Timestamp, UtcOffset, Volume};
use crate::rules::reading_check::CheckCode;

pub(super) use fold::{apply, register};

/// How many actual intervals the expected use rests on (EST-METHOD a).
pub const INTERVALS_USED: usize = 3;

/// What a stand of the register rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StandKind {
    /// 实抄: somebody read it.
    #[serde(rename = "a")]
    Actual,
    /// 估抄: it was estimated.
    #[serde(rename = "e")]
    Estimated,
    /// 用户自报: the customer told it, unverified.
    #[serde(rename = "c")]
    Customer,
    /// 新表起数: the start of an exchanged meter.
    #[serde(rename = "x")]
    Exchanged,
    /// Read in the system before, and billed there: no later reading takes its place.
    #[serde(rename = "i")]
    Imported,
}

/// Times of stands travel in minutes: days and hours are counted from them, and a route's worth of them goes to every phone.
mod minutes {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::{Span, Timestamp};

    const MINUTE: i64 = Span::minutes(1).as_millis();

    pub(super) fn floor(at: Timestamp) -> Timestamp {
        Timestamp::from_millis(at.as_millis().div_euclid(MINUTE) * MINUTE)
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.as_millis().div_euclid(MINUTE))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        Ok(Timestamp::from_millis(i64::deserialize(deserializer)?.saturating_mul(MINUTE)))
    }
}

/// The stand of the register at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The stand.
    #[serde(rename = "v")]
    pub value: Volume,
    /// When, to the minute: the middle of the fact's interval, or the start of the day of an imported one.
    #[serde(rename = "t", with = "minutes")]
    pub at: Timestamp,
    /// What it rests on.
    #[serde(rename = "k")]
    pub kind: StandKind,
}

/// Use between two actual readings, by the month in which the later one was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Period, u32, Volume)", into = "(Period, u32, Volume)")]
pub struct MonthUse {
    /// The month.
    pub period: Period,
    /// Local days that the use spread over; at least 1.
    pub days: u32,
    /// What went through; below zero only where somebody accepted a stand that was lower.
    pub volume: Volume,
}

impl From<(Period, u32, Volume)> for MonthUse {
    fn from((period, days, volume): (Period, u32, Volume)) -> Self {
        Self { period, days, volume }
    }
}

impl From<MonthUse> for (Period, u32, Volume) {
    fn from(month: MonthUse) -> Self {
        (month.period, month.days, month.volume)
    }
}

/// An estimate, or a stand that the customer told, that no actual reading has settled yet. At most one a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateKept {
    /// The fact.
    #[serde(rename = "i")]
    pub event: EventId,
    /// The month that it stands for.
    #[serde(rename = "p")]
    pub period: Period,
    /// When it was made, to the minute.
    #[serde(rename = "t", with = "minutes")]
    pub at: Timestamp,
    /// What was estimated; below zero where a customer told a stand below an estimate.
    #[serde(rename = "v")]
    pub consumption: Volume,
    /// How; `None` for a stand that the customer told, and for an estimate in the books of the system before.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub method: Option<MethodUsed>,
    /// Whether billing may use it.
    #[serde(rename = "b")]
    pub standing: EstimateStanding,
}

/// Whether billing may use an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EstimateStanding {
    /// It may: within the limit and not in question, or allowed by a person. It stays so, because it may be billed from then on.
    #[serde(rename = "b")]
    Billable,
    /// Beyond the limit: the supervisor has not decided yet (EST-ESCALATE).
    #[serde(rename = "e")]
    Escalated,
    /// Its reason or evidence waits for a person in the office (READ-IF-READABLE).
    #[serde(rename = "q")]
    InQuestion,
    /// Never billed: a person wants the meter read instead.
    #[serde(rename = "a")]
    SetAside,
}

/// A stand in review (待核): nothing rests on it until a person has accepted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldReading {
    /// The fact.
    #[serde(rename = "i")]
    pub event: EventId,
    /// The month that it stands for.
    #[serde(rename = "p")]
    pub period: Period,
    /// The stand and when it was read.
    #[serde(rename = "s")]
    pub stand: Stand,
    /// Accepted, it means that the wheels went over zero: the worker says so, or the dial does.
    #[serde(rename = "o", default, skip_serializing_if = "std::ops::Not::not")]
    pub rolled_over: bool,
    /// What is in question.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<CheckCode>,
}

/// The last use of a register that was taken out (换表), in review because its final stand (拆表底数) lies below the last one:
/// nothing of it counts until a person has accepted it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OldRegister {
    /// The exchange.
    #[serde(rename = "i")]
    pub event: EventId,
    /// Its month.
    #[serde(rename = "p")]
    pub period: Period,
    /// The last stand that somebody read before.
    #[serde(rename = "f")]
    pub from: Stand,
    /// 拆表底数.
    #[serde(rename = "u")]
    pub until: Stand,
    /// The estimates that it would settle.
    #[serde(rename = "es", default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<EstimateKept>,
}

/// What waits for the office's eye at a point: a stand that somebody read, or an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InReview {
    /// The fact; to be named in the resolution.
    pub event: EventId,
    /// The month that it stands for.
    pub period: Period,
    /// When it was made.
    pub at: Timestamp,
    /// The stand that was read, or that an estimate makes; `None` at a point that nobody has read.
    pub stand: Option<Volume>,
    /// The stand before it.
    pub previous: Option<Volume>,
    /// The use that nobody read; `None` for a stand that somebody read.
    pub estimated: Option<Volume>,
    /// Accepted, it means that the wheels went over zero.
    pub rolled_over: bool,
    /// What is in question; empty where only the log knows it any more.
    pub questions: Vec<CheckCode>,
}

/// The life of one month's reading. See `rules::reading` for the one transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ReadingStage {
    /// 未抄.
    #[default]
    Unread,
    /// 未见表: somebody was there and saw no register.
    NoRead,
    /// 实抄.
    Actual,
    /// 估抄.
    Estimated,
    /// 用户自报.
    CustomerRead,
    /// An estimate over the limit: billing is held until the supervisor decides.
    Escalated,
    /// 待核: a check wants a person's eye.
    InReview,
    /// To be read again (复抄): by the supervisor's or the office's decision.
    ReadAgain,
    /// 已确认.
    Released,
}

/// What is known of the reading of one month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodReading {
    /// The month.
    #[serde(rename = "p")]
    pub period: Period,
    /// How far it is.
    #[serde(rename = "s")]
    pub stage: ReadingStage,
    /// The fact that it rests on.
    #[serde(rename = "i")]
    pub event: EventId,
    /// When that was.
    #[serde(rename = "t")]
    pub at: TimeInterval,
    /// The month's use, where one is known. After estimates it is all the use since the last actual reading; what is to
    /// be billed of it then stands in [`TrueUp::adjustment`].
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub consumption: Option<Volume>,
    /// What the server's checks said of it.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckCode>,
}

/// An estimate over the limit, and what became of it (EST-ESCALATE).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Escalation {
    /// The estimate.
    pub estimate: EventId,
    /// Its place in the row: 3 for the first over a limit of 2.
    pub nth: u32,
    /// When it was made.
    pub since: TimeInterval,
    /// What the supervisor decided, once they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<EscalationDecision>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// 多退少补: what the first actual reading after estimates settles (EST-TRUE-UP).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueUp {
    /// The actual reading, or the exchange that read the old register.
    pub event: EventId,
    /// When that was, to the minute.
    #[serde(with = "minutes")]
    pub at: Timestamp,
    /// Use since the last actual reading.
    pub actual: Volume,
    /// The estimates that it settles, oldest first. Only the billable ones count in the adjustment.
    pub estimated: Vec<EstimateKept>,
    /// `actual` minus the billable estimates; negative is to be paid back.
    pub adjustment: Volume,
}

/// The state of a service point.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PointState {
    /// The last stand that somebody read, or an exchange's start: where true-up and the expected range begin.
    #[serde(rename = "la", default, skip_serializing_if = "Option::is_none")]
    pub last_actual: Option<Stand>,
    /// Where the register is believed to stand after estimates or the customer's word; `None` where somebody read it since.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub believed: Option<Stand>,
    /// The actual stand before `last_actual`, so that `last_actual - since` is the use between them: after a rollover it therefore
    /// lies below zero. `None` where nothing is known before `last_actual` on this register.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Stand>,
    /// Estimates in a row at this point, whoever made them (EST-LIMIT).
    #[serde(rename = "er", default, skip_serializing_if = "is_zero")]
    pub estimates_in_row: u32,
    /// Estimates since the last actual reading, oldest first; one a month at most.
    #[serde(rename = "es", default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<EstimateKept>,
    /// Use between the actual readings before `since`, newest last; about a year of them. The newest use is
    /// `last_actual - since`: ask [`PointState::uses`] for all.
    #[serde(rename = "mu", default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthUse>,
    /// The newest month that has a fact.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub current: Option<PeriodReading>,
    /// The stand in review, if there is one. It may be of a month before `current`.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldReading>,
    /// The exchange whose final stand is in review; the newest one.
    #[serde(rename = "or", default, skip_serializing_if = "Option::is_none")]
    pub old_register: Option<OldRegister>,
    /// The oldest escalation that is not decided yet; where all are, the one that was decided last.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
    /// The newest settlement.
    #[serde(rename = "tu", default, skip_serializing_if = "Option::is_none")]
    pub true_up: Option<TrueUp>,
    /// The meter that an exchange put here, until the books have it.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub meter: Option<Meter>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Stand {
    /// A stand, its time to the minute.
    pub fn new(value: Volume, at: Timestamp, kind: StandKind) -> Self {
        Self { value, at: minutes::floor(at), kind }
    }
}

impl PointState {
    /// The last stand of any kind: after estimates, where the register is believed to stand.
    pub fn last(&self) -> Option<Stand> {
        self.believed.or(self.last_actual)
    }

    /// The meter that hangs here now: the exchange's, until the books have it.
    pub fn meter<'a>(&'a self, record: &'a PointRecord) -> &'a Meter {
        self.meter.as_ref().unwrap_or(&record.meter)
    }

    /// How far a month's reading is; a month without a fact is unread. Of a month before the newest one it is known only
    /// whether a reading closed in it.
    pub fn stage(&self, period: Period) -> ReadingStage {
        match &self.current {
            Some(current) if current.period == period => current.stage,
            _ => ReadingStage::Unread,
        }
    }

    /// The reading of a month, if it is the newest month that has a fact.
    pub fn reading(&self, period: Period) -> Option<&PeriodReading> {
        self.current.as_ref().filter(|current| current.period == period)
    }

    /// The last actual stand was read in this month, by a reading of ours: another reading corrects it.
    pub fn read_in(&self, period: Period, offset: UtcOffset) -> bool {
        self.last_actual.is_some_and(|s| s.kind == StandKind::Actual && Period::of(s.at, offset) == period)
    }

    /// The stand from which a reading of this month counts its use: the last actual one, or, where this month was read
    /// already, the one before that.
    pub fn counted_from(&self, period: Period, register: Option<Register>, offset: UtcOffset) -> Option<Stand> {
        if self.read_in(period, offset) { self.since.map(|since| on_dial(since, register)) } else { self.last_actual }
    }

    /// The stand from which an estimate of this month counts its use: the last of any kind, but not this month's own estimate.
    pub fn estimated_from(&self, period: Period, register: Option<Register>) -> Option<Stand> {
        let last = self.last()?;
        let Some((own, before)) = self.estimates.split_last().filter(|(own, _)| own.period == period) else {
            return Some(last);
        };
        let (at, kind) = match (before.last(), self.last_actual) {
            (Some(estimate), _) => (estimate.at, estimate.stand_kind()),
            (None, Some(actual)) => (actual.at, actual.kind),
            (None, None) => return None,
        };
        Some(on_dial(Stand { value: last.value - own.consumption, at, kind }, register))
    }

    /// This month's estimate, if the month rests on one or did so before it was to be read again.
    pub fn estimate_of(&self, period: Period) -> Option<&EstimateKept> {
        self.estimates.iter().rev().find(|kept| kept.period == period)
    }

    /// What waits for the office's eye, the stand before the estimates: accepting it settles them as well.
    pub fn in_review(&self) -> Option<InReview> {
        let stand = self.held.as_ref().map(|held| self.stand_in_review(held));
        stand.or_else(|| self.estimate_in_review()).or_else(|| self.old_register.as_ref().map(OldRegister::in_review))
    }

    fn stand_in_review(&self, held: &HeldReading) -> InReview {
        InReview {
            event: held.event,
            period: held.period,
            at: held.stand.at,
            stand: Some(held.stand.value),
            previous: self.last_actual.map(|actual| actual.value),
            estimated: None,
            rolled_over: held.rolled_over,
            questions: held.questions.clone(),
        }
    }

    fn estimate_in_review(&self) -> Option<InReview> {
        let place = self.estimates.iter().position(|kept| kept.standing == EstimateStanding::InQuestion)?;
        let (kept, after) = self.estimates.get(place..)?.split_first()?;
        let later: Volume = after.iter().map(|kept| kept.consumption).sum();
        let stand = self.believed.map(|believed| believed.value - later);
        let reading = self.current.as_ref().filter(|current| current.event == kept.event);
        Some(InReview {
            event: kept.event,
            period: kept.period,
            at: kept.at,
            stand,
            previous: stand.map(|stand| stand - kept.consumption),
            estimated: Some(kept.consumption),
            rolled_over: false,
            questions: reading.map(|reading| reading.checks.clone()).unwrap_or_default(),
        })
    }

    /// Use between actual readings, newest first.
    pub fn uses(&self, offset: UtcOffset) -> impl Iterator<Item = MonthUse> + '_ {
        self.newest_use(offset).into_iter().chain(self.months.iter().rev().copied())
    }

    /// The use that readings and exchanges closed in a month, less what the system before has billed of it.
    pub fn month_use(&self, period: Period, offset: UtcOffset) -> Option<Volume> {
        let after_import = self.since.is_some_and(|since| since.kind == StandKind::Imported);
        if let Some(newest) = self.newest_use(offset).filter(|newest| after_import && newest.period == period) {
            return Some(newest.volume);
        }
        self.uses(offset).filter(|use_| use_.period == period).map(|use_| use_.volume).reduce(|a, b| a + b)
    }

    fn newest_use(&self, offset: UtcOffset) -> Option<MonthUse> {
        let (since, until) = (self.since?, self.last_actual?);
        Some(MonthUse {
            period: Period::of(until.at, offset),
            days: days_between(since.at, until.at, offset),
            volume: until.value - since.value,
        })
    }
}

impl OldRegister {
    fn in_review(&self) -> InReview {
        InReview {
            event: self.event,
            period: self.period,
            at: self.until.at,
            stand: Some(self.until.value),
            previous: Some(self.from.value),
            estimated: None,
            rolled_over: false,
            questions: vec![CheckCode::Lower],
        }
    }
}

impl EstimateKept {
    /// Billing may use it.
    pub fn is_billable(&self) -> bool {
        self.standing == EstimateStanding::Billable
    }

    /// What the stand after it rests on.
    pub fn stand_kind(&self) -> StandKind {
        if self.method.is_some() { StandKind::Estimated } else { StandKind::Customer }
    }
}

/// Local days from one instant to a later one, at least 1: a daily use needs a day.
pub fn days_between(from: Timestamp, to: Timestamp, offset: UtcOffset) -> u32 {
    let days = (to.local_date(offset) - from.local_date(offset)).num_days();
    u32::try_from(days.max(1)).unwrap_or(u32::MAX)
}

/// A counted stand as the number wheels show it.
pub(super) fn on_dial(stand: Stand, register: Option<Register>) -> Stand {
    let Some(register) = register else { return stand };
    Stand { value: Volume::litres(stand.value.as_litres().rem_euclid(register.capacity().as_litres())), ..stand }
}
