//! Commands about connections and conversions.

use curbstop_core::event::{BudgetDisputed, BudgetReviewed, Fact};
use curbstop_core::model::JobRecord;
use curbstop_core::rules::job::{Why, may_close};
use curbstop_core::state::{BudgetStanding, JobStage, JobState, Subject};

use super::{CommandRefused, unknown};

/// Accepts an application (受理).
pub fn accept(subject: &Subject, record: JobRecord) -> Result<Fact, CommandRefused> {
    if subject.is_registered() {
        return Err(CommandRefused::JobExists { id: record.id.to_string() });
    }
    Ok(Fact::JobAccepted(Box::new(record)))
}

/// Gives a job that is not closed to a crew.
pub fn assign(subject: &Subject, id: &str, fact: Fact) -> Result<Fact, CommandRefused> {
    match known(subject, id)?.1.stage {
        JobStage::Closed => Err(CommandRefused::JobClosed),
        _ => Ok(fact),
    }
}

/// 5.5: the customer disputes a budget that was made.
pub fn dispute(subject: &Subject, id: &str, disputed: BudgetDisputed) -> Result<Fact, CommandRefused> {
    match known(subject, id)?.1.budget.as_ref() {
        None => Err(CommandRefused::NoBudget),
        Some(_) => Ok(Fact::BudgetDisputed(disputed)),
    }
}

/// 5.5: the technical office reviews a budget that is disputed.
pub fn review(subject: &Subject, id: &str, reviewed: BudgetReviewed) -> Result<Fact, CommandRefused> {
    match known(subject, id)?.1.budget.as_ref().map(|budget| &budget.standing) {
        None => Err(CommandRefused::NoBudget),
        Some(BudgetStanding::Made) => Err(CommandRefused::NotDisputed),
        Some(BudgetStanding::Disputed { .. } | BudgetStanding::Reviewed { .. }) => Ok(Fact::BudgetReviewed(reviewed)),
    }
}

/// 3.4.3 HOUSEHOLD-CHECK, 3.5.3 HOUSE-CLOSING: closes a job, not below 100 % of its households nor without a signature.
pub fn close(subject: &Subject, id: &str) -> Result<Fact, CommandRefused> {
    let (record, state) = known(subject, id)?;
    match may_close(record, state) {
        Ok(()) => Ok(Fact::JobClosed),
        Err(Why::AlreadyClosed) => Err(CommandRefused::JobClosed),
        Err(Why::Missing(missing)) => Err(CommandRefused::CannotCloseJob { missing }),
    }
}

fn known<'a>(subject: &'a Subject, id: &str) -> Result<(&'a JobRecord, &'a JobState), CommandRefused> {
    match subject {
        Subject::Job(of) => of.record.as_ref().map(|record| (record, &of.state)).ok_or_else(|| unknown("job", id)),
        _ => Err(unknown("job", id)),
    }
}
