//! A cover: its condition, and the clocks of an unsafe one (3.2.4).

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{BarrierKind, Dated, EventId};
use crate::model::{CoverCondition, CoverOwner, CoverRecord, TimeInterval};
use crate::rulebook::Rulebook;

/// A cover that is not sound, from the first report on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Defect {
    /// What is wrong with it, as last seen.
    pub condition: CoverCondition,
    /// The first report.
    pub reported_by: EventId,
    /// When it was first seen so: the start of COVER-SAFE and COVER-REPLACE.
    pub since: TimeInterval,
    /// When it was made safe, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safe_at: Option<TimeInterval>,
    /// With what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barrier: Option<BarrierKind>,
    /// When it was reported to the supervisor, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_up_at: Option<TimeInterval>,
}

/// The state of a cover.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CoverState {
    /// When somebody last looked at it (PATROL); `None`: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<TimeInterval>,
    /// What they saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<CoverCondition>,
    /// Whose it is, as somebody saw on the spot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_seen: Option<CoverOwner>,
    /// The open defect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect: Option<Defect>,
    /// When it was last replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<TimeInterval>,
    /// The defect that the last replacement ended, for its verdicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_defect: Option<Defect>,
}

pub(super) fn apply(_of: &mut Of<CoverRecord, CoverState>, _dated: &Dated, _book: &Rulebook) -> Vec<FollowUp> {
    Vec::new()
}
