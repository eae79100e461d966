//! A connection or conversion as the office's pages see it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use curbstop_core::model::{Household as HouseholdRecord, JobRecord, Timestamp};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::rules::working_days::{Calendar, Certainty};
use curbstop_core::rules::{budget, household, job};
use curbstop_core::state::{Budget as BudgetMade, BudgetStanding, JobState};
use serde::Serialize;
use utoipa::ToSchema;

use super::common::{Clock, Interval, Place};
use super::names::{HouseholdGap, JobKind, JobMilestone, JobStage};
use super::photos::Photos;
use crate::store::office::Known;

/// A connection or conversion.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Job {
    /// Its id.
    id: String,
    /// What was applied for.
    kind: JobKind,
    /// Who applied.
    applicant: String,
    /// How to reach them; empty where nobody asked.
    phone: String,
    /// Where, as people say it.
    address: String,
    /// Where on the earth, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    position: Option<Place>,
    /// The area of duty.
    area: String,
    /// The department that answers for it.
    department: String,
    /// How far it is.
    stage: JobStage,
    /// The crew that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    crew: Option<String>,
    /// The first time of each milestone.
    milestones: BTreeMap<JobMilestone, Interval>,
    /// The working-day limit for survey, drawing and budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    limit: Option<Limit>,
    /// The budget, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    budget: Option<Budget>,
    /// The households of a conversion.
    households: Vec<Household>,
    /// How many of them are proven.
    proven: usize,
    /// How the house was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    closing: Option<HouseLeft>,
    /// What is missing before it can be closed: `survey`, `drawing`, `budget`, `review`, `work`, `households`, `holes_filled`,
    /// `tidy`, `signature`.
    missing: Vec<String>,
    /// Facts that did not fit: kept, and for a person to look at.
    unexpected: usize,
    /// The photos that its facts name, if they name any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    photos: Option<Photos>,
}

/// The limit of CONNECT-3WD.
#[derive(Debug, Serialize, ToSchema)]
struct Limit {
    /// The last day that is in time.
    #[schema(value_type = String, format = Date)]
    day: NaiveDate,
    /// Years whose notice of holidays is not imported: where there are any, the day is provisional.
    missing_notices: Vec<i32>,
    /// The same as a clock; due is the end of the day.
    clock: Clock,
}

/// A job's budget, in fen.
#[derive(Debug, Serialize, ToSchema)]
struct Budget {
    /// 原造价.
    original_fen: i64,
    /// How it stands.
    standing: Standing,
    /// What the customer disputes, or why the review came to its sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// What the review left of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reviewed_fen: Option<i64>,
    /// What 5.5 makes of the cut, where it goes beyond what is tolerated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    excess: Option<Excess>,
}

/// How a budget stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BudgetStanding)]
enum Standing {
    /// Nobody disputes it.
    Made,
    /// The customer disputes it.
    Disputed,
    /// The technical office reviewed it.
    Reviewed,
}

/// A cut beyond what is tolerated (5.5), in fen.
#[derive(Debug, Serialize, ToSchema)]
#[allow(clippy::struct_field_names, reason = "a sum says its unit wherever it is read")]
struct Excess {
    /// 核减金额.
    cut_fen: i64,
    /// The part beyond what is tolerated.
    beyond_fen: i64,
    /// What the department would owe. A proposal: a person decides.
    amount_fen: i64,
}

/// A household and its proof.
#[derive(Debug, Serialize, ToSchema)]
struct Household {
    /// Its id within the job.
    id: String,
    /// Where, as people say it.
    address: String,
    /// Who lives there; empty where nobody asked.
    customer: String,
    /// What it lacks; not there: it is proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    gap: Option<HouseholdGap>,
    /// The serial on its meter, once it was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    serial: Option<String>,
    /// When it was last checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    checked_at: Option<Interval>,
    /// 错户 was found here, now or before (5.7).
    was_crossed: bool,
}

/// How the house was left (3.5.3).
#[derive(Debug, Serialize, ToSchema)]
struct HouseLeft {
    /// 孔洞已填补.
    holes_filled: bool,
    /// 场地已清理.
    tidy: bool,
    /// 用户已签字.
    signed: bool,
}

/// What every view of a job is judged by.
pub(super) struct Judge<'a> {
    /// The rulebook in force.
    pub(super) book: &'a Rulebook,
    /// The notices of holidays that were imported.
    pub(super) calendar: &'a Calendar,
    /// Now.
    pub(super) now: Timestamp,
}

impl Judge<'_> {
    /// A job as it is shown.
    pub(super) fn view(&self, known: Known<JobRecord, JobState>, photos: Option<Photos>) -> Job {
        let Known { record, state } = known;
        let limit = job::clock(&state, self.calendar, self.book, self.now).map(Limit::from);
        let missing = job::missing(&record, &state).iter().map(|missing| missing.name().to_owned()).collect();
        let households: Vec<_> = record.households.iter().map(|one| household_view(one, &state)).collect();
        Job {
            id: record.id.to_string(),
            kind: record.kind.into(),
            applicant: record.applicant,
            phone: record.phone,
            address: record.address,
            position: record.position.map(Place::from),
            area: record.area.to_string(),
            department: record.department.to_string(),
            stage: state.stage.into(),
            crew: state.crew.map(|crew| crew.to_string()),
            milestones: state.milestones.into_iter().map(|(name, at)| (name.into(), at.into())).collect(),
            limit,
            budget: state.budget.map(|budget| self.budget(budget)),
            proven: households.iter().filter(|household| household.gap.is_none()).count(),
            households,
            closing: state.closing.map(|left| HouseLeft {
                holes_filled: left.holes_filled,
                tidy: left.tidy,
                signed: left.signed,
            }),
            missing,
            unexpected: state.unexpected.len(),
            photos,
        }
    }

    fn budget(&self, made: BudgetMade) -> Budget {
        let original_fen = made.original.as_fen();
        let plain = |standing, reason| Budget { original_fen, standing, reason, reviewed_fen: None, excess: None };
        match made.standing {
            BudgetStanding::Made => plain(Standing::Made, None),
            BudgetStanding::Disputed { reason } => plain(Standing::Disputed, Some(reason)),
            BudgetStanding::Reviewed { fen, reason } => {
                let excess = budget::excess(made.original, fen, &self.book.connection).map(Excess::from);
                let reviewed_fen = Some(fen.as_fen());
                Budget { reviewed_fen, excess, ..plain(Standing::Reviewed, Some(reason)) }
            }
        }
    }
}

fn household_view(household: &HouseholdRecord, state: &JobState) -> Household {
    let checked = state.households.get(&household.id);
    Household {
        id: household.id.to_string(),
        address: household.address.clone(),
        customer: household.customer.clone(),
        gap: household::gap(&household.id, state).map(HouseholdGap::from),
        serial: checked.map(|checked| checked.serial.clone()),
        checked_at: checked.map(|checked| checked.at.into()),
        was_crossed: checked.is_some_and(|checked| checked.was_crossed),
    }
}

impl From<job::JobClock> for Limit {
    fn from(limit: job::JobClock) -> Self {
        let missing_notices = match limit.due.certainty {
            Certainty::Final => Vec::new(),
            Certainty::Provisional { missing } => missing,
        };
        Self { day: limit.due.day, missing_notices, clock: limit.clock.into() }
    }
}

impl From<budget::BudgetExcess> for Excess {
    fn from(excess: budget::BudgetExcess) -> Self {
        let budget::BudgetExcess { cut, beyond, amount } = excess;
        Self { cut_fen: cut.as_fen(), beyond_fen: beyond.as_fen(), amount_fen: amount.as_fen() }
    }
}
