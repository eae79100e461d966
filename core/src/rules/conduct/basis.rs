//! Which clause may judge a case: one event has one basis, and each basis says how it must have become known.

use crate::model::{Basis, CaseRecord, CaseSource};

/// The most households or covers of one case.
const UNITS_MAX: u32 = 1_000;

/// Why an entry does not fit its clause. The code is the key of its text, `error.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// For example 5.9 from a customer's call.
    #[error("this clause does not follow from such a source; choose another basis")]
    Source,
    /// The clause is about a person.
    #[error("this clause names a person; give person")]
    PersonMissing,
    /// 5.1 names document and item.
    #[error("clause 5.1 names document and item; give standard")]
    StandardMissing,
    /// Only 5.1 does.
    #[error("only clause 5.1 names a document; leave standard out")]
    StandardUnexpected,
    /// Households or covers.
    #[error("units counts households (5.8) or covers (5.9), 1 to {UNITS_MAX}; it is 1 for every other clause")]
    Units,
}

impl Unfit {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Source => "case.source",
            Self::PersonMissing => "case.person_missing",
            Self::StandardMissing => "case.standard_missing",
            Self::StandardUnexpected => "case.standard_unexpected",
            Self::Units => "case.units",
        }
    }

    /// The field of the entry.
    pub fn field(self) -> &'static str {
        match self {
            Self::Source => "basis",
            Self::PersonMissing => "person",
            Self::StandardMissing | Self::StandardUnexpected => "standard",
            Self::Units => "units",
        }
    }
}

/// Whether an entry fits the clause that it names.
pub fn fits(record: &CaseRecord) -> Result<(), Unfit> {
    let basis = record.basis;
    if !follows(basis, &record.source) {
        return Err(Unfit::Source);
    }
    if names_a_person(basis) && record.person.is_none() {
        return Err(Unfit::PersonMissing);
    }
    match (basis == Basis::HallStandard, record.standard.is_some()) {
        (true, false) => return Err(Unfit::StandardMissing),
        (false, true) => return Err(Unfit::StandardUnexpected),
        _ => {}
    }
    let counts = matches!(basis, Basis::EstimatedAtWill | Basis::CoverNotReplaced);
    let most = if counts { UNITS_MAX } else { 1 };
    if (1..=most).contains(&record.units) { Ok(()) } else { Err(Unfit::Units) }
}

/// Whether the clause follows from what became known so.
fn follows(basis: Basis, source: &CaseSource) -> bool {
    use CaseSource as S;
    match basis {
        Basis::HallStandard => matches!(source, S::Hotline | S::Book | S::Audit),
        Basis::Service => matches!(source, S::Hotline | S::Book),
        Basis::CallRefused => matches!(source, S::Hotline | S::Audit),
        // 5.8: reported by a customer, or found by an audit; counted only once it is confirmed.
        Basis::EstimatedAtWill => matches!(source, S::Hotline | S::Book | S::Audit),
        Basis::CoverNotReplaced => matches!(source, S::Media | S::Audit),
        Basis::NoFeedback | Basis::LateArrival | Basis::LateRepair | Basis::OutageNotTold | Basis::NoticeNotPosted => {
            matches!(source, S::Facts { .. })
        }
        Basis::HallTwice | Basis::WorkerThrice | Basis::DepartmentThrice => matches!(source, S::Count { .. }),
        Basis::PraiseWritten => matches!(source, S::Book),
        Basis::PraiseSurveyed => matches!(source, S::Survey),
        Basis::PraiseMedia => matches!(source, S::Media),
    }
}

fn names_a_person(basis: Basis) -> bool {
    matches!(
        basis,
        Basis::HallStandard
            | Basis::HallTwice
            | Basis::Service
            | Basis::EstimatedAtWill
            | Basis::WorkerThrice
            | Basis::PraiseWritten
            | Basis::PraiseSurveyed
    )
}
