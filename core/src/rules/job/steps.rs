//! Which steps an installation crew is offered next, in the order of the work.

use super::close::{Missing, missing};
use crate::event::JobStep;
use crate::model::JobRecord;
use crate::state::{JobStage, JobState};

/// The steps that fit now, the likeliest first: the papers before the work, the work before its proof. What was skipped stays
/// offered until it is told.
pub fn next_steps(record: &JobRecord, state: &JobState) -> Vec<JobStep> {
    if state.stage == JobStage::Closed {
        return Vec::new();
    }
    let at_work = state.stage >= JobStage::Budgeted;
    let mut steps: Vec<JobStep> = Vec::new();
    for step in missing(record, state).iter().filter_map(step_for) {
        let is_paper = matches!(step, JobStep::Survey | JobStep::Draw | JobStep::Budget);
        if (is_paper || at_work) && !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}

/// The step that brings what is missing; a review is the office's.
fn step_for(missing: &Missing) -> Option<JobStep> {
    match missing {
        Missing::Survey => Some(JobStep::Survey),
        Missing::Drawing => Some(JobStep::Draw),
        Missing::Budget => Some(JobStep::Budget),
        Missing::Review => None,
        Missing::Work => Some(JobStep::FinishWork),
        Missing::Households(_) => Some(JobStep::CheckHouseholds),
        Missing::HolesFilled | Missing::Tidy | Missing::Signature => Some(JobStep::CloseHouse),
    }
}
