//! What the pages about conduct ask of the store (4.4, section 5).

use curbstop_core::model::{CaseId, CaseRecord, DepartmentId, Timestamp, WorkerId};
use curbstop_core::rules::finding::Proposal;
use curbstop_core::state::CaseState;

use super::Pending;
use super::office::Listed;

/// Which cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseFilter {
    /// Neither decided nor found not to be so.
    Open,
    /// All.
    All,
    /// One.
    One(CaseId),
    /// The file of a person.
    Person(WorkerId),
    /// The file of a department, with its people's.
    Department(DepartmentId),
}

/// A case with what later facts say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownCase {
    /// What the office wrote.
    pub record: CaseRecord,
    /// What followed.
    pub state: CaseState,
    /// When later facts cleared whom it is about, if they did: somebody has to decide anew.
    pub cleared_at: Option<Timestamp>,
}

/// What the pages about conduct ask of the store.
pub trait ConductStore: Send + Sync + 'static {
    /// What the facts show now and nobody has taken up, by breach.
    fn findings(&self, limit: u32) -> Pending<'_, Listed<Proposal>>;

    /// What the facts show of one breach now; `None`: nothing, or nothing any more.
    fn finding(&self, breach: String) -> Pending<'_, Option<Proposal>>;

    /// Cases, the newest first.
    fn cases(&self, filter: CaseFilter, limit: u32) -> Pending<'_, Listed<KnownCase>>;

    /// A number for a case; each is given once.
    fn next_case_number(&self) -> Pending<'_, u64>;
}
