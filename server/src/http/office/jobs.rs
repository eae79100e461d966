//! Connections and conversions: what the office accepts, gives to a crew, reviews and closes (3.4, 3.5.3, 5.5).

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::event::{BudgetDisputed, BudgetReviewed, Fact, JobAssigned};
use curbstop_core::model::{CrewId, Fen, Household, JOB_HOUSEHOLDS_MAX, JobId, JobRecord, SubjectId};
use curbstop_core::rules::working_days::Calendar;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{Place, Refused, rows};
use super::extract::{Body, Path, Query};
use super::job_view::{Job, Judge};
use super::names::JobKind;
use super::photos::PhotosOf;
use super::signed_in::SignedIn;
use super::{book, fields};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, command::job as command};
use crate::store::office::{Command, Decide, JobFilter};

/// How often a number is taken anew where somebody gave a job that very number before.
const NUMBERS_TRIED_MAX: usize = 20;

/// Which jobs are asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum JobListState {
    /// Not closed.
    #[default]
    Open,
    /// Closed.
    Closed,
}

/// Which jobs, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct JobsQuery {
    /// Which jobs; open ones where nothing is said.
    #[serde(default)]
    #[param(inline)]
    state: Option<JobListState>,
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    limit: Option<u32>,
}

/// Jobs.
#[derive(Debug, Serialize, ToSchema)]
struct JobPage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The newest first.
    jobs: Vec<Job>,
    /// There are more than the limit.
    more: bool,
    /// The years whose notice of holidays was imported: deadlines within them are final.
    calendar_years: Vec<i32>,
}

/// An application that is accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewJob {
    /// Its id; the server gives `B-` and a number where there is none.
    #[serde(default)]
    #[schema(nullable = false)]
    id: Option<String>,
    /// What was applied for.
    kind: JobKind,
    /// Who applied; 1 to 500 characters.
    applicant: String,
    /// How to reach them; at most 500 characters.
    #[serde(default)]
    phone: String,
    /// Where, as people say it; 1 to 500 characters.
    address: String,
    /// Where on the earth, if known.
    #[serde(default)]
    #[schema(nullable = false)]
    position: Option<Place>,
    /// The area of duty.
    area: String,
    /// The department that answers for it.
    department: String,
    /// The households of a conversion: 1 to 200; none for a connection.
    #[serde(default)]
    households: Vec<NewHousehold>,
}

/// A household of a conversion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewHousehold {
    /// Its id within the job: the flat, or the customer's number.
    id: String,
    /// Where, as people say it; 1 to 500 characters.
    address: String,
    /// Who lives there; at most 500 characters.
    #[serde(default)]
    customer: String,
}

/// To whom a job goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Assign {
    /// The crew.
    crew: String,
}

/// What a customer disputes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Dispute {
    /// What they say; 1 to 500 characters.
    reason: String,
}

/// What a review left of a disputed budget.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BudgetReview {
    /// The sum after the review, in fen.
    #[schema(minimum = 0)]
    fen: i64,
    /// Why; 1 to 500 characters.
    reason: String,
}

/// Closing needs nothing more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseJob {}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, accept))
        .routes(routes!(assign))
        .routes(routes!(dispute))
        .routes(routes!(review))
        .routes(routes!(close))
}

/// Connections and conversions with their working-day limits.
#[utoipa::path(get, path = "/v1/office/jobs", operation_id = "list_jobs", tag = "jobs", params(JobsQuery),
    responses((status = 200, body = JobPage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<JobsQuery>,
) -> Result<Json<JobPage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let filter = match query.state.unwrap_or_default() {
        JobListState::Open => JobFilter::Open,
        JobListState::Closed => JobFilter::Closed,
    };
    let listed = state.store.jobs(filter, rows(query.limit)).await?;
    let subjects = listed.rows.iter().map(|known| SubjectId::Job(known.record.id.clone())).collect();
    let photos = PhotosOf::load(&state, subjects).await?;
    let calendar = Calendar::of(state.store.calendar().await?);
    let judge = Judge { book: book(&state)?, calendar: &calendar, now: state.now() };
    let jobs = listed.rows.into_iter().map(|known| {
        let photos = photos.of(&SubjectId::Job(known.record.id.clone()));
        judge.view(known, photos)
    });
    Ok(Json(JobPage {
        server_time: judge.now.as_millis(),
        jobs: jobs.collect(),
        more: listed.more,
        calendar_years: calendar.years().collect(),
    }))
}

/// Accepts an application: the working days are counted from tomorrow.
#[utoipa::path(post, path = "/v1/office/jobs", operation_id = "accept_job", tag = "jobs",
    request_body = NewJob, responses((status = 201, body = Job), Refused))]
async fn accept(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(new): Body<NewJob>,
) -> Result<(StatusCode, Json<Job>), ApiError> {
    signed_in.allowed(Action::RunJobs)?;
    let given: Option<JobId> = new.id.as_deref().map(|id| fields::id("id", id)).transpose()?;
    let mut record = JobRecord {
        id: given.clone().map_or_else(|| fields::id("id", "B-0"), Ok)?,
        kind: new.kind.into(),
        applicant: fields::text("applicant", &new.applicant)?,
        phone: fields::text_or_empty("phone", &new.phone)?,
        address: fields::text("address", &new.address)?,
        position: fields::position(new.position)?,
        area: fields::id("area", &new.area)?,
        department: fields::id("department", &new.department)?,
        households: households(new.kind, &new.households)?,
    };
    if given.is_some() {
        return Ok((StatusCode::CREATED, enter(&state, &signed_in, record).await?));
    }
    for _ in 0..NUMBERS_TRIED_MAX {
        record.id = fields::id("id", &format!("B-{}", state.store.next_number().await?))?;
        match enter(&state, &signed_in, record.clone()).await {
            Err(error) if error.code == "job.exists" => {}
            other => return other.map(|job| (StatusCode::CREATED, job)),
        }
    }
    Err(ApiError::conflict("job.exists", "the next numbers are taken; give an id").field("id"))
}

/// The households of a conversion, each once; a connection has none.
fn households(kind: JobKind, given: &[NewHousehold]) -> Result<Vec<Household>, ApiError> {
    let wrong = |code, reason: String| Err(ApiError::unprocessable(code, reason).field("households"));
    match (kind, given.len()) {
        (JobKind::Connection, 0) | (JobKind::Conversion, 1..=JOB_HOUSEHOLDS_MAX) => {}
        (JobKind::Connection, _) => {
            return wrong("job.no_households", "a connection has no households; leave them out".to_owned());
        }
        (JobKind::Conversion, 0) => {
            return wrong("job.households_missing", "a conversion names its households; give each one".to_owned());
        }
        (JobKind::Conversion, many) => {
            let reason = format!("{many} households are too many for one job; at most {JOB_HOUSEHOLDS_MAX}: split it");
            return wrong("job.households_too_many", reason);
        }
    }
    let mut seen = HashSet::new();
    if let Some(twice) = given.iter().find(|household| !seen.insert(household.id.trim())) {
        return wrong("job.household_twice", format!("household `{}` stands there twice", twice.id.trim()));
    }
    let read = |household: &NewHousehold| {
        Ok(Household {
            id: fields::id("households", &household.id)?,
            address: fields::text("households", &household.address)?,
            customer: fields::text_or_empty("households", &household.customer)?,
        })
    };
    given.iter().map(read).collect()
}

async fn enter(state: &AppState, signed_in: &SignedIn, record: JobRecord) -> Result<Json<Job>, ApiError> {
    let id = record.id.clone();
    run(state, signed_in, id, Box::new(move |subject| command::accept(subject, record))).await
}

/// Gives a job to an installation crew.
#[utoipa::path(post, path = "/v1/office/jobs/{id}/assign", operation_id = "assign_job", tag = "jobs",
    params(("id" = String, Path, description = "The job's id")),
    request_body = Assign, responses((status = 200, body = Job), Refused))]
async fn assign(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Assign>,
) -> Result<Json<Job>, ApiError> {
    signed_in.allowed(Action::RunJobs)?;
    let crew: CrewId = fields::id("crew", &given.crew)?;
    if !state.store.has_members(crew.clone()).await? {
        let reason = format!("no worker belongs to crew `{crew}`, so nobody would see the job");
        return Err(ApiError::unprocessable("job.crew_unknown", reason).field("crew"));
    }
    let (id, named): (JobId, _) = (fields::id("id", &id)?, id);
    let fact = Fact::JobAssigned(JobAssigned { crew });
    run(&state, &signed_in, id, Box::new(move |subject| command::assign(subject, &named, fact))).await
}

/// Logs that the customer disputes the cost (5.5).
#[utoipa::path(post, path = "/v1/office/jobs/{id}/dispute", operation_id = "dispute_budget", tag = "jobs",
    params(("id" = String, Path, description = "The job's id")),
    request_body = Dispute, responses((status = 200, body = Job), Refused))]
async fn dispute(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Dispute>,
) -> Result<Json<Job>, ApiError> {
    signed_in.allowed(Action::RunJobs)?;
    let (id, named): (JobId, _) = (fields::id("id", &id)?, id);
    let disputed = BudgetDisputed { reason: fields::text("reason", &given.reason)? };
    run(&state, &signed_in, id, Box::new(move |subject| command::dispute(subject, &named, disputed))).await
}

/// Enters the review of a disputed cost (5.5). What follows for the department is shown, never decided here.
#[utoipa::path(post, path = "/v1/office/jobs/{id}/review", operation_id = "review_budget", tag = "jobs",
    params(("id" = String, Path, description = "The job's id")),
    request_body = BudgetReview, responses((status = 200, body = Job), Refused))]
async fn review(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<BudgetReview>,
) -> Result<Json<Job>, ApiError> {
    signed_in.allowed(Action::ReviewBudget)?;
    let (id, named): (JobId, _) = (fields::id("id", &id)?, id);
    let reviewed = BudgetReviewed { fen: Fen::new(given.fen), reason: fields::text("reason", &given.reason)? };
    Fact::BudgetReviewed(reviewed.clone())
        .within_bounds()
        .map_err(|error| ApiError::unprocessable("job.budget_range", error.to_string()).field("fen"))?;
    run(&state, &signed_in, id, Box::new(move |subject| command::review(subject, &named, reviewed))).await
}

/// Closes a job. Refused with 409 `job.cannot_close` while something is missing; `field` then lists what.
#[utoipa::path(post, path = "/v1/office/jobs/{id}/close", operation_id = "close_job", tag = "jobs",
    params(("id" = String, Path, description = "The job's id")),
    request_body = CloseJob, responses((status = 200, body = Job), Refused))]
async fn close(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(CloseJob {}): Body<CloseJob>,
) -> Result<Json<Job>, ApiError> {
    signed_in.allowed(Action::RunJobs)?;
    let (id, named): (JobId, _) = (fields::id("id", &id)?, id);
    run(&state, &signed_in, id, Box::new(move |subject| command::close(subject, &named))).await
}

/// Gives a command, and answers with the job as it then is.
async fn run(state: &AppState, signed_in: &SignedIn, id: JobId, decide: Decide) -> Result<Json<Job>, ApiError> {
    let subject = SubjectId::Job(id.clone());
    let named = vec![subject.clone()];
    super::run(state, Command { subject: subject.clone(), author: signed_in.author(), now: state.now(), decide })
        .await?;
    let known = state.store.job(id).await?.ok_or_else(ApiError::internal)?;
    let photos = PhotosOf::load(state, named).await?.of(&subject);
    let calendar = Calendar::of(state.store.calendar().await?);
    let judge = Judge { book: book(state)?, calendar: &calendar, now: state.now() };
    Ok(Json(judge.view(known, photos)))
}
