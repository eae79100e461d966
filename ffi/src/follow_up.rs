//! What saving a fact gives back: its number, and what follows from it.

use curbstop_core::device::phone;
use curbstop_core::event;
use curbstop_core::model::{DeviceId, PitId, Timestamp, Volume};
use curbstop_core::rules::reading_check::CheckCode;
use curbstop_core::rules::{job, order};
use curbstop_core::state;

use crate::{JobStage, OrderStage};

type EventId = event::EventId;

/// An entry's own number: the device, and its count from 1.
#[uniffi::remote(Record)]
pub struct EventId {
    /// The device that recorded it; 0 is the office.
    pub device: DeviceId,
    /// The device's own count.
    pub seq: u64,
}

type Saved = phone::Saved;

/// A fact that is saved: durable, numbered, and on its way whenever there is a network.
#[uniffi::remote(Record)]
pub struct Saved {
    /// Its number.
    pub event: EventId,
    /// What follows from it. The server decides again with the same rules.
    pub follow_ups: Vec<FollowUp>,
}

type FollowUp = state::FollowUp;

/// What follows from a fact. Its words stand under `follow_up.<code>`.
#[uniffi::remote(Enum)]
pub enum FollowUp {
    /// The pit is to be tidied.
    TidyPit {
        /// Which; `None` where the books name none.
        pit: Option<PitId>,
        /// Until when.
        due: Timestamp,
    },
    /// An estimate over the limit: the supervisor decides.
    Escalated {
        /// Its place in the row.
        nth: u32,
        /// The limit.
        limit: u32,
    },
    /// A person in the office looks at it.
    InReview {
        /// Why.
        checks: Vec<CheckCode>,
    },
    /// Estimates are settled.
    Settled {
        /// To be added to the bill; below zero is paid back.
        adjustment: Volume,
    },
    /// A cover is to be made safe.
    MakeSafe {
        /// Until when.
        due: Timestamp,
    },
    /// A cover is to be replaced.
    Replace {
        /// Until when.
        due: Timestamp,
    },
    /// A photo of a replaced cover is missing; it can still be handed in.
    ReplacePhotos {
        /// The one before.
        before: bool,
        /// The one after.
        after: bool,
    },
    /// The surface is to be restored.
    Reinstate {
        /// Until when.
        due: Timestamp,
    },
    /// The fact did not fit its order's stage: kept, shown, and for a person to look at.
    Unexpected {
        /// The stage that the order was in.
        stage: OrderStage,
        /// Why it did not fit.
        reason: Unexpected,
    },
    /// A valve is closed, and the hotline does not know of it yet.
    TellOutage {
        /// Until when it is to be told.
        due: Timestamp,
    },
    /// The announced restore time lies beyond the order's limit.
    RestoreBeyondLimit {
        /// The limit.
        limit: Timestamp,
    },
    /// The fact did not fit its job: kept, shown, and for a person to look at.
    JobUnexpected {
        /// The stage that the job was in.
        stage: JobStage,
        /// Why it did not fit.
        reason: JobOdd,
    },
}

type Unexpected = order::Unexpected;

/// Why a fact did not fit its order's stage. Its words stand under `unexpected.<name>`.
#[uniffi::remote(Enum)]
pub enum Unexpected {
    /// Later work was told before.
    Overtaken,
    /// The order is closed.
    Closed,
    /// Earlier steps are missing.
    TooEarly,
    /// There is no outage to post a notice for.
    NoOutage,
    /// The repair stands still already.
    PausedAlready,
    /// The repair does not stand still.
    NotPaused,
    /// A decision on a pause that the order does not know.
    UnknownPause,
    /// More pauses than an order keeps.
    TooManyPauses,
}

type JobOdd = job::Unexpected;

/// Why a fact did not fit its job. Its words stand under `job_unexpected.<name>`.
#[uniffi::remote(Enum)]
pub enum JobOdd {
    /// The job is closed.
    Closed,
    /// There is no budget that could be disputed or reviewed.
    NoBudget,
    /// Nobody disputes the budget that was reviewed.
    NotDisputed,
    /// A disputed budget is changed by its review only.
    BudgetFixed,
    /// The job has no such household.
    UnknownHousehold,
}
