//! Facts about work orders and outages (3.2.5, 3.3).

use serde::{Deserialize, Serialize};

use super::EventId;
use crate::model::{CrewId, PhotoId, Timestamp, WorkerId};

/// 派单.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderDispatched {
    /// To whom. Dispatching again to another crew hands the order on; the clocks run on (NO-PASSING).
    pub crew: CrewId,
}

/// 电话告知: the logged call is an instruction like a dispatch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderToldByPhone {
    /// Who answered.
    pub worker: WorkerId,
    /// What was said.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What proves an arrival (ARRIVE). Offered by position, confirmed by a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum ArrivalProof {
    /// The fix of this event lies inside the site's radius.
    Position,
    /// A code at the place was scanned.
    ScannedCode {
        /// What it says.
        code: String,
    },
    /// A photo of the place.
    Photo {
        /// The photo.
        photo: PhotoId,
    },
    /// The worker says so; proves nothing by itself.
    Word,
}

/// 停水公告: scope, cause and times, as told to the hotline before the first valve is closed (OUTAGE).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutagePlan {
    /// 停水范围, as people say it.
    pub scope: String,
    /// Why.
    pub cause: String,
    /// When the water stops.
    pub stop_at: Timestamp,
    /// When it is back, as announced; never beyond the order's limit.
    pub restore_at: Timestamp,
    /// Where notices must hang: estates and units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
}

/// A notice was posted at one listed place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticePosted {
    /// The place, as the plan lists it.
    pub place: String,
    /// Photos of the notice.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// 修复.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderRepaired {
    /// The surface was opened: backfill and surface follow as a stage of their own (REINSTATE).
    pub surface_opened: bool,
    /// What was done.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// An outside cause for which a repair stands still (REPAIR-WINDOW). Which ones count is the rulebook's
/// `order.pause_causes`. Texts: `pause_cause.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseCause {
    /// 等开挖许可.
    ExcavationPermit,
    /// 等其他管线单位配合: another utility's pipe or cable lies in the way.
    OtherUtility,
    /// 恶劣天气.
    Weather,
    /// 无法进场.
    NoAccess,
    /// Something else; needs a note.
    Other,
}

impl PauseCause {
    /// Every cause, for tables.
    pub const ALL: [Self; 5] = [Self::ExcavationPermit, Self::OtherUtility, Self::Weather, Self::NoAccess, Self::Other];

    /// The stable name, as in `pause_cause.weather`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExcavationPermit => "excavation_permit",
            Self::OtherUtility => "other_utility",
            Self::Weather => "weather",
            Self::NoAccess => "no_access",
            Self::Other => "other",
        }
    }
}

/// 暂停: the crew cannot go on, and says why. Counts only where a supervisor approves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairPaused {
    /// What holds them up.
    pub cause: PauseCause,
    /// What there is to say of it.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// A supervisor decided on a pause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PauseDecided {
    /// The pause: the id of its [`RepairPaused`].
    pub pause: EventId,
    /// It counts: the repair's limit is longer by it.
    pub approved: bool,
    /// Why; goes back to the crew.
    pub reason: String,
}

/// How an order ended, in words that a caller understands (REPORT-BACK).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum RepairResult {
    /// 修复.
    Repaired,
    /// Made safe; the repair follows.
    MadeSafe,
    /// 重复.
    DuplicateOf {
        /// The other order.
        order: crate::model::OrderId,
    },
    /// 未发现.
    NothingFound,
    /// 非我方.
    NotOurs,
    /// Something else; needs a note.
    Other,
}

/// 回单: the hotline has the result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderReported {
    /// How it ended.
    #[serde(flatten)]
    pub result: RepairResult,
    /// What the caller can be told.
    pub tell_caller: String,
}

/// A step of an order that a crew takes with one tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStep {
    /// 接单.
    Acknowledge,
    /// 出发.
    Travel,
    /// 到场.
    Arrive,
    /// 止水.
    StopWater,
    /// 停水公告.
    AnnounceOutage,
    /// Post a notice.
    PostNotice,
    /// 修复.
    Repair,
    /// 送水.
    RestoreWater,
    /// 路面恢复.
    RestoreSurface,
    /// 回单.
    ReportBack,
    /// 暂停, for an outside cause.
    Pause,
    /// 复工: the work goes on.
    Resume,
}
