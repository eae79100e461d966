//! Types of core that cross as they are. A field or variant that core adds fails to compile here: nothing is forgotten.

use curbstop_core::device::{phone, sync};
use curbstop_core::event;
use curbstop_core::model::{self, DeviceId, MeterId, Period, PhotoId, PitId, Span, Timestamp, Volume, WorkerId};
use curbstop_core::rules::{cycle, estimate, order, reading_check};
use curbstop_core::{state, text};

use crate::custom::Day;

type Lang = text::Lang;

/// A language of the product.
#[uniffi::remote(Enum)]
pub enum Lang {
    Zh,
    En,
}

type Status = phone::Status;

/// "43 saved here today, 31 delivered".
#[uniffi::remote(Record)]
pub struct Status {
    pub device: Option<DeviceId>,
    pub worker: Option<WorkerId>,
    pub saved_today: u64,
    pub delivered_today: u64,
    pub saved: u64,
    pub delivered: u64,
    pub waiting: u64,
    pub refused: u64,
    pub last_answer: Option<Timestamp>,
    pub sync: SyncState,
}

type SyncState = phone::SyncState;

/// Whether and when the server is asked again.
#[uniffi::remote(Enum)]
pub enum SyncState {
    Ready,
    Waiting { wait: Span, code: String },
    Paused { code: String },
}

type SyncReport = sync::SyncReport;

/// What a sync did.
#[uniffi::remote(Record)]
pub struct SyncReport {
    pub requests: u32,
    pub delivered: u64,
    pub refused: u64,
    pub rows: u64,
}

type EventId = event::EventId;

/// An entry's own number: the device, and its count from 1.
#[uniffi::remote(Record)]
pub struct EventId {
    pub device: DeviceId,
    pub seq: u64,
}

type CheckedEntry = phone::CheckedEntry;

/// What was typed, judged.
#[uniffi::remote(Record)]
pub struct CheckedEntry {
    pub value: Option<Volume>,
    pub checks: Vec<Check>,
}

type Check = reading_check::Check;

/// One check that an entry met.
#[uniffi::remote(Record)]
pub struct Check {
    pub code: CheckCode,
    pub severity: Severity,
    pub detail: Detail,
}

type CheckCode = reading_check::CheckCode;

/// Which check an entry met. Its words stand under `check.<code>`.
#[uniffi::remote(Enum)]
pub enum CheckCode {
    TooManyDigits,
    NotANumber,
    OtherMeter,
    AlreadyRead,
    SlightlyLower,
    RolledOver,
    Lower,
    OverCapacity,
    Unusual,
    FarFromExpected,
    ZeroUse,
    ClosedAccount,
    PreviousInQuestion,
    EvidenceMissing,
    PositionMissing,
    UnlistedReason,
    NoteMissing,
}

type Ask = reading_check::Ask;

/// What a check wants before it is content.
#[uniffi::remote(Enum)]
pub enum Ask {
    Photo,
    SecondEntry,
    Rollover,
    Office,
}

type Severity = reading_check::Severity;

/// How much a check weighs.
#[uniffi::remote(Enum)]
pub enum Severity {
    Note,
    Confirm { asks: Vec<Ask> },
    Reject,
}

type Detail = reading_check::Detail;

/// The numbers behind a check.
#[uniffi::remote(Enum)]
pub enum Detail {
    Register { digits: u8, decimals: u8 },
    Meter { expected: MeterId, found: MeterId },
    Earlier { value: Volume, at: Timestamp },
    Lower { previous: Volume, by: Volume },
    Rollover { previous: Volume, consumption: Volume },
    Capacity { consumption: Volume, most: Volume },
    Band { consumption: Volume, expected: Volume, low: Volume, high: Volume },
    Use { consumption: Volume },
    Open { period: Period },
}

type Expected = reading_check::Expected;

/// The use that a point is expected to have.
#[uniffi::remote(Record)]
pub struct Expected {
    pub daily: Volume,
    pub consumption: Volume,
    pub low: Volume,
    pub high: Volume,
    pub far_low: Volume,
    pub far_high: Volume,
}

type EstimateEffect = estimate::EstimateEffect;

/// What becomes of an estimate (EST-LIMIT, EST-ESCALATE).
#[uniffi::remote(Enum)]
pub enum EstimateEffect {
    Allowed,
    LastAllowed,
    Escalates,
}

type ReadingTask = cycle::ReadingTask;

/// How a month's reading task stands.
#[uniffi::remote(Enum)]
pub enum ReadingTask {
    Upcoming { from: Day },
    Due { until: Day },
    Waiting,
    Done,
    Overdue { since: Day },
}

type FollowUp = state::FollowUp;

/// What follows from a fact. Its words stand under `follow_up.<code>`.
#[uniffi::remote(Enum)]
pub enum FollowUp {
    TidyPit { pit: Option<PitId>, due: Timestamp },
    Escalated { nth: u32, limit: u32 },
    InReview { checks: Vec<CheckCode> },
    Settled { adjustment: Volume },
    MakeSafe { due: Timestamp },
    Replace { due: Timestamp },
    ReplacePhotos { before: bool, after: bool },
    Reinstate { due: Timestamp },
    Unexpected { stage: OrderStage, reason: Unexpected },
    TellOutage { due: Timestamp },
    RestoreBeyondLimit { limit: Timestamp },
}

type Unexpected = order::Unexpected;

/// Why a fact did not fit its order's stage.
#[uniffi::remote(Enum)]
pub enum Unexpected {
    Overtaken,
    Closed,
    TooEarly,
    NoOutage,
}

type OrderStage = state::OrderStage;

/// How far an order is.
#[uniffi::remote(Enum)]
pub enum OrderStage {
    New,
    Dispatched,
    Acknowledged,
    Travelling,
    OnSite,
    WaterStopped,
    Repaired,
    WaterRestored,
    SurfaceRestored,
    Reported,
    Checked,
    Closed,
}

type Saved = phone::Saved;

/// A fact that is saved: durable, numbered, and on its way whenever there is a network.
#[uniffi::remote(Record)]
pub struct Saved {
    pub event: EventId,
    pub follow_ups: Vec<FollowUp>,
}

type ReadingTaken = event::ReadingTaken;

/// 实抄: a reading to be saved.
#[uniffi::remote(Record)]
pub struct ReadingTaken {
    pub meter: MeterId,
    pub value: Volume,
    #[uniffi(default = None)]
    pub first_entry: Option<Volume>,
    #[uniffi(default = false)]
    pub rolled_over: bool,
    #[uniffi(default = false)]
    pub scanned: bool,
    #[uniffi(default = [])]
    pub confirmed: Vec<CheckCode>,
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
    #[uniffi(default = "")]
    pub note: String,
}

type FixProvider = model::FixProvider;

/// What found a position.
#[uniffi::remote(Enum)]
pub enum FixProvider {
    Gnss,
    Network,
    Fused,
}
