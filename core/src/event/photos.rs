//! Which photos a fact names. The photos themselves travel on their own, before the fact or after it.

use super::{ArrivalProof, Fact};
use crate::model::PhotoId;

impl Fact {
    /// The photos that the fact names, in its own order.
    pub fn photos(&self) -> Vec<PhotoId> {
        match self {
            Self::ReadingTaken(taken) => taken.photos.clone(),
            Self::ReadingEstimated(estimate) => estimate.photos.clone(),
            Self::ReadingMissed(missed) => missed.photos.clone(),
            Self::MeterExchanged(exchange) => exchange.photos.clone(),
            Self::PitTidied { photos, .. } | Self::SurfaceRestored { photos } => photos.clone(),
            Self::CoverInspected(inspected) => inspected.photos.clone(),
            Self::CoverMadeSafe(safe) => safe.photos.clone(),
            Self::CoverReplaced(replaced) => [&replaced.before[..], &replaced.after].concat(),
            Self::OrderArrived { proof: ArrivalProof::Photo { photo }, .. } => vec![*photo],
            Self::NoticePosted(notice) => notice.photos.clone(),
            Self::RepairPaused(paused) => paused.photos.clone(),
            Self::OrderRepaired(repaired) => repaired.photos.clone(),
            Self::JobSurveyed(done) | Self::DrawingMade(done) | Self::JobWorkDone(done) => done.photos.clone(),
            Self::HouseholdChecked(checked) => checked.photos.clone(),
            Self::HouseClosed(closed) => closed.signature.into_iter().collect(),
            Self::PointRegistered(_)
            | Self::PitRegistered(_)
            | Self::CoverRegistered(_)
            | Self::RouteRegistered(_)
            | Self::WorkerRegistered(_)
            | Self::CustomerReported(_)
            | Self::ReadingImported(_)
            | Self::EscalationDecided(_)
            | Self::ReadingReviewed(_)
            | Self::CoverReportedUp(_)
            | Self::OrderCreated(_)
            | Self::OrderDispatched(_)
            | Self::OrderToldByPhone(_)
            | Self::OrderAcknowledged
            | Self::OrderTravelling
            | Self::OrderArrived { .. }
            | Self::OutageAnnounced(_)
            | Self::WaterStopped
            | Self::RepairResumed
            | Self::PauseDecided(_)
            | Self::WaterRestored
            | Self::OrderReported(_)
            | Self::OrderChecked { .. }
            | Self::OrderClosed
            | Self::HolidaysRegistered(_)
            | Self::JobAccepted(_)
            | Self::JobAssigned(_)
            | Self::BudgetMade(_)
            | Self::BudgetDisputed(_)
            | Self::BudgetReviewed(_)
            | Self::JobClosed
            | Self::CaseOpened(_)
            | Self::CaseInvestigated(_)
            | Self::CaseAnswered(_)
            | Self::CaseConcluded(_)
            | Self::CaseDecided(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::CoverReplaced;

    #[test]
    fn a_replacement_names_both_its_photos() {
        let (before, after) = (PhotoId::of(b"before"), PhotoId::of(b"after"));
        let replaced = Fact::CoverReplaced(CoverReplaced { before: vec![before], after: vec![after] });
        assert_eq!(replaced.photos(), [before, after]);
        assert!(Fact::OrderClosed.photos().is_empty());
    }

    #[test]
    fn a_photo_that_proves_an_arrival_counts() {
        let photo = PhotoId::of(b"gate");
        assert_eq!(Fact::OrderArrived { proof: ArrivalProof::Photo { photo } }.photos(), [photo]);
        assert!(Fact::OrderArrived { proof: ArrivalProof::Word }.photos().is_empty());
    }
}
