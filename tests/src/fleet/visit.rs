//! What a reader does at a pit: what they see decides, and what the phone says of it.

use chrono::NaiveDate;
use curbstop_core::device::PhoneError;
use curbstop_core::event::{EstimateReason, NoReadReason, ReadingEstimated, ReadingMissed};
use curbstop_core::rules::reading_check::CheckCode;
use curbstop_core::state::FollowUp;

use super::{Handset, fix};
use crate::town::{Household, Oddity};

/// What came of a visit.
#[derive(Debug, Clone, PartialEq)]
pub enum Visit {
    /// The register was read; these checks asked something.
    Read(Vec<CheckCode>),
    /// The use was estimated.
    Estimated,
    /// The use was estimated once too often: the supervisor decides.
    Escalated,
    /// Nobody opened.
    NotSeen,
}

/// Visits a household on this day of the town's calendar.
pub fn visit(handset: &Handset, household: &Household, today: NaiveDate) -> Result<Visit, PhoneError> {
    match household.oddity {
        Oddity::FloodedForMonths | Oddity::Flooded => estimate(handset, household, EstimateReason::SewageInPit),
        Oddity::Covered => estimate(handset, household, EstimateReason::PitCovered),
        Oddity::NoAccess => {
            let missed = ReadingMissed { reason: NoReadReason::NoAccess, photos: Vec::new(), note: String::new() };
            handset.phone.record_no_read(&household.id, missed, None)?;
            Ok(Visit::NotSeen)
        }
        _ => {
            let stand = household.register(today, 0).whole_cubic_metres().to_string();
            let typed = handset.type_reading(&household.id, &stand, household.oddity == Oddity::RolledOver)?;
            Ok(Visit::Read(typed.checks))
        }
    }
}

/// Estimates as the phone proposes, with the photo and the position that prove why.
fn estimate(handset: &Handset, household: &Household, reason: EstimateReason) -> Result<Visit, PhoneError> {
    let card = handset.phone.meter(&household.id)?;
    let estimate = ReadingEstimated {
        consumption: card.proposal.consumption,
        method: card.proposal.method,
        reason,
        pit: card.record.pit.clone(),
        photos: vec![handset.shoot("pit", household.id.as_str())?],
        note: String::new(),
    };
    let saved = handset.phone.record_estimate(&household.id, estimate, Some(fix(household.position)))?;
    let escalated = saved.follow_ups.iter().any(|follow_up| matches!(follow_up, FollowUp::Escalated { .. }));
    Ok(if escalated { Visit::Escalated } else { Visit::Estimated })
}
