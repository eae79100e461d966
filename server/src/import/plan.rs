//! What a file changes: its rows held against the books. Pure but for what it asks of [`Known`].

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use curbstop_core::event::{Fact, ReadingImported};
use curbstop_core::model::{CoverId, CoverKind, PointId, Position, RouteId, SubjectId, WorkerId};
use serde::de::DeserializeOwned;

use super::report::code;
use super::{Duplicate, Entry, ImportKind, ImportReport, Problem, ReadFile, history, pits};
use crate::store::StoreError;

/// What the books know; asked inside the transaction that writes the plan, so that nothing changes in between.
pub trait Known {
    /// The record of a subject as JSON, if it is registered.
    fn record(&mut self, subject: &SubjectId) -> Result<Option<String>, StoreError>;

    /// Every cover.
    fn covers(&mut self) -> Result<Vec<KnownCover>, StoreError>;

    /// The readings of a service point.
    fn past_readings(&mut self, point: &PointId) -> Result<PastReadings, StoreError>;
}

/// A cover of the books, as far as duplicates are concerned.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct KnownCover {
    /// Its id.
    pub id: CoverId,
    /// Where it is.
    pub position: Position,
    /// What lies under it.
    #[serde(default)]
    pub kind: CoverKind,
}

/// What is known of a service point's readings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PastReadings {
    /// Those that were imported.
    pub imported: Vec<ReadingImported>,
    /// The local day of the newest stand of any kind.
    pub newest_on: Option<NaiveDate>,
}

/// What a file changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The facts to take in, in this order, all or none.
    pub facts: Vec<(SubjectId, Fact)>,
    /// What became of each row.
    pub report: ImportReport,
}

/// What a row comes to.
pub(super) enum Verdict {
    New,
    Changed,
    Unchanged,
    DuplicateOf(String),
    Wrong(Problem),
}

/// Holds a file against the books. `today` is the local day: a past reading cannot be of a later one.
pub fn plan(file: ReadFile, known: &mut dyn Known, today: NaiveDate) -> Result<Plan, StoreError> {
    let mut judge = Judge::new(&file, known)?;
    let mut plan = Plan { facts: Vec::new(), report: file.report };
    let mut accepted = Vec::with_capacity(file.entries.len());
    let mut history = history::History::new(today);
    for entry in file.entries {
        let verdict = match &entry.fact {
            Fact::ReadingImported(reading) => history.judge(known, &entry.subject, reading)?,
            _ => judge.judge(known, &entry)?,
        };
        match verdict {
            Verdict::New => plan.report.imported += 1,
            Verdict::Changed => plan.report.changed += 1,
            Verdict::Unchanged => plan.report.unchanged += 1,
            Verdict::DuplicateOf(of_id) => {
                let id = entry.subject.id().to_owned();
                plan.report.duplicate(Duplicate { row: entry.row, of_row: None, of_id: Some(of_id), id });
                continue;
            }
            Verdict::Wrong(problem) => {
                plan.report.reject(entry.row, vec![problem]);
                continue;
            }
        }
        accepted.push((entry, matches!(verdict, Verdict::Unchanged)));
    }
    // Past readings are judged by point and day: the report goes by rows again.
    plan.report.rejected.sort_by_key(|rejection| rejection.row);
    if plan.report.kind == ImportKind::Points {
        let pits = pits::named_by(accepted.iter().map(|(entry, _)| entry), known)?;
        plan.report.pits = pits.len();
        plan.facts.extend(pits);
    }
    plan.facts.extend(accepted.into_iter().filter(|(_, same)| !same).map(|(entry, _)| (entry.subject, entry.fact)));
    Ok(plan)
}

/// Judges rows that enter something into the books.
struct Judge {
    routes: HashMap<RouteId, bool>,
    workers: HashMap<WorkerId, bool>,
    covers: HashMap<(Position, CoverKind), CoverId>,
}

impl Judge {
    fn new(file: &ReadFile, known: &mut dyn Known) -> Result<Self, StoreError> {
        let mut covers = HashMap::new();
        if file.report.kind == ImportKind::Covers {
            // A cover that the file names itself may have moved: only the others hold their place.
            let named: HashSet<&str> = file.entries.iter().map(|entry| entry.subject.id()).collect();
            let others = known.covers()?.into_iter().filter(|cover| !named.contains(cover.id.as_str()));
            covers.extend(others.map(|cover| ((cover.position, cover.kind), cover.id)));
        }
        Ok(Self { routes: HashMap::new(), workers: HashMap::new(), covers })
    }

    fn judge(&mut self, known: &mut dyn Known, entry: &Entry) -> Result<Verdict, StoreError> {
        if let Some(problem) = self.missing(known, &entry.fact)? {
            return Ok(Verdict::Wrong(problem));
        }
        if let Some(before) = known.record(&entry.subject)? {
            let same = says_the_same(&entry.fact, &before, &entry.subject)?;
            return Ok(if same { Verdict::Unchanged } else { Verdict::Changed });
        }
        if let Fact::CoverRegistered(record) = &entry.fact
            && let Some(other) = self.covers.get(&(record.position, record.kind))
        {
            return Ok(Verdict::DuplicateOf(other.as_str().to_owned()));
        }
        Ok(Verdict::New)
    }

    /// What the row names and the books do not know.
    fn missing(&mut self, known: &mut dyn Known, fact: &Fact) -> Result<Option<Problem>, StoreError> {
        match fact {
            Fact::PointRegistered(point) => {
                let route = &point.route;
                let there = is_there(&mut self.routes, route, known, SubjectId::Route)?;
                let reason = || format!("route `{route}` is not in the books; import routes first");
                Ok((!there).then(|| Problem::new("route", code::UNKNOWN_ROUTE, reason())))
            }
            Fact::RouteRegistered(route) => {
                let Some(reader) = &route.reader else { return Ok(None) };
                let there = is_there(&mut self.workers, reader, known, SubjectId::Worker)?;
                let reason = || format!("worker `{reader}` is not in the books; import workers first");
                Ok((!there).then(|| Problem::new("reader", code::UNKNOWN_WORKER, reason())))
            }
            _ => Ok(None),
        }
    }
}

fn is_there<I: Clone + Eq + std::hash::Hash>(
    seen: &mut HashMap<I, bool>,
    id: &I,
    known: &mut dyn Known,
    subject: impl Fn(I) -> SubjectId,
) -> Result<bool, StoreError> {
    if let Some(there) = seen.get(id) {
        return Ok(*there);
    }
    let there = known.record(&subject(id.clone()))?.is_some();
    seen.insert(id.clone(), there);
    Ok(there)
}

/// Whether the books already say what the fact says.
fn says_the_same(fact: &Fact, before: &str, subject: &SubjectId) -> Result<bool, StoreError> {
    fn same<R: DeserializeOwned + PartialEq>(record: &R, before: &str) -> Result<bool, serde_json::Error> {
        Ok(*record == serde_json::from_str::<R>(before)?)
    }
    let same = match fact {
        Fact::PointRegistered(record) => same(&**record, before),
        Fact::PitRegistered(record) => same(&**record, before),
        Fact::CoverRegistered(record) => same(&**record, before),
        Fact::RouteRegistered(record) => same(&**record, before),
        Fact::WorkerRegistered(record) => same(&**record, before),
        Fact::HolidaysRegistered(record) => same(&**record, before),
        _ => Ok(false),
    };
    same.map_err(|error| StoreError::Damaged { what: format!("record of {subject}"), reason: error.to_string() })
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
