//! FILE (4.4): the life of a case of conduct: received → investigated → confirmed or not → decided.
//!
//! Money is proposed, never applied: what a case costs or pays is a range of the rulebook ([`amounts`]), and a person sets an
//! amount inside it. One event has one basis, and what is not confirmed counts for nothing.

mod amount;
mod basis;
mod ledger;
mod threshold;

pub use amount::{Beyond, amounts, within};
pub use basis::{Unfit, fits};
pub use ledger::{LedgerLine, ledger};
pub use threshold::{Counted, Reached, reached};

use crate::event::Fact;
use crate::state::CaseStage;

/// What a fact is to a case: the columns of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseEventKind {
    /// The office entered it, or corrected its entry.
    Opened,
    /// Somebody looked into it.
    Investigated,
    /// The person whom it is about said something.
    Answered,
    /// It is so.
    Confirmed,
    /// It is not so.
    NotConfirmed,
    /// Amounts were set, or waived.
    Decided,
}

impl CaseEventKind {
    /// Every kind, in the order of the table's columns.
    pub const ALL: [Self; 6] =
        [Self::Opened, Self::Investigated, Self::Answered, Self::Confirmed, Self::NotConfirmed, Self::Decided];

    /// What this fact is to a case; `None`: it is no fact about cases.
    pub fn of(fact: &Fact) -> Option<Self> {
        Some(match fact {
            Fact::CaseOpened(_) => Self::Opened,
            Fact::CaseInvestigated(_) => Self::Investigated,
            Fact::CaseAnswered(_) => Self::Answered,
            Fact::CaseConcluded(concluded) if concluded.confirmed => Self::Confirmed,
            Fact::CaseConcluded(_) => Self::NotConfirmed,
            Fact::CaseDecided(_) => Self::Decided,
            _ => return None,
        })
    }
}

/// What a fact does to a case's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseTransition {
    /// The case is here now.
    To(CaseStage),
    /// It fits, and moves nothing.
    Stay,
    /// It does not fit: kept and noted.
    Unexpected(CaseUnexpected),
}

/// Why a fact does not fit a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseUnexpected {
    /// Nothing is decided on what nobody confirmed.
    NotConfirmed,
}

/// The one transition table.
#[allow(clippy::match_same_arms, reason = "a table: each line is a rule of its own, in the order of the work")]
pub fn transition(stage: CaseStage, kind: CaseEventKind) -> CaseTransition {
    use CaseEventKind as E;
    use CaseStage as S;
    use CaseTransition::{Stay, To, Unexpected};

    match (stage, kind) {
        // The office may correct its entry, and the person may answer, at any time: also after a decision, for whoever
        // decides anew.
        (_, E::Opened | E::Answered) => Stay,
        (S::Received, E::Investigated) => To(S::Investigated),
        (_, E::Investigated) => Stay,
        // Concluded anew, also after a decision: a late fact may clear somebody.
        (_, E::Confirmed) => To(S::Confirmed),
        (_, E::NotConfirmed) => To(S::NotConfirmed),
        (S::Confirmed | S::Decided, E::Decided) => To(S::Decided),
        // Every pair that is left decides on what nobody confirmed.
        (S::Received | S::Investigated | S::NotConfirmed, E::Decided) => Unexpected(CaseUnexpected::NotConfirmed),
    }
}

#[cfg(test)]
mod tests;
