//! How a case looks in the office: the entry, the file, what is proposed, and what was decided.

use std::collections::{HashMap, HashSet};

use curbstop_core::event::CaseDecision;
use curbstop_core::model::{self, CaseId, CaseRecord, CrewId, DepartmentId, WorkerId};
use curbstop_core::rulebook::{AmountRange, Amounts, Rulebook};
use curbstop_core::rules::conduct::{Counted, amounts};
use curbstop_core::state;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{EventRef, Interval, Named};
use super::names::{Basis, CaseSource, CaseStage, HallDocument, TimeQuality};
use crate::error::ApiError;
use crate::http::AppState;
use crate::store::conduct::{CaseFilter, KnownCase};
use crate::store::office::LISTED_MAX;

/// What a clause allows, in fen without sign; the same number twice is a fixed amount.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(super) struct Range {
    /// The least.
    least: i64,
    /// The most.
    most: i64,
}

impl From<AmountRange> for Range {
    fn from(range: AmountRange) -> Self {
        Self { least: range.least.as_fen(), most: range.most.as_fen() }
    }
}

/// What is proposed, in fen; a side that the clause names no amount for is left out.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(super) struct Proposed {
    /// Of or to the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    person: Option<Range>,
    /// Of or to the department.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    department: Option<Range>,
}

impl From<Amounts> for Proposed {
    fn from(amounts: Amounts) -> Self {
        Self { person: amounts.person.map(Range::from), department: amounts.department.map(Range::from) }
    }
}

/// A fact that shows a breach.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Evidence {
    /// The fact.
    event: EventRef,
    /// Its name, for example `order_arrived`.
    fact: String,
    /// When it happened.
    at: Interval,
    /// How good that time is.
    quality: TimeQuality,
    /// Who stated it, where a worker did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    by: Option<Named>,
}

/// An item of a cited document (5.1).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StandardItem {
    /// The document.
    pub(super) document: HallDocument,
    /// The number of the item in it.
    pub(super) item: String,
}

/// Words in the file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Said {
    /// When.
    at: Interval,
    /// What.
    text: String,
}

impl From<state::Said> for Said {
    fn from(said: state::Said) -> Self {
        Self { at: said.at.into(), text: said.text }
    }
}

/// What was decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Decided {
    /// The amounts were waived.
    waived: bool,
    /// Of the person, in fen: negative is taken, positive is paid.
    person_fen: i64,
    /// Of the department, likewise.
    department_fen: i64,
    /// When.
    at: Interval,
    /// Why.
    reason: String,
}

/// A case of conduct.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Case {
    /// Its id.
    id: String,
    /// The one clause that it is judged by.
    basis: Basis,
    /// The number of the clause, for example `5.4`.
    clause: String,
    /// Its amounts are paid, not taken.
    reward: bool,
    /// 待岗 is proposed with it.
    off_post: bool,
    /// How it became known.
    source: CaseSource,
    /// The local day of the event.
    #[schema(value_type = String, format = Date)]
    happened_on: chrono::NaiveDate,
    /// What is said to have happened.
    summary: String,
    /// The department that answers for it.
    department: String,
    /// The person whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    person: Option<Named>,
    /// What it is about, for example `order:W-1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    about: Option<String>,
    /// 5.1: document and item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    standard: Option<StandardItem>,
    /// Households or covers; 1 elsewhere.
    units: u32,
    /// The version of the rulebook that its amounts are proposed by.
    rulebook: u32,
    /// The facts that show it, where facts do.
    evidence: Vec<Evidence>,
    /// The complaints that reached a threshold, where they did.
    counted: Vec<String>,
    /// How far it is.
    stage: CaseStage,
    /// When it was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    opened_at: Option<Interval>,
    /// What the office found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    investigated: Option<Said>,
    /// What the person says.
    answers: Vec<Said>,
    /// Why it is so, or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    concluded: Option<Said>,
    /// What is proposed.
    proposed: Proposed,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decided: Option<Decided>,
    /// Later facts cleared whom it is about: if it is decided, somebody decides anew.
    cleared: bool,
}

/// What a view needs beside the case.
pub(super) struct Around {
    names: HashMap<WorkerId, String>,
    departments: HashMap<CrewId, DepartmentId>,
    /// Confirmed complaints, as far as anything counts on them.
    pub(super) counted: Vec<Counted>,
    counting: HashSet<CaseId>,
}

impl Around {
    /// Loads the people, and the complaints that count.
    pub(super) async fn load(state: &AppState) -> Result<Self, ApiError> {
        let workers = state.store.workers().await?.rows;
        let cases = state.store.cases(CaseFilter::All, LISTED_MAX).await?.rows;
        let of_crew = |w: &model::WorkerRecord| Some((w.crew.clone()?, w.department.clone()));
        let counts = |known: &KnownCase| Some((known.record.id.clone(), Counted::of(&known.record, &known.state)?));
        let (counting, counted) = cases.iter().filter_map(counts).unzip();
        Ok(Self {
            departments: workers.iter().filter_map(of_crew).collect(),
            names: workers.into_iter().map(|worker| (worker.id, worker.name)).collect(),
            counted,
            counting,
        })
    }

    /// A person with their name.
    pub(super) fn named(&self, worker: &WorkerId) -> Named {
        Named { id: worker.to_string(), name: self.names.get(worker).cloned().unwrap_or_else(|| worker.to_string()) }
    }

    /// The department that answers for a crew.
    pub(super) fn department(&self, crew: &CrewId) -> Option<DepartmentId> {
        self.departments.get(crew).cloned()
    }

    /// Evidence with names.
    pub(super) fn evidence(&self, evidence: &[model::Evidence]) -> Vec<Evidence> {
        let one = |evidence: &model::Evidence| Evidence {
            event: evidence.event.into(),
            fact: evidence.fact.clone(),
            at: evidence.at.into(),
            quality: TimeQuality::of(evidence.at.quality()),
            by: evidence.by.as_ref().map(|worker| self.named(worker)),
        };
        evidence.iter().map(one).collect()
    }

    fn is_cleared(&self, known: &KnownCase) -> bool {
        match &known.record.source {
            model::CaseSource::Count { cases } => cases.iter().any(|case| !self.counting.contains(case)),
            _ => known.cleared_at.is_some(),
        }
    }

    /// The case as pages show it; `book` is the one that it was entered under.
    pub(super) fn case(&self, known: KnownCase, book: &Rulebook) -> Case {
        let cleared = self.is_cleared(&known);
        let KnownCase { record, state, .. } = known;
        let proposed = amounts(record.basis, record.units, book).into();
        let answers = state.answers_of(record.person.as_ref()).cloned().map(Said::from).collect();
        let decided = state.decided.map(|decided| view_decision(&record, decided));
        let (evidence, counted) = match &record.source {
            model::CaseSource::Facts { evidence, .. } => (self.evidence(evidence), Vec::new()),
            model::CaseSource::Count { cases } => (Vec::new(), cases.iter().map(CaseId::to_string).collect()),
            _ => (Vec::new(), Vec::new()),
        };
        Case {
            id: record.id.to_string(),
            basis: record.basis.into(),
            clause: record.basis.clause().to_owned(),
            reward: record.basis.is_reward(),
            off_post: record.basis.is_off_post(),
            source: CaseSource::of(&record.source),
            happened_on: record.happened_on,
            summary: record.summary,
            department: record.department.to_string(),
            person: record.person.as_ref().map(|person| self.named(person)),
            about: record.about.map(|about| about.to_string()),
            standard: record.standard.map(|s| StandardItem { document: s.document.into(), item: s.item }),
            units: record.units,
            rulebook: record.rulebook.0,
            evidence,
            counted,
            stage: state.stage.into(),
            opened_at: state.opened_at.map(Interval::from),
            investigated: state.investigated.map(Said::from),
            answers,
            concluded: state.concluded.map(Said::from),
            proposed,
            decided,
            cleared,
        }
    }
}

fn view_decision(record: &CaseRecord, decided: state::Decided) -> Decided {
    let sign = if record.basis.is_reward() { 1 } else { -1 };
    let (waived, person_fen, department_fen) = match decided.decision {
        CaseDecision::Waived => (true, 0, 0),
        CaseDecision::Set { person, department } => (false, sign * person.as_fen(), sign * department.as_fen()),
    };
    Decided { waived, person_fen, department_fen, at: decided.said.at.into(), reason: decided.said.text }
}
