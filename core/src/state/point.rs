//! A service point: its readings, its estimates in a row, what is escalated and what is settled.

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EscalationDecision, EventId, MethodUsed};
use crate::model::{Meter, Period, PointRecord, TimeInterval, Timestamp, Volume};
use crate::rulebook::Rulebook;
use crate::rules::reading_check::CheckCode;

/// How many actual intervals are kept for the expected use (EST-METHOD a).
pub const INTERVALS_KEPT: usize = 3;
/// How many months are kept: the same month last year must still be there (EST-METHOD b).
pub const MONTHS_KEPT: usize = 13;
/// How many estimates since the last actual reading are kept for the true-up.
pub const ESTIMATES_KEPT: usize = 24;

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
}

/// The stand of the register at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The stand.
    #[serde(rename = "v")]
    pub value: Volume,
    /// When: the middle of the fact's interval, or the day's start of an imported one.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// What it rests on.
    #[serde(rename = "k")]
    pub kind: StandKind,
}

/// Use between two actual readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, Volume)", into = "(u32, Volume)")]
pub struct UseInterval {
    /// Local days between them; at least 1.
    pub days: u32,
    /// What went through.
    pub volume: Volume,
}

impl From<(u32, Volume)> for UseInterval {
    fn from((days, volume): (u32, Volume)) -> Self {
        Self { days, volume }
    }
}

impl From<UseInterval> for (u32, Volume) {
    fn from(interval: UseInterval) -> Self {
        (interval.days, interval.volume)
    }
}

/// Use that a reading closed in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(Period, u32, Volume)", into = "(Period, u32, Volume)")]
pub struct MonthUse {
    /// The month.
    pub period: Period,
    /// Local days that the use spread over.
    pub days: u32,
    /// The use.
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

/// An estimate that no actual reading has settled yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateKept {
    /// The fact.
    #[serde(rename = "i")]
    pub event: EventId,
    /// The month that it stands for.
    #[serde(rename = "p")]
    pub period: Period,
    /// What was estimated.
    #[serde(rename = "v")]
    pub consumption: Volume,
    /// How.
    #[serde(rename = "m")]
    pub method: MethodUsed,
    /// Billing may use it: within the limit, or allowed by the supervisor.
    #[serde(rename = "b")]
    pub billable: bool,
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
    /// The use, where one is known.
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
    /// The actual reading.
    pub event: EventId,
    /// Use since the last actual reading.
    pub actual: Volume,
    /// The estimates that had been billed.
    pub estimated: Vec<EstimateKept>,
    /// `actual` minus the billed estimates; negative is to be paid back.
    pub adjustment: Volume,
}

/// The state of a service point.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PointState {
    /// The last stand of any kind.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Stand>,
    /// The last stand that somebody read, or an exchange's start: where true-up and the expected range begin.
    #[serde(rename = "la", default, skip_serializing_if = "Option::is_none")]
    pub last_actual: Option<Stand>,
    /// Estimates in a row at this point, whoever made them (EST-LIMIT).
    #[serde(rename = "er", default, skip_serializing_if = "is_zero")]
    pub estimates_in_row: u32,
    /// Estimates since the last actual reading, oldest first.
    #[serde(rename = "es", default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<EstimateKept>,
    /// Use of the last actual intervals, newest last.
    #[serde(rename = "ui", default, skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<UseInterval>,
    /// Use by month, newest last.
    #[serde(rename = "mu", default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthUse>,
    /// The newest month that has a fact.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub current: Option<PeriodReading>,
    /// The newest escalation.
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

pub(super) fn apply(_of: &mut Of<PointRecord, PointState>, _dated: &Dated, _book: &Rulebook) -> Vec<FollowUp> {
    Vec::new()
}
