//! FINDING (section 5): what the recorded facts show of a breach, for a person to decide.
//!
//! A proposal is derived from a subject's facts and from nothing else: the same facts give the same proposals, in whatever order
//! they came. So a late fact that clears somebody takes the proposal away. Each kind of subject has its own file:
//!
//! | subject | file | clauses |
//! |---|---|---|
//! | order | `order` | 5.3, 5.4, 5.6 |
//!
//! What the media, a customer or the head office found (5.8, 5.9) is entered as a case by a person; thresholds (5.1, 5.10) are
//! counted over confirmed cases (`rules::conduct`).

mod order;

use serde::{Deserialize, Serialize};

use crate::event::{Author, Dated, Fact};
use crate::model::{
    Basis, CaseId, CrewId, Evidence, IdError, PhotoId, SubjectId, TimeInterval, TimeQuality, Timestamp, WorkerId,
};
use crate::rulebook::{Rulebook, RulebookVersion};
use crate::rules::verdict::Verdict;
use crate::state::Subject;

/// A breach that the facts show, or a question that they leave open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The stable key: subject and breach, as in `order:o1/late_arrival`.
    pub breach: String,
    /// The one clause.
    pub basis: Basis,
    /// The subject that shows it.
    pub about: SubjectId,
    /// `Missed`: a proposal. `Indeterminate` or `Open`: only a question, which the facts do not answer.
    pub verdict: Verdict,
    /// When the limit was passed.
    pub at: Timestamp,
    /// The crew whose department answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewId>,
    /// The workers whose facts these are: they may answer first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<WorkerId>,
    /// The facts that show it, in the order of true time.
    pub evidence: Vec<Evidence>,
    /// The rulebook that it was judged by (6.2).
    pub rulebook: RulebookVersion,
}

impl Proposal {
    /// How good the times are: as good as the worst of them.
    pub fn quality(&self) -> TimeQuality {
        let widest = self.evidence.iter().map(|evidence| evidence.at).max_by_key(|at| at.width());
        widest.unwrap_or(TimeInterval::exact(self.at)).quality()
    }

    /// The case that a person opens by taking this up: the same breach is always the same case.
    pub fn case(&self) -> Result<CaseId, IdError> {
        case_of(&self.breach)
    }
}

/// The case of a breach.
pub fn case_of(breach: &str) -> Result<CaseId, IdError> {
    CaseId::new(&PhotoId::of(breach.as_bytes()).to_string())
}

/// Whether facts about such a subject show breaches at all, so that there is something to derive.
pub fn is_judged(id: &SubjectId) -> bool {
    matches!(id, SubjectId::Order(_))
}

/// Everything that a subject's facts show, judged by `book`: the rulebook that its work was ordered under.
pub fn propose(subject: &Subject, log: &[Dated], book: &Rulebook) -> Vec<Proposal> {
    match subject {
        Subject::Order(of) => of.record.as_ref().map(|record| order::propose(record, &of.state, log, book)),
        // Other kinds of subjects show nothing by themselves.
        _ => None,
    }
    .unwrap_or_default()
}

/// The rulebook that a subject is judged by: that of the fact that set its clocks going.
pub fn judged_by(log: &[Dated]) -> Option<RulebookVersion> {
    let starts = |fact: &Fact| matches!(fact, Fact::OrderDispatched(_) | Fact::OrderToldByPhone(_));
    let in_order = |dated: &&Dated| dated.order_key();
    log.iter().filter(|dated| starts(&dated.event.fact)).min_by_key(in_order).map(|dated| dated.event.rulebook)
}

/// The facts of these names, in the order of true time.
fn evidence(log: &[Dated], shows: impl Fn(&Fact) -> bool) -> Vec<Evidence> {
    let mut facts: Vec<&Dated> = log.iter().filter(|dated| shows(&dated.event.fact)).collect();
    facts.sort_by_key(|dated| dated.order_key());
    facts.into_iter().map(of).collect()
}

fn of(dated: &Dated) -> Evidence {
    let by = match &dated.event.author {
        Author::Worker(worker) => Some(worker.clone()),
        Author::Person(_) | Author::System => None,
    };
    Evidence { event: dated.event.id, fact: dated.event.fact.name().to_owned(), at: dated.at, by }
}

#[cfg(test)]
mod tests;
