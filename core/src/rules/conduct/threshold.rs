//! Thresholds (5.1, 5.10): twice within a month in the hall, three times within half a year.
//!
//! They roll by the day of the event. A period of months ends on the same day of its last month, that day included, and on the
//! month's last day where there is no such day: 31 August and half a year is the last day of February. Complaints that reached
//! a threshold are used up by it: one event has one basis.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::model::{Basis, CaseId, CaseRecord, DepartmentId, WorkerId};
use crate::rulebook::{ConductRules, Threshold};
use crate::state::{CaseStage, CaseState};

/// A confirmed complaint, as the thresholds count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    case: CaseId,
    on: NaiveDate,
    in_hall: bool,
    person: Option<WorkerId>,
    department: DepartmentId,
}

impl Counted {
    /// What counts of a case; `None`: it is no complaint of a customer, or nobody has confirmed it.
    pub fn of(record: &CaseRecord, state: &CaseState) -> Option<Self> {
        let confirmed = matches!(state.stage, CaseStage::Confirmed | CaseStage::Decided);
        (confirmed && record.source.is_customers() && !record.basis.is_reward()).then(|| Self {
            case: record.id.clone(),
            on: record.happened_on,
            in_hall: record.basis == Basis::HallStandard,
            person: record.person.clone(),
            department: record.department.clone(),
        })
    }
}

/// A threshold that was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// Which one.
    pub basis: Basis,
    /// The day of the complaint that reached it.
    pub on: NaiveDate,
    /// The person; `None`: the department.
    pub person: Option<WorkerId>,
    /// The department, of the last complaint.
    pub department: DepartmentId,
    /// The complaints, the oldest first.
    pub cases: Vec<CaseId>,
}

impl Reached {
    /// The stable key of what was reached, as in `worker:w1/worker_thrice/K-1+K-4+K-9`.
    pub fn breach(&self) -> String {
        let who = match &self.person {
            Some(person) => format!("worker:{person}"),
            None => format!("department:{}", self.department),
        };
        let cases: Vec<&str> = self.cases.iter().map(CaseId::as_str).collect();
        format!("{who}/{}/{}", self.basis.name(), cases.join("+"))
    }
}

/// Every threshold that these complaints reach, whatever order they come in.
pub fn reached(complaints: &[Counted], rules: &ConductRules) -> Vec<Reached> {
    let persons = by(complaints, |counted| counted.person.clone());
    let hall = by(complaints, |counted| counted.person.clone().filter(|_| counted.in_hall));
    let departments = by(complaints, |counted| Some(counted.department.clone()));
    let mut all = Vec::new();
    all.extend(hall.values().flat_map(|row| rows(row, rules.hall_twice, Basis::HallTwice)));
    all.extend(persons.values().flat_map(|row| rows(row, rules.thrice, Basis::WorkerThrice)));
    let of_departments = departments.values().flat_map(|row| rows(row, rules.thrice, Basis::DepartmentThrice));
    all.extend(of_departments.map(|reached| Reached { person: None, ..reached }));
    all
}

fn by<K: Ord>(complaints: &[Counted], key: impl Fn(&Counted) -> Option<K>) -> BTreeMap<K, Vec<&Counted>> {
    let mut groups: BTreeMap<K, Vec<&Counted>> = BTreeMap::new();
    for counted in complaints {
        if let Some(key) = key(counted) {
            groups.entry(key).or_default().push(counted);
        }
    }
    for group in groups.values_mut() {
        group.sort_by(|a, b| (a.on, &a.case).cmp(&(b.on, &b.case)));
    }
    groups
}

/// The thresholds that one row of complaints reaches, the oldest first.
fn rows(row: &[&Counted], threshold: Threshold, basis: Basis) -> Vec<Reached> {
    let mut all = Vec::new();
    let mut open: Vec<&Counted> = Vec::new();
    for &last in row {
        open.push(last);
        open.retain(|first| last.on <= end(first.on, threshold.months));
        if open.len() >= threshold.times {
            let cases = open.drain(..).map(|counted| counted.case.clone()).collect();
            let (person, department) = (last.person.clone(), last.department.clone());
            all.push(Reached { basis, on: last.on, person, department, cases });
        }
    }
    all
}

/// The last day of a period of months.
fn end(from: NaiveDate, months: u32) -> NaiveDate {
    from.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}
