//! What follows from a fact: shown at once on the phone, and again by the server.

use serde::{Deserialize, Serialize};

use super::{JobStage, OrderStage};
use crate::model::{PitId, Timestamp, Volume};
use crate::rules::job;
use crate::rules::order::Unexpected;
use crate::rules::reading_check::CheckCode;

/// One consequence of a fact. The fact itself stands, whatever follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum FollowUp {
    /// EST-TIDY: the pit is to be tidied.
    TidyPit {
        /// Which pit; `None` where the books name none.
        pit: Option<PitId>,
        /// Until when.
        due: Timestamp,
    },
    /// EST-ESCALATE: over the limit; billing is held until the supervisor decides.
    Escalated {
        /// Its place in the row.
        nth: u32,
        /// The limit of `estimate.max_consecutive`.
        limit: u32,
    },
    /// READ-CHECK: a person in the office looks at it.
    InReview {
        /// Why.
        checks: Vec<CheckCode>,
    },
    /// EST-TRUE-UP: estimates are settled.
    Settled {
        /// To be added to the bill; negative is paid back.
        adjustment: Volume,
    },
    /// COVER-SAFE.
    MakeSafe {
        /// Until when.
        due: Timestamp,
    },
    /// COVER-REPLACE.
    Replace {
        /// Until when.
        due: Timestamp,
    },
    /// COVER-REPLACE: replaced, and a photo is missing; it can still be handed in.
    ReplacePhotos {
        /// The one before.
        before: bool,
        /// The one after.
        after: bool,
    },
    /// REINSTATE.
    Reinstate {
        /// Until when.
        due: Timestamp,
    },
    /// The fact did not fit the order's stage: kept, shown, and for a person to look at.
    Unexpected {
        /// The stage that the order was in.
        stage: OrderStage,
        /// Why it did not fit.
        reason: Unexpected,
    },
    /// OUTAGE: a valve is closed, and the hotline does not know of it yet.
    TellOutage {
        /// Until when.
        due: Timestamp,
    },
    /// OUTAGE: the announced restore time lies beyond the order's limit.
    RestoreBeyondLimit {
        /// The order's limit.
        limit: Timestamp,
    },
    /// The fact did not fit the job: kept, shown, and for a person to look at.
    JobUnexpected {
        /// The stage that the job was in.
        stage: JobStage,
        /// Why it did not fit.
        reason: job::Unexpected,
    },
}
