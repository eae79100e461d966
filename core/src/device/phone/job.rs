//! How far a connection or conversion is, and its steps (3.4, 3.5.3).

use rusqlite::Connection;

use super::{Phone, PhoneError, Saved};
use crate::device::engine::Present;
use crate::device::store::{StoreError, subject};
use crate::event::{BudgetMade, Fact, HouseClosed, HouseholdChecked, JobStep, JobStepDone};
use crate::model::{Fix, Household, JobId, JobRecord, SubjectId};
use crate::rules::household::{self, HouseholdGap};
use crate::rules::job::{self, JobClock, Missing};
use crate::rules::working_days::Calendar;
use crate::state::{CheckedHousehold, JobState, Subject};

/// A job as the crew sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobCard {
    /// What the office accepted.
    pub record: JobRecord,
    /// What followed from the facts, own ones included.
    pub state: JobState,
    /// Its working-day limit; `None` before the acceptance is known.
    pub clock: Option<JobClock>,
    /// The steps that fit now, the likeliest first.
    pub next_steps: Vec<JobStep>,
    /// Everything that the office would miss if it closed the job now.
    pub missing: Vec<Missing>,
    /// Its households in the order of the record.
    pub households: Vec<HouseholdLine>,
}

/// A household of a conversion, and how its proof stands (HOUSEHOLD-CHECK).
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdLine {
    /// What the office wrote.
    pub household: Household,
    /// The newest check, if there was one.
    pub checked: Option<CheckedHousehold>,
    /// What it lacks; `None`: it is proven.
    pub gap: Option<HouseholdGap>,
}

impl Phone {
    /// The card of a job.
    pub fn job(&self, job: &JobId) -> Result<JobCard, PhoneError> {
        let present = self.engine.present()?;
        let id = SubjectId::Job(job.clone());
        let calendar = self.engine.store.read(calendar)?;
        let subject = self.subject(&id)?;
        subject.and_then(|subject| card(subject, &calendar, &present)).ok_or_else(|| PhoneError::not_here(&id))
    }

    /// 现场勘查.
    pub fn survey(&self, job: &JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::JobSurveyed(done), fix)
    }

    /// 施工图设计.
    pub fn draw(&self, job: &JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::DrawingMade(done), fix)
    }

    /// 预算编制.
    pub fn make_budget(&self, job: &JobId, budget: BudgetMade, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::BudgetMade(budget), fix)
    }

    /// 施工完成.
    pub fn finish_work(&self, job: &JobId, done: JobStepDone, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::JobWorkDone(done), fix)
    }

    /// 逐户核对 of one household (HOUSEHOLD-CHECK).
    pub fn check_household(
        &self,
        job: &JobId,
        checked: HouseholdChecked,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::HouseholdChecked(checked), fix)
    }

    /// 入户收尾: holes filled, place tidy, customer signed (HOUSE-CLOSING).
    pub fn close_house(&self, job: &JobId, closed: HouseClosed, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record_job(job, Fact::HouseClosed(closed), fix)
    }

    fn record_job(&self, job: &JobId, fact: Fact, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        self.record(SubjectId::Job(job.clone()), fact, fix)
    }
}

/// The notices of working days that have come with the utility's bucket.
pub(super) fn calendar(db: &Connection) -> Result<Calendar, StoreError> {
    let notices = subject::of_kind(db, "calendar")?;
    Ok(Calendar::of(notices.iter().filter_map(|listed| match listed.shown() {
        Ok(Subject::Calendar(of)) => of.record,
        // A row that only a newer app can read counts as a notice that is not out.
        _ => None,
    })))
}

/// The card of a job that the office has accepted.
pub(super) fn card(subject: Subject, calendar: &Calendar, present: &Present) -> Option<JobCard> {
    let Subject::Job(of) = subject else { return None };
    let (record, state) = (of.record?, of.state);
    let line = |household: &Household| HouseholdLine {
        household: household.clone(),
        checked: state.households.get(&household.id).cloned(),
        gap: household::gap(&household.id, &state),
    };
    let households = record.households.iter().map(line).collect();
    let clock = job::clock(&state, calendar, present.books.in_force(), present.now());
    let (next_steps, missing) = (job::next_steps(&record, &state), job::missing(&record, &state));
    Some(JobCard { record, state, clock, next_steps, missing, households })
}
