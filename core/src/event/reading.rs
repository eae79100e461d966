//! Facts about readings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{Meter, MeterId, PhotoId, PitId, Volume};
use crate::rules::reading_check::CheckCode;

use super::EventId;

/// 实抄.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingTaken {
    /// The meter that was read; scanned or from the task.
    #[serde(rename = "m")]
    pub meter: MeterId,
    /// What the register shows.
    #[serde(rename = "v")]
    pub value: Volume,
    /// The first entry, where a check asked for a blind second one; `value` is then the second.
    #[serde(rename = "v1", default, skip_serializing_if = "Option::is_none")]
    pub first_entry: Option<Volume>,
    /// The worker says that the wheels went over zero (表满归零).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rolled_over: bool,
    /// The meter was scanned, not picked from the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scanned: bool,
    /// What the checks said on the phone and the worker confirmed.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<CheckCode>,
    /// Photos of the register.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Why a meter could not be read (3.2.2). The list is the rulebook's `estimate.reasons`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimateReason {
    /// 井内有污水.
    SewageInPit,
    /// 井上有覆盖物.
    PitCovered,
    /// Something else: needs a note, and goes to review.
    Other,
}

/// How an estimate came about (EST-METHOD): shown to the reader and to the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodUsed {
    /// (a) mean daily use of the last actual intervals.
    RecentDailyUse,
    /// (b) the same month last year.
    SameMonthLastYear,
    /// (c) the average of the customer's class.
    ClassAverage,
    /// The reader entered another value, and says why in the note.
    ByHand,
}

/// 估抄.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingEstimated {
    /// Use since the last reading, as estimated.
    pub consumption: Volume,
    /// How it came about.
    pub method: MethodUsed,
    /// Why the meter could not be read.
    pub reason: EstimateReason,
    /// The pit that the meter lies in: a tidy task opens on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pit: Option<PitId>,
    /// Evidence.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds; needed where the reason is `other`.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Why there is neither a reading nor an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoReadReason {
    /// 无法入户.
    NoAccess,
    /// 死表: the register does not move.
    MeterStopped,
    /// 表面起雾.
    DialFogged,
    /// The meter is not where the books say.
    NotFound,
    /// Something else: needs a note.
    Other,
}

/// 未见表.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingMissed {
    /// Why.
    pub reason: NoReadReason,
    /// Evidence.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 用户自报. Counts as an estimate unless verified (EST-LIMIT).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerReported {
    /// The stand that the customer told.
    pub value: Volume,
    /// Verified, for example by a photo that the office looked at.
    pub verified: bool,
}

/// A past reading from another system's books, imported by the office in the order of its days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingImported {
    /// The local day on which it was taken.
    pub on: NaiveDate,
    /// The stand.
    pub value: Volume,
    /// It was an estimate in that system.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
}

/// 换表, as one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeterExchanged {
    /// The meter that was taken out.
    pub old_meter: MeterId,
    /// 拆表底数.
    pub old_final: Volume,
    /// The meter that hangs there now.
    pub new_meter: Meter,
    /// 新表起数.
    pub new_start: Volume,
    /// Photos of both.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What the supervisor may decide on an escalated estimate (EST-ESCALATE, 3.2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum EscalationDecision {
    /// This estimate may stand.
    AllowEstimate,
    /// Another visit on a day, agreed with the customer.
    AppointVisit {
        /// The local day.
        on: NaiveDate,
    },
    /// The meter is to be moved or exchanged.
    MoveOrExchange,
    /// The pit is to be cleared.
    ClearPit,
}

/// The supervisor decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EscalationDecided {
    /// The escalated estimate.
    pub estimate: EventId,
    /// What was decided.
    #[serde(flatten)]
    pub decision: EscalationDecision,
    /// Why; goes back to the phone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// How a reading in review was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingResolution {
    /// The value stands.
    Accept,
    /// The value is set aside; the meter is to be read again (复抄).
    ReadAgain,
}

/// The office looked at a reading in review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingReviewed {
    /// The reading.
    pub reading: EventId,
    /// How it was settled.
    pub resolution: ReadingResolution,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
