//! What the office orders about cases of conduct (4.4, section 5). Pure: the case as it is in, a fact or a refusal out.

use curbstop_core::event::{CaseConcluded, CaseDecided, CaseDecision, CaseInvestigated, Fact};
use curbstop_core::model::{CaseRecord, CaseSource};
use curbstop_core::rulebook::Amounts;
use curbstop_core::rules::conduct::{fits, within};
use curbstop_core::state::{CaseStage, CaseState, Of, Subject};

use super::command::{CommandRefused, unknown};

/// Enters a case. One event is one case: what was taken up before is refused.
pub fn open(subject: &Subject, record: CaseRecord) -> Result<Fact, CommandRefused> {
    if subject.is_registered() {
        return Err(CommandRefused::CaseExists);
    }
    fits(&record).map_err(CommandRefused::CaseUnfit)?;
    Ok(Fact::CaseOpened(Box::new(record)))
}

/// Notes what was found out.
pub fn investigate(subject: &Subject, id: &str, note: String) -> Result<Fact, CommandRefused> {
    known(subject, id)?;
    Ok(Fact::CaseInvestigated(CaseInvestigated { note }))
}

/// Confirms, or not. What people say is looked into first; facts speak for themselves.
pub fn conclude(subject: &Subject, id: &str, confirmed: bool, reason: String) -> Result<Fact, CommandRefused> {
    let of = known(subject, id)?;
    let said = !of.record.as_ref().is_some_and(|record| speaks_for_itself(&record.source));
    if said && of.state.stage == CaseStage::Received {
        return Err(CommandRefused::NotInvestigated);
    }
    Ok(Fact::CaseConcluded(CaseConcluded { confirmed, reason }))
}

fn speaks_for_itself(source: &CaseSource) -> bool {
    matches!(source, CaseSource::Facts { .. } | CaseSource::Count { .. })
}

/// Sets amounts inside the range of the clause, or waives them.
pub fn decide(
    subject: &Subject,
    id: &str,
    decision: CaseDecision,
    allowed: &Amounts,
    reason: String,
) -> Result<Fact, CommandRefused> {
    let of = known(subject, id)?;
    if !matches!(of.state.stage, CaseStage::Confirmed | CaseStage::Decided) {
        return Err(CommandRefused::NotConfirmed);
    }
    within(decision, allowed).map_err(CommandRefused::AmountBeyond)?;
    Ok(Fact::CaseDecided(CaseDecided { decision, reason }))
}

fn known<'a>(subject: &'a Subject, id: &str) -> Result<&'a Of<CaseRecord, CaseState>, CommandRefused> {
    match subject {
        Subject::Case(of) if of.record.is_some() => Ok(of),
        _ => Err(unknown("case", id)),
    }
}
