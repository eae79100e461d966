//! What a case may cost or pay (section 5): the rulebook's amounts, once for each household or cover.

use crate::event::CaseDecision;
use crate::model::{Basis, Fen};
use crate::rulebook::{AmountRange, Amounts, Rulebook};

/// What a clause proposes for so many households or covers: a fixed amount is a range of one.
pub fn amounts(basis: Basis, units: u32, book: &Rulebook) -> Amounts {
    let of_one = book.conduct.amounts.get(&basis).copied().unwrap_or_default();
    let times = |range: AmountRange| AmountRange { least: range.least.times(units), most: range.most.times(units) };
    Amounts { person: of_one.person.map(times), department: of_one.department.map(times) }
}

/// An amount that the clause does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{side} is {given} yuan; the clause allows {} to {} yuan", allowed.least, allowed.most)]
pub struct Beyond {
    /// `person` or `department`.
    pub side: &'static str,
    /// What was given.
    pub given: Fen,
    /// What is allowed; nothing where the clause names no amount.
    pub allowed: AmountRange,
}

/// Whether a decision lies inside what is proposed; waiving always does.
pub fn within(decision: CaseDecision, amounts: &Amounts) -> Result<(), Beyond> {
    let CaseDecision::Set { person, department } = decision else { return Ok(()) };
    // A clause may leave a case without a person: then their side is nothing.
    check("person", person, amounts.person)?;
    check("department", department, amounts.department)
}

fn check(side: &'static str, given: Fen, range: Option<AmountRange>) -> Result<(), Beyond> {
    let allowed = range.unwrap_or(AmountRange { least: Fen::ZERO, most: Fen::ZERO });
    if (allowed.least..=allowed.most).contains(&given) { Ok(()) } else { Err(Beyond { side, given, allowed }) }
}
