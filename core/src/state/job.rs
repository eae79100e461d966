//! A connection or conversion: how far it is, its budget, and each household's proof (3.4, 3.5.3).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{Dated, EventId, Fact, HouseholdChecked, TapTurns};
use crate::model::{CrewId, Fen, HouseholdId, JobRecord, TimeInterval};
use crate::rules::job::{JobEventKind, Transition, Unexpected, transition};

/// The most facts that did not fit which a state lists, the newest; the log has them all.
const UNEXPECTED_KEPT: usize = 32;

/// How far a job is. See `rules::job` for the one transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum JobStage {
    /// 已受理.
    #[default]
    Accepted,
    /// 已勘查.
    Surveyed,
    /// 已出图.
    Drawn,
    /// 已编预算.
    Budgeted,
    /// 已施工.
    WorkDone,
    /// 已收尾.
    HouseClosed,
    /// 结案.
    Closed,
}

impl JobStage {
    /// Every stage, in order.
    pub const ALL: [Self; 7] =
        [Self::Accepted, Self::Surveyed, Self::Drawn, Self::Budgeted, Self::WorkDone, Self::HouseClosed, Self::Closed];

    /// The stable name, as in `job_stage.accepted`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Surveyed => "surveyed",
            Self::Drawn => "drawn",
            Self::Budgeted => "budgeted",
            Self::WorkDone => "work_done",
            Self::HouseClosed => "house_closed",
            Self::Closed => "closed",
        }
    }
}

/// A moment in a job's life that a rule or a person asks for; the first time of each counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobMilestone {
    /// 受理. Starts the working-day clock.
    Accepted,
    /// 现场勘查.
    Surveyed,
    /// 施工图设计.
    Drawn,
    /// 预算编制.
    Budgeted,
    /// 施工完成.
    WorkDone,
    /// 入户收尾.
    HouseClosed,
    /// 结案.
    Closed,
}

/// A job's budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// 原造价.
    pub original: Fen,
    /// Whether somebody disputes it.
    pub standing: BudgetStanding,
}

/// How a budget stands (5.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BudgetStanding {
    /// Nobody disputes it.
    Made,
    /// The customer disputes it.
    Disputed {
        /// What they say.
        reason: String,
    },
    /// The technical office reviewed it.
    Reviewed {
        /// What is left.
        fen: Fen,
        /// Why.
        reason: String,
    },
}

/// What the newest check of a household said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedHousehold {
    /// What its tap turned.
    #[serde(flatten)]
    pub turns: TapTurns,
    /// The serial on its meter.
    pub serial: String,
    /// When.
    pub at: TimeInterval,
    /// A photo shows it.
    pub with_photo: bool,
    /// 错户 was found here, now or before (5.7).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub was_crossed: bool,
}

/// What the newest closing of the house said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// 孔洞已填补.
    pub holes_filled: bool,
    /// 场地已清理.
    pub tidy: bool,
    /// The customer signed; a photo shows it.
    pub signed: bool,
}

/// The state of a job.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct JobState {
    /// How far it is.
    pub stage: JobStage,
    /// The crew that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crew: Option<CrewId>,
    /// The first time of each milestone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub milestones: BTreeMap<JobMilestone, TimeInterval>,
    /// The budget, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// The households that were checked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub households: BTreeMap<HouseholdId, CheckedHousehold>,
    /// How the house was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Facts that did not fit: kept and shown, never refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<EventId>,
}

impl JobState {
    /// Keeps the first time of a milestone. What is told only after something that follows it was done before that, nobody knows
    /// when: then its time reaches back to the acceptance.
    fn reach(&mut self, milestone: JobMilestone, at: TimeInterval) {
        let overtaken = self.milestones.keys().any(|other| *other > milestone);
        let accepted = self.milestones.get(&JobMilestone::Accepted).map(|at| at.earliest).filter(|_| overtaken);
        let earliest = accepted.map_or(at.earliest, |accepted| accepted.min(at.earliest));
        self.milestones.entry(milestone).or_insert(TimeInterval { earliest, latest: at.latest });
    }

    fn note_unexpected(&mut self, event: EventId) {
        if self.unexpected.len() == UNEXPECTED_KEPT {
            self.unexpected.remove(0);
        }
        self.unexpected.push(event);
    }

    fn check(&mut self, checked: &HouseholdChecked, at: TimeInterval) {
        let crossed = matches!(checked.turns, TapTurns::OtherMeter { .. });
        let before = self.households.get(&checked.household).is_some_and(|before| before.was_crossed);
        let now = CheckedHousehold {
            turns: checked.turns.clone(),
            serial: checked.serial.clone(),
            at,
            with_photo: !checked.photos.is_empty(),
            was_crossed: crossed || before,
        };
        self.households.insert(checked.household.clone(), now);
    }
}

pub(super) fn apply(of: &mut Of<JobRecord, JobState>, dated: &Dated) -> Vec<FollowUp> {
    let fact = &dated.event.fact;
    let Some(kind) = JobEventKind::of(fact) else { return Vec::new() };
    let stage = of.state.stage;
    let odd = match transition(stage, kind) {
        Transition::Unexpected(reason) => Some(reason),
        Transition::To(_) | Transition::Stay => does_not_fit(of, fact),
    };
    if let Some(reason) = odd {
        of.state.note_unexpected(dated.event.id);
        return vec![FollowUp::JobUnexpected { stage, reason }];
    }
    if let Transition::To(next) = transition(stage, kind) {
        of.state.stage = next;
    }
    take(of, fact, dated.at);
    Vec::new()
}

/// What the stage alone does not tell.
fn does_not_fit(of: &Of<JobRecord, JobState>, fact: &Fact) -> Option<Unexpected> {
    let standing = of.state.budget.as_ref().map(|budget| &budget.standing);
    match (fact, standing) {
        (Fact::BudgetDisputed(_) | Fact::BudgetReviewed(_), None) => Some(Unexpected::NoBudget),
        (Fact::BudgetReviewed(_), Some(BudgetStanding::Made)) => Some(Unexpected::NotDisputed),
        (Fact::BudgetMade(_), Some(BudgetStanding::Disputed { .. } | BudgetStanding::Reviewed { .. })) => {
            Some(Unexpected::BudgetFixed)
        }
        (Fact::HouseholdChecked(checked), _) => {
            let households = of.record.as_ref().map(|record| &record.households[..]).unwrap_or_default();
            let known = households.iter().any(|household| household.id == checked.household);
            (!known).then_some(Unexpected::UnknownHousehold)
        }
        _ => None,
    }
}

/// Takes a fact that fits into the state.
fn take(of: &mut Of<JobRecord, JobState>, fact: &Fact, at: TimeInterval) {
    let state = &mut of.state;
    match fact {
        Fact::JobAccepted(record) => {
            of.record = Some((**record).clone());
            state.reach(JobMilestone::Accepted, at);
        }
        Fact::JobAssigned(to) => state.crew = Some(to.crew.clone()),
        Fact::JobSurveyed(_) => state.reach(JobMilestone::Surveyed, at),
        Fact::DrawingMade(_) => state.reach(JobMilestone::Drawn, at),
        Fact::BudgetMade(made) => {
            state.budget = Some(Budget { original: made.fen, standing: BudgetStanding::Made });
            state.reach(JobMilestone::Budgeted, at);
        }
        Fact::BudgetDisputed(disputed) => stand(state, BudgetStanding::Disputed { reason: disputed.reason.clone() }),
        Fact::BudgetReviewed(reviewed) => {
            stand(state, BudgetStanding::Reviewed { fen: reviewed.fen, reason: reviewed.reason.clone() });
        }
        Fact::JobWorkDone(_) => state.reach(JobMilestone::WorkDone, at),
        Fact::HouseholdChecked(checked) => state.check(checked, at),
        Fact::HouseClosed(closed) => {
            let signed = closed.signature.is_some();
            state.closing = Some(Closing { holes_filled: closed.holes_filled, tidy: closed.tidy, signed });
            state.reach(JobMilestone::HouseClosed, at);
        }
        Fact::JobClosed => state.reach(JobMilestone::Closed, at),
        // No other fact is about a job (`JobEventKind::of`).
        _ => {}
    }
}

fn stand(state: &mut JobState, standing: BudgetStanding) {
    if let Some(budget) = &mut state.budget {
        budget.standing = standing;
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
