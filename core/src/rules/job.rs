//! The life of a connection or conversion (3.4, 3.5.3): one transition table, its working-day clock, the steps that a crew is
//! offered, and what closing asks for.
//!
//! As with orders, a fact is never refused: one that does not fit is kept and noted. Closing is a command of the office.

mod clock;
mod close;
mod steps;

pub use clock::{JobClock, clock};
pub use close::{Missing, Why, may_close, missing};
pub use steps::next_steps;

use serde::{Deserialize, Serialize};

use crate::event::Fact;
use crate::state::JobStage;

/// What a fact is to a job's stage: the columns of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobEventKind {
    /// 受理, or the office corrected its entry.
    Accepted,
    /// 派工.
    Assigned,
    /// 现场勘查.
    Surveyed,
    /// 施工图设计.
    Drawn,
    /// 预算编制.
    Budgeted,
    /// The customer disputes the cost.
    Disputed,
    /// 预决算审核.
    Reviewed,
    /// 施工完成.
    WorkDone,
    /// 逐户核对 of one household.
    HouseholdChecked,
    /// 入户收尾.
    HouseClosed,
    /// 结案.
    Closed,
}

impl JobEventKind {
    /// Every kind, in the order of the table's columns.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Assigned,
        Self::Surveyed,
        Self::Drawn,
        Self::Budgeted,
        Self::Disputed,
        Self::Reviewed,
        Self::WorkDone,
        Self::HouseholdChecked,
        Self::HouseClosed,
        Self::Closed,
    ];

    /// What this fact is to a job; `None`: it is no fact about jobs.
    pub fn of(fact: &Fact) -> Option<Self> {
        Some(match fact {
            Fact::JobAccepted(_) => Self::Accepted,
            Fact::JobAssigned(_) => Self::Assigned,
            Fact::JobSurveyed(_) => Self::Surveyed,
            Fact::DrawingMade(_) => Self::Drawn,
            Fact::BudgetMade(_) => Self::Budgeted,
            Fact::BudgetDisputed(_) => Self::Disputed,
            Fact::BudgetReviewed(_) => Self::Reviewed,
            Fact::JobWorkDone(_) => Self::WorkDone,
            Fact::HouseholdChecked(_) => Self::HouseholdChecked,
            Fact::HouseClosed(_) => Self::HouseClosed,
            Fact::JobClosed => Self::Closed,
            _ => return None,
        })
    }
}

/// What a fact does to a job's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// The job is here now.
    To(JobStage),
    /// It fits, and moves nothing.
    Stay,
    /// It does not fit: kept and noted, and a person looks at it.
    Unexpected(Unexpected),
}

/// Why a fact does not fit a job. Texts: `job_unexpected.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unexpected {
    /// The job is closed.
    Closed,
    /// There is no budget that could be disputed or reviewed.
    NoBudget,
    /// Nobody disputes the budget that was reviewed.
    NotDisputed,
    /// A disputed budget is changed by its review, not by another budget.
    BudgetFixed,
    /// The job has no such household.
    UnknownHousehold,
}

impl Unexpected {
    /// Every reason, for tables.
    pub const ALL: [Self; 5] =
        [Self::Closed, Self::NoBudget, Self::NotDisputed, Self::BudgetFixed, Self::UnknownHousehold];

    /// The stable name, as in `job_unexpected.closed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::NoBudget => "no_budget",
            Self::NotDisputed => "not_disputed",
            Self::BudgetFixed => "budget_fixed",
            Self::UnknownHousehold => "unknown_household",
        }
    }
}

/// The one transition table. Forward jumps are allowed everywhere, because a crew forgets to tap; what is told after later work
/// still counts, with its doubt (`state::job`).
#[allow(clippy::match_same_arms, reason = "a table: each line is a rule of its own, in the order of the work")]
pub fn transition(stage: JobStage, kind: JobEventKind) -> Transition {
    use JobEventKind as E;
    use JobStage as S;
    use Transition::{Stay, To, Unexpected as Odd};

    match (stage, kind) {
        // The office may correct its books at any time.
        (_, E::Accepted) => Stay,
        (S::Closed, E::Closed) => Stay,
        // 5.5: a cost is disputed when the bill comes, which may be after the end. Whether there is a budget, the state knows.
        (S::Budgeted | S::WorkDone | S::HouseClosed | S::Closed, E::Disputed | E::Reviewed) => Stay,
        (_, E::Disputed | E::Reviewed) => Odd(Unexpected::NoBudget),
        (S::Closed, _) => Odd(Unexpected::Closed),
        (_, E::Assigned) => Stay,

        // The papers.
        (S::Accepted, E::Surveyed) => To(S::Surveyed),
        (S::Accepted | S::Surveyed, E::Drawn) => To(S::Drawn),
        (S::Accepted | S::Surveyed | S::Drawn, E::Budgeted) => To(S::Budgeted),

        // The work, and its proof.
        (S::Accepted | S::Surveyed | S::Drawn | S::Budgeted, E::WorkDone) => To(S::WorkDone),
        // Households are checked while others are still worked in.
        (_, E::HouseholdChecked) => Stay,
        (S::HouseClosed, E::HouseClosed) => Stay,
        (_, E::HouseClosed) => To(S::HouseClosed),
        // `may_close` judged the command; the fact stands.
        (_, E::Closed) => To(S::Closed),

        // Every pair that is left is a paper or work that was told again, or after something that follows it.
        (_, E::Surveyed | E::Drawn | E::Budgeted | E::WorkDone) => Stay,
    }
}

#[cfg(test)]
mod tests;
