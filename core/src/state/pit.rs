//! A pit: whether it is to be tidied (EST-TIDY, 3.2.2).

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EstimateReason, EventId, Fact};
use crate::model::{PitRecord, TimeInterval, Timestamp};
use crate::rulebook::Rulebook;
use crate::rules::estimate::tidy_due;

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

pub(super) fn apply(of: &mut Of<PitRecord, PitState>, dated: &Dated, book: &Rulebook) -> Vec<FollowUp> {
    match &dated.event.fact {
        Fact::ReadingEstimated(estimate) => {
            // One task a pit: a second estimate does not put off the first one's due time.
            of.state.tidy.get_or_insert_with(|| TidyTask {
                opened_by: dated.event.id,
                opened_at: dated.at,
                reason: estimate.reason,
                due: tidy_due(dated.at.middle(), book),
            });
            // The estimate's own follow-ups name the task (`point`).
            Vec::new()
        }
        Fact::PitTidied { photos, .. } => tidied(of, dated, !photos.is_empty()),
        // No other fact fits a pit (`Fact::fits`).
        _ => Vec::new(),
    }
}

/// Done means done with a photo after it; without one the task stays and says so.
fn tidied(of: &mut Of<PitRecord, PitState>, dated: &Dated, photo: bool) -> Vec<FollowUp> {
    if photo {
        of.state.tidy = None;
        of.state.tidied_at = Some(dated.at);
        return Vec::new();
    }
    let Some(task) = &of.state.tidy else { return Vec::new() };
    let pit = match &dated.event.subject {
        crate::model::SubjectId::Pit(id) => Some(id.clone()),
        _ => None,
    };
    vec![FollowUp::TidyPit { pit, due: task.due }]
}
