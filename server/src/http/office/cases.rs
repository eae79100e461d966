//! FILE (4.4): cases of conduct, as they are entered, investigated, confirmed and decided.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use curbstop_core::event::{CaseDecision, Fact};
use curbstop_core::model::{CaseId, CaseRecord, DepartmentId, Fen, SubjectId, WorkerId};
use curbstop_core::rules::conduct::amounts;
use curbstop_core::state::Subject;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::case_view::{Around, Case, StandardItem};
use super::common::{Refused, rows};
use super::extract::{Body, Path, Query};
use super::names::{Basis, CaseSource};
use super::signed_in::SignedIn;
use super::{fields, known_worker};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::command::CommandRefused;
use crate::office::{Action, conduct};
use crate::store::conduct::{CaseFilter, KnownCase};
use crate::store::office::{Command, Listed};

/// Which cases are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CaseListState {
    /// Neither decided nor found not to be so.
    #[default]
    Open,
    /// All.
    All,
}

/// Which cases, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CasesQuery {
    /// Which cases; open ones where nothing is said.
    #[serde(default)]
    #[param(inline)]
    state: Option<CaseListState>,
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    limit: Option<u32>,
}

/// Cases.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CasePage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The newest first.
    cases: Vec<Case>,
    /// There are more than the limit.
    more: bool,
}

/// A complaint, praise, or what the head office or the media found.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCase {
    /// The one clause that it is judged by.
    basis: Basis,
    /// How it became known; not `facts` or `count`: those are taken up.
    source: CaseSource,
    /// The local day of the event, for example `2026-11-30`.
    #[schema(value_type = String, format = Date)]
    happened_on: NaiveDate,
    /// What is said to have happened. 1 to 500 characters.
    summary: String,
    /// The department that answers for it; not needed where a person is named.
    #[serde(default)]
    #[schema(nullable = false)]
    department: Option<String>,
    /// The person whom it is about.
    #[serde(default)]
    #[schema(nullable = false)]
    person: Option<String>,
    /// What it is about, for example `point:A-17`.
    #[serde(default)]
    #[schema(nullable = false)]
    about: Option<String>,
    /// 5.1: document and item; needed there, and only there.
    #[serde(default)]
    #[schema(nullable = false)]
    standard: Option<StandardItem>,
    /// Households (5.8) or covers (5.9); 1 where nothing is said.
    #[serde(default)]
    #[schema(nullable = false)]
    units: Option<u32>,
}

/// What was found out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Investigation {
    /// 1 to 500 characters.
    note: String,
}

/// Whether it is so.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Conclusion {
    /// It is so.
    confirmed: bool,
    /// Why. 1 to 500 characters.
    reason: String,
}

/// What follows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDecision {
    /// Waive the amounts; the two below are left out then.
    waived: bool,
    /// Of or to the person, in fen without sign.
    #[serde(default)]
    person_fen: i64,
    /// Of or to the department, in fen without sign.
    #[serde(default)]
    department_fen: i64,
    /// Why. 1 to 500 characters.
    reason: String,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, enter))
        .routes(routes!(investigate))
        .routes(routes!(conclude))
        .routes(routes!(decide))
}

/// Cases of conduct.
#[utoipa::path(get, path = "/v1/office/cases", operation_id = "list_cases", tag = "conduct",
    params(CasesQuery), responses((status = 200, body = CasePage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<CasesQuery>,
) -> Result<Json<CasePage>, ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let filter = match query.state.unwrap_or_default() {
        CaseListState::Open => CaseFilter::Open,
        CaseListState::All => CaseFilter::All,
    };
    page(&state, state.store.cases(filter, rows(query.limit)).await?).await.map(Json)
}

/// Cases as a page shows them.
pub(super) async fn page(state: &AppState, listed: Listed<KnownCase>) -> Result<CasePage, ApiError> {
    let around = Around::load(state).await?;
    let view = |known: KnownCase| {
        let book = state.books.of(known.record.rulebook).ok_or_else(ApiError::internal)?;
        Ok::<_, ApiError>(around.case(known, book))
    };
    let cases = listed.rows.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(CasePage { server_time: state.now().as_millis(), cases, more: listed.more })
}

/// One case.
pub(super) async fn one(state: &AppState, id: CaseId) -> Result<Json<Case>, ApiError> {
    let listed = state.store.cases(CaseFilter::One(id), 1).await?;
    page(state, listed).await?.cases.pop().map(Json).ok_or_else(ApiError::internal)
}

/// Enters a complaint, praise, or what the head office or the media found. Answers with its id alone: whoever takes calls
/// need not see people's files.
#[utoipa::path(post, path = "/v1/office/cases", operation_id = "enter_case", tag = "conduct",
    request_body = NewCase, responses((status = 200, body = EnteredCase), Refused))]
async fn enter(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(given): Body<NewCase>,
) -> Result<Json<EnteredCase>, ApiError> {
    signed_in.allowed(Action::EnterCase)?;
    let record = entry(&state, given).await?;
    let (id, subject) = (record.id.to_string(), SubjectId::Case(record.id.clone()));
    let decide = Box::new(move |subject: &_| conduct::open(subject, record));
    super::run(&state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    Ok(Json(EnteredCase { id }))
}

/// A case that was entered.
#[derive(Debug, Serialize, ToSchema)]
struct EnteredCase {
    /// Its id.
    id: String,
}

async fn entry(state: &AppState, given: NewCase) -> Result<CaseRecord, ApiError> {
    let taken_up = || ApiError::unprocessable("case.source", "facts and thresholds are taken up from findings");
    let source = given.source.entered().ok_or_else(|| taken_up().field("source"))?;
    let summary = fields::text("summary", &given.summary)?;
    let person = given.person.as_deref().map(|id| fields::id::<WorkerId>("person", id)).transpose()?;
    let department = match &person {
        Some(person) => Some(department_of(state, person).await?),
        None => given.department.as_deref().map(|id| fields::id("department", id)).transpose()?,
    };
    let missing = || ApiError::unprocessable("field.empty", "department is empty; name it, or a person");
    let standard = given.standard.map(|standard| {
        let item = fields::text("standard", &standard.item)?;
        Ok::<_, ApiError>(curbstop_core::model::StandardItem { document: standard.document.into(), item })
    });
    Ok(CaseRecord {
        id: fields::id("id", &format!("K-{}", state.store.next_case_number().await?))?,
        basis: given.basis.into(),
        source,
        happened_on: given.happened_on,
        summary,
        department: department.ok_or_else(|| missing().field("department"))?,
        person,
        about: given.about.as_deref().map(|id| fields::id("about", id)).transpose()?,
        standard: standard.transpose()?,
        units: given.units.unwrap_or(1),
        rulebook: state.books.newest(),
    })
}

async fn department_of(state: &AppState, person: &WorkerId) -> Result<DepartmentId, ApiError> {
    known_worker(state, "person", person).await?;
    match state.store.subject(SubjectId::Worker(person.clone())).await? {
        Some(Subject::Worker(of)) => of.record.map(|record| record.department).ok_or_else(ApiError::internal),
        _ => Err(ApiError::internal()),
    }
}

/// Notes what was found out.
#[utoipa::path(post, path = "/v1/office/cases/{id}/investigation", operation_id = "investigate_case", tag = "conduct",
    params(("id" = String, Path, description = "The case's id")),
    request_body = Investigation, responses((status = 200, body = Case), Refused))]
async fn investigate(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Investigation>,
) -> Result<Json<Case>, ApiError> {
    let note = fields::text("note", &given.note)?;
    step(&state, &signed_in, &id, move |subject, id| conduct::investigate(subject, id, note)).await
}

/// Confirms a case, or not. Concluded anew after a decision, the decision is taken back.
#[utoipa::path(post, path = "/v1/office/cases/{id}/conclusion", operation_id = "conclude_case", tag = "conduct",
    params(("id" = String, Path, description = "The case's id")),
    request_body = Conclusion, responses((status = 200, body = Case), Refused))]
async fn conclude(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Conclusion>,
) -> Result<Json<Case>, ApiError> {
    let reason = fields::text("reason", &given.reason)?;
    step(&state, &signed_in, &id, move |subject, id| conduct::conclude(subject, id, given.confirmed, reason)).await
}

/// Sets amounts inside the range of the clause, or waives them.
#[utoipa::path(post, path = "/v1/office/cases/{id}/decision", operation_id = "decide_case", tag = "conduct",
    params(("id" = String, Path, description = "The case's id")),
    request_body = NewDecision, responses((status = 200, body = Case), Refused))]
async fn decide(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<NewDecision>,
) -> Result<Json<Case>, ApiError> {
    let reason = fields::text("reason", &given.reason)?;
    let decision = if given.waived {
        CaseDecision::Waived
    } else {
        CaseDecision::Set { person: Fen::new(given.person_fen), department: Fen::new(given.department_fen) }
    };
    let books = state.books.clone();
    let decide = move |subject: &Subject, id: &str| {
        let record = match subject {
            Subject::Case(of) => of.record.as_ref(),
            _ => None,
        };
        let book = record.and_then(|record| Some((record, books.of(record.rulebook)?)));
        let allowed = book.map(|(record, book)| amounts(record.basis, record.units, book)).unwrap_or_default();
        conduct::decide(subject, id, decision, &allowed, reason)
    };
    step(&state, &signed_in, &id, decide).await
}

async fn step(
    state: &AppState,
    signed_in: &SignedIn,
    id: &str,
    decide: impl FnOnce(&Subject, &str) -> Result<Fact, CommandRefused> + Send + 'static,
) -> Result<Json<Case>, ApiError> {
    signed_in.allowed(Action::DecideConduct)?;
    let id: CaseId = fields::id("id", id)?;
    let named = id.clone();
    let decide = Box::new(move |subject: &Subject| decide(subject, named.as_str()));
    let subject = SubjectId::Case(id.clone());
    super::run(state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    one(state, id).await
}
