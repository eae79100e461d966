//! The monthly ledger: what was decided for each person and department. Nothing unconfirmed or waived is in it.

use chrono::NaiveDate;

use crate::event::CaseDecision;
use crate::model::{Basis, CaseId, CaseRecord, DepartmentId, Fen, Period, Timestamp, UtcOffset, WorkerId};
use crate::state::CaseState;

/// What one decided case puts into the books of its month. Negative is taken, positive is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// The case.
    pub case: CaseId,
    /// Its clause.
    pub basis: Basis,
    /// When the event was.
    pub happened_on: NaiveDate,
    /// When it was decided: the month that it counts in.
    pub decided_at: Timestamp,
    /// The person, if it names one.
    pub person: Option<WorkerId>,
    /// Theirs.
    pub person_amount: Fen,
    /// The department.
    pub department: DepartmentId,
    /// The department's.
    pub department_amount: Fen,
}

/// The lines of a month, in the order of their decisions.
pub fn ledger<'a>(
    cases: impl IntoIterator<Item = (&'a CaseRecord, &'a CaseState)>,
    month: Period,
    offset: UtcOffset,
) -> Vec<LedgerLine> {
    let of_month = |line: &LedgerLine| Period::of(line.decided_at, offset) == month;
    let mut lines: Vec<_> =
        cases.into_iter().filter_map(|(record, state)| line(record, state)).filter(of_month).collect();
    lines.sort_by(|a, b| (a.decided_at, &a.case).cmp(&(b.decided_at, &b.case)));
    lines
}

fn line(record: &CaseRecord, state: &CaseState) -> Option<LedgerLine> {
    let decided = state.decided.as_ref()?;
    let CaseDecision::Set { person, department } = decided.decision else { return None };
    let signed = |amount: Fen| if record.basis.is_reward() { amount } else { -amount };
    Some(LedgerLine {
        case: record.id.clone(),
        basis: record.basis,
        happened_on: record.happened_on,
        decided_at: decided.said.at.middle(),
        person: record.person.clone(),
        person_amount: signed(person),
        department: record.department.clone(),
        department_amount: signed(department),
    })
}
