//! Facts about connections and conversions (3.4, 3.5.3, 5.5, 5.7).

use serde::{Deserialize, Serialize};

use crate::model::{CrewId, Fen, HouseholdId, PhotoId};

/// 派工: which installation crew has the job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobAssigned {
    /// The crew.
    pub crew: CrewId,
}

/// A step of the work with nothing to measure: 现场勘查, 施工图设计, 施工完成.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct JobStepDone {
    /// What was seen or done.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Photos.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// 预算编制.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetMade {
    /// 预算金额.
    pub fen: Fen,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The customer disputes the cost (5.5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetDisputed {
    /// What they say.
    pub reason: String,
}

/// 预决算审核: the technical office reviewed a disputed cost (5.5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetReviewed {
    /// What is left after the review.
    pub fen: Fen,
    /// Why.
    pub reason: String,
}

/// What the tap of a household turned (HOUSEHOLD-CHECK).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "turns")]
pub enum TapTurns {
    /// Its own meter.
    OwnMeter,
    /// 错户: another meter.
    OtherMeter {
        /// Which, as people say it: a serial or a household.
        which: String,
    },
}

/// 逐户核对: somebody opened a household's tap and looked which meter turns (3.4.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdChecked {
    /// Which household of the job.
    pub household: HouseholdId,
    /// What its tap turned.
    #[serde(flatten)]
    pub turns: TapTurns,
    /// The serial on its meter.
    pub serial: String,
    /// Photos of the meter at its address.
    #[serde(rename = "ph", default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// 入户收尾 (HOUSE-CLOSING, 3.5.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseClosed {
    /// 孔洞已填补.
    pub holes_filled: bool,
    /// 场地已清理.
    pub tidy: bool,
    /// 用户签字, as a photo; `None`: the customer has not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<PhotoId>,
    /// What the worker adds.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A step of a job that an installation crew takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobStep {
    /// 现场勘查.
    Survey,
    /// 施工图设计.
    Draw,
    /// 预算编制.
    Budget,
    /// 施工完成.
    FinishWork,
    /// 逐户核对.
    CheckHouseholds,
    /// 入户收尾.
    CloseHouse,
}

impl JobStep {
    /// Every step, in the order of the work.
    pub const ALL: [Self; 6] =
        [Self::Survey, Self::Draw, Self::Budget, Self::FinishWork, Self::CheckHouseholds, Self::CloseHouse];

    /// The stable name, as in `job_step.survey`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Draw => "draw",
            Self::Budget => "budget",
            Self::FinishWork => "finish_work",
            Self::CheckHouseholds => "check_households",
            Self::CloseHouse => "close_house",
        }
    }
}
