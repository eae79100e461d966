//! A work order: how far it is, and when each step was (3.2.5, 3.3).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EventId, OutagePlan, RepairResult};
use crate::model::{CrewId, OrderRecord, TimeInterval, WorkerId};
use crate::rulebook::Rulebook;

/// How far an order is. See `rules::order` for the one transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum OrderStage {
    /// 待派.
    #[default]
    New,
    /// 已派 (or 电话告知).
    Dispatched,
    /// 已接.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    OnSite,
    /// 已止水.
    WaterStopped,
    /// 已修复.
    Repaired,
    /// 已送水.
    WaterRestored,
    /// 已恢复.
    SurfaceRestored,
    /// 已反馈.
    Reported,
    /// 已回访.
    Checked,
    /// 结案.
    Closed,
}

/// A moment in an order's life that a rule or a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// The hotline opened it.
    Created,
    /// The instruction: dispatched in the app or told by telephone, whichever came first. Starts the clocks.
    Instructed,
    /// 接单.
    Acknowledged,
    /// 出发.
    Travelling,
    /// 到场.
    Arrived,
    /// 止水.
    WaterStopped,
    /// 修复.
    Repaired,
    /// 送水.
    WaterRestored,
    /// 路面恢复.
    SurfaceRestored,
    /// 回单.
    Reported,
    /// 回访.
    Checked,
    /// 结案.
    Closed,
}

/// A notice that hangs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posted {
    /// Where.
    pub place: String,
    /// When.
    pub at: TimeInterval,
    /// With a photo.
    pub with_photo: bool,
}

/// An outage as it was last announced to the hotline (OUTAGE).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Announced {
    /// The first announcement: what the rule about telling the hotline asks for.
    pub first_at: TimeInterval,
    /// The newest one.
    pub at: TimeInterval,
    /// Its number, from 1: new times are a new notice.
    pub notice: u32,
    /// Scope, cause, times and places.
    pub plan: OutagePlan,
    /// Where this notice hangs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posted: Vec<Posted>,
}

/// The state of an order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OrderState {
    /// How far it is.
    pub stage: OrderStage,
    /// The crew that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewId>,
    /// The worker who was told by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<WorkerId>,
    /// The first time of each milestone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub milestones: BTreeMap<Milestone, TimeInterval>,
    /// The arrival is proven by position inside the radius, code or photo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub arrival_proven: bool,
    /// The surface was opened, so that it has to be restored (REINSTATE).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub surface_opened: bool,
    /// The outage, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage: Option<Announced>,
    /// How it ended, as the hotline was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<RepairResult>,
    /// What the caller can be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tell_caller: String,
    /// Facts that did not fit the stage: kept and shown, never refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<EventId>,
}

pub(super) fn apply(_of: &mut Of<OrderRecord, OrderState>, _dated: &Dated, _book: &Rulebook) -> Vec<FollowUp> {
    Vec::new()
}
