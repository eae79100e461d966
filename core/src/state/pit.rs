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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Author, Event, ReadingEstimated};
    use crate::model::{BootId, Moment, PhotoId, PitId, PointId, Span, SubjectId};
    use crate::rulebook::RulebookVersion;
    use crate::state::point_sample::{estimate, morning};

    fn pit() -> PitId {
        PitId::new("K1").unwrap()
    }

    fn play(of: &mut Of<PitRecord, PitState>, seq: u64, on: &str, subject: SubjectId, fact: Fact) -> Vec<FollowUp> {
        let at = TimeInterval::exact(morning(on));
        let event = Event {
            id: EventId::from((1, seq)),
            author: Author::System,
            subject,
            moment: Moment::new(BootId(1), Span::ZERO, at.middle()),
            fix: None,
            rulebook: RulebookVersion(1),
            fact,
        };
        apply(of, &Dated { event, at }, &Rulebook::default_book())
    }

    fn estimated(of: &mut Of<PitRecord, PitState>, seq: u64, on: &str) -> Vec<FollowUp> {
        let fact = Fact::ReadingEstimated(ReadingEstimated { pit: Some(pit()), ..estimate(10) });
        play(of, seq, on, SubjectId::Point(PointId::new("P1").unwrap()), fact)
    }

    fn tidied(of: &mut Of<PitRecord, PitState>, seq: u64, on: &str, photo: bool) -> Vec<FollowUp> {
        let photos = if photo { vec![PhotoId::of(b"aa")] } else { vec![] };
        play(of, seq, on, SubjectId::Pit(pit()), Fact::PitTidied { photos, note: String::new() })
    }

    /// 3.2.2 EST-TIDY: an estimate opens one task, due a day later; a second estimate does not put it off.
    #[test]
    fn est_tidy_an_estimate_opens_one_task() {
        let mut of = Of::default();
        assert_eq!(estimated(&mut of, 1, "2026-11-05"), [], "the point's own follow-ups name it");
        estimated(&mut of, 2, "2026-11-06");
        let task = of.state.tidy.unwrap();
        assert_eq!((task.opened_by, task.due), (EventId::from((1, 1)), morning("2026-11-06")));
        assert_eq!(task.reason, EstimateReason::SewageInPit);
    }

    /// 3.2.2 EST-TIDY: done means done with a photo after; without one the task stays, with its due time.
    #[test]
    fn est_tidy_is_done_with_a_photo() {
        let mut of = Of::default();
        estimated(&mut of, 1, "2026-11-05");
        let due = morning("2026-11-06");
        assert_eq!(tidied(&mut of, 2, "2026-11-05", false), [FollowUp::TidyPit { pit: Some(pit()), due }]);
        assert!(of.state.tidy.is_some());
        assert_eq!(tidied(&mut of, 3, "2026-11-06", true), []);
        assert_eq!((of.state.tidy.clone(), of.state.tidied_at), (None, Some(TimeInterval::exact(due))));
        assert_eq!(tidied(&mut of, 4, "2026-11-07", false), [], "nothing is open");
    }

    /// 3.2.2 EST-TIDY: the next estimate opens a new task.
    #[test]
    fn est_tidy_again_next_month() {
        let mut of = Of::default();
        estimated(&mut of, 1, "2026-11-05");
        tidied(&mut of, 2, "2026-11-05", true);
        estimated(&mut of, 3, "2026-12-05");
        assert_eq!(of.state.tidy.unwrap().opened_by, EventId::from((1, 3)));
    }
}
