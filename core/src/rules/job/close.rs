//! What must be there before the office may close a job: HOUSEHOLD-CHECK (3.4.3) and HOUSE-CLOSING (3.5.3).

use std::fmt;

use serde::Serialize;

use crate::model::{HouseholdId, JobRecord};
use crate::rules::household;
use crate::state::{BudgetStanding, JobMilestone, JobStage, JobState};

/// What a job lacks before it may be closed. Texts: `job_missing.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// 现场勘查.
    Survey,
    /// 施工图.
    Drawing,
    /// 预算.
    Budget,
    /// The customer disputes the cost, and nobody has reviewed it (5.5).
    Review,
    /// 施工.
    Work,
    /// Households of a conversion that are not proven.
    Households(Vec<HouseholdId>),
    /// 孔洞.
    HolesFilled,
    /// 场地清理.
    Tidy,
    /// 用户签字.
    Signature,
}

impl Missing {
    /// The stable name, as in `job_missing.survey`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Drawing => "drawing",
            Self::Budget => "budget",
            Self::Review => "review",
            Self::Work => "work",
            Self::Households(_) => "households",
            Self::HolesFilled => "holes_filled",
            Self::Tidy => "tidy",
            Self::Signature => "signature",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Survey => f.write_str("the site was not surveyed"),
            Self::Drawing => f.write_str("there is no drawing"),
            Self::Budget => f.write_str("there is no budget"),
            Self::Review => f.write_str("the disputed budget is not reviewed"),
            Self::Work => f.write_str("the work is not done"),
            Self::Households(ids) => write!(f, "households are not proven: {}", comma_separated(ids)),
            Self::HolesFilled => f.write_str("holes are not filled"),
            Self::Tidy => f.write_str("the place is not tidy"),
            Self::Signature => f.write_str("the customer has not signed"),
        }
    }
}

fn comma_separated(ids: &[HouseholdId]) -> String {
    ids.iter().map(HouseholdId::as_str).collect::<Vec<_>>().join(", ")
}

/// Everything that is missing, in the order of the work; empty: the job may be closed.
pub fn missing(record: &JobRecord, state: &JobState) -> Vec<Missing> {
    let lacks = |milestone| !state.milestones.contains_key(&milestone);
    let unproven = household::unproven(record, state);
    let closing = state.closing.as_ref();
    let review = state.budget.as_ref().is_some_and(|b| matches!(b.standing, BudgetStanding::Disputed { .. }));
    let all = [
        (lacks(JobMilestone::Surveyed), Missing::Survey),
        (lacks(JobMilestone::Drawn), Missing::Drawing),
        (lacks(JobMilestone::Budgeted), Missing::Budget),
        (review, Missing::Review),
        (lacks(JobMilestone::WorkDone), Missing::Work),
        (!unproven.is_empty(), Missing::Households(unproven)),
        (closing.is_none_or(|closing| !closing.holes_filled), Missing::HolesFilled),
        (closing.is_none_or(|closing| !closing.tidy), Missing::Tidy),
        (closing.is_none_or(|closing| !closing.signed), Missing::Signature),
    ];
    all.into_iter().filter_map(|(is_missing, what)| is_missing.then_some(what)).collect()
}

/// Why a job may not be closed. Texts: the code itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is closed.
    #[error("the job is closed already")]
    AlreadyClosed,
    /// Something is missing.
    #[error("the job cannot be closed yet: {}", .0.iter().map(Missing::to_string).collect::<Vec<_>>().join("; "))]
    Missing(Vec<Missing>),
}

/// Whether the office may close the job now; otherwise everything that is missing, named at once.
pub fn may_close(record: &JobRecord, state: &JobState) -> Result<(), Why> {
    if state.stage == JobStage::Closed {
        return Err(Why::AlreadyClosed);
    }
    let missing = missing(record, state);
    if missing.is_empty() { Ok(()) } else { Err(Why::Missing(missing)) }
}
