//! Facts about work orders and outages (3.2.5, 3.3).

use serde::{Deserialize, Serialize};

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
}
