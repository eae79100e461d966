//! A pit: whether it is to be tidied (EST-TIDY, 3.2.2).

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EstimateReason, EventId};
use crate::model::{PitRecord, TimeInterval, Timestamp};
use crate::rulebook::Rulebook;

/// A pit to be pumped out or cleared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TidyTask {
    /// The estimate that opened it.
    pub opened_by: EventId,
    /// When that was.
    pub opened_at: TimeInterval,
    /// What is to be tidied away.
    pub reason: EstimateReason,
    /// Until when; the text says at once (立即).
    pub due: Timestamp,
}

/// The state of a pit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PitState {
    /// The open task, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tidy: Option<TidyTask>,
    /// When it was last tidied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tidied_at: Option<TimeInterval>,
}

pub(super) fn apply(_of: &mut Of<PitRecord, PitState>, _dated: &Dated, _book: &Rulebook) -> Vec<FollowUp> {
    Vec::new()
}
