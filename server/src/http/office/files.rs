//! FILE (4.4): one file per person and per department, and the monthly ledger.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use curbstop_core::model::{DepartmentId, Fen, Period, WorkerId};
use curbstop_core::rules::conduct::{LedgerLine, ledger};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::case_view::Around;
use super::cases::{self, CasePage};
use super::common::{Named, Refused};
use super::extract::{Path, Query};
use super::names::Basis;
use super::signed_in::SignedIn;
use super::{book, fields};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;
use crate::store::conduct::CaseFilter;
use crate::store::office::LISTED_MAX;

/// Which month.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LedgerQuery {
    /// For example `2026-11`; the running month where nothing is said.
    month: Option<String>,
}

/// What was decided in a month. Negative is taken, positive is paid; in fen.
#[derive(Debug, Serialize, ToSchema)]
struct Ledger {
    /// The month.
    month: String,
    /// Case by case, in the order of the decisions.
    lines: Vec<Line>,
    /// The sum of each person.
    persons: Vec<PersonSum>,
    /// The sum of each department.
    departments: Vec<DepartmentSum>,
}

/// What one decided case puts into the ledger.
#[derive(Debug, Serialize, ToSchema)]
struct Line {
    /// The case.
    case: String,
    /// Its clause.
    basis: Basis,
    /// The number of the clause.
    clause: String,
    /// The local day of the event.
    #[schema(value_type = String, format = Date)]
    happened_on: chrono::NaiveDate,
    /// When it was decided, in milliseconds since 1970.
    decided_at: i64,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    person: Option<Named>,
    /// Theirs.
    person_fen: i64,
    /// The department.
    department: String,
    /// The department's.
    department_fen: i64,
}

/// The sum of a person.
#[derive(Debug, Serialize, ToSchema)]
struct PersonSum {
    /// Who.
    person: Named,
    /// The sum.
    fen: i64,
}

/// The sum of a department.
#[derive(Debug, Serialize, ToSchema)]
struct DepartmentSum {
    /// Which.
    department: String,
    /// The sum.
    fen: i64,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(of_worker))
        .routes(routes!(of_department))
        .routes(routes!(month))
        .routes(routes!(export))
}

/// The file of a person.
#[utoipa::path(get, path = "/v1/office/files/workers/{id}", operation_id = "worker_file", tag = "conduct",
    params(("id" = String, Path, description = "The worker's id")),
    responses((status = 200, body = CasePage), Refused))]
async fn of_worker(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<CasePage>, ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let id: WorkerId = fields::id("id", &id)?;
    cases::page(&state, state.store.cases(CaseFilter::Person(id), LISTED_MAX).await?).await.map(Json)
}

/// The file of a department, with its people's.
#[utoipa::path(get, path = "/v1/office/files/departments/{id}", operation_id = "department_file", tag = "conduct",
    params(("id" = String, Path, description = "The department's id")),
    responses((status = 200, body = CasePage), Refused))]
async fn of_department(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<CasePage>, ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let id: DepartmentId = fields::id("id", &id)?;
    cases::page(&state, state.store.cases(CaseFilter::Department(id), LISTED_MAX).await?).await.map(Json)
}

/// What was decided in a month, for each person and department.
#[utoipa::path(get, path = "/v1/office/ledger", operation_id = "ledger", tag = "conduct",
    params(LedgerQuery), responses((status = 200, body = Ledger), Refused))]
async fn month(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LedgerQuery>,
) -> Result<Json<Ledger>, ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let (month, lines) = lines(&state, query.month).await?;
    let around = Around::load(&state).await?;
    let mut persons: BTreeMap<&WorkerId, Fen> = BTreeMap::new();
    let mut departments: BTreeMap<&DepartmentId, Fen> = BTreeMap::new();
    for line in &lines {
        if let Some(person) = &line.person {
            let sum = persons.entry(person).or_default();
            *sum = *sum + line.person_amount;
        }
        let sum = departments.entry(&line.department).or_default();
        *sum = *sum + line.department_amount;
    }
    let persons = persons.into_iter();
    let departments = departments.into_iter();
    Ok(Json(Ledger {
        month: month.to_string(),
        persons: persons.map(|(id, sum)| PersonSum { person: around.named(id), fen: sum.as_fen() }).collect(),
        departments: departments
            .map(|(id, sum)| DepartmentSum { department: id.to_string(), fen: sum.as_fen() })
            .collect(),
        lines: lines.iter().map(|line| view(line, &around)).collect(),
    }))
}

/// The lines of a month as CSV, in yuan, for the wages office. Begins with a byte order mark, so that spreadsheets read Chinese.
#[utoipa::path(get, path = "/v1/office/ledger.csv", operation_id = "export_ledger", tag = "conduct",
    params(LedgerQuery), responses((status = 200, body = String, content_type = "text/csv"), Refused))]
async fn export(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LedgerQuery>,
) -> Result<(HeaderMap, String), ApiError> {
    signed_in.allowed(Action::SeeConduct)?;
    let (month, lines) = lines(&state, query.month).await?;
    let around = Around::load(&state).await?;
    let text = csv_of(&lines, &around).ok_or_else(ApiError::internal)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"ledger-{month}.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| ApiError::internal())?);
    Ok((headers, text))
}

async fn lines(state: &AppState, month: Option<String>) -> Result<(Period, Vec<LedgerLine>), ApiError> {
    let offset = book(state)?.utc_offset;
    let month = match month {
        None => Period::of(state.now(), offset),
        Some(text) => {
            Period::try_from(text).map_err(|reason| ApiError::unprocessable("field.period", reason).field("month"))?
        }
    };
    let cases = state.store.cases(CaseFilter::All, LISTED_MAX).await?.rows;
    Ok((month, ledger(cases.iter().map(|known| (&known.record, &known.state)), month, offset)))
}

fn view(line: &LedgerLine, around: &Around) -> Line {
    Line {
        case: line.case.to_string(),
        basis: line.basis.into(),
        clause: line.basis.clause().to_owned(),
        happened_on: line.happened_on,
        decided_at: line.decided_at.as_millis(),
        person: line.person.as_ref().map(|person| around.named(person)),
        person_fen: line.person_amount.as_fen(),
        department: line.department.to_string(),
        department_fen: line.department_amount.as_fen(),
    }
}

/// `None`: a line cannot be written, which is a mistake of ours.
fn csv_of(lines: &[LedgerLine], around: &Around) -> Option<String> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let head =
        ["case", "clause", "happened_on", "person", "person_name", "person_yuan", "department", "department_yuan"];
    writer.write_record(head).ok()?;
    for line in lines {
        let person = line.person.as_ref().map(|person| around.named(person));
        let (id, name) = person.map(|person| (person.id, person.name)).unwrap_or_default();
        let yuan = (line.person_amount.to_string(), line.department_amount.to_string());
        let (case, clause, on) = (line.case.as_str(), line.basis.clause(), line.happened_on.to_string());
        writer.write_record([case, clause, &on, &id, &name, &yuan.0, line.department.as_str(), &yuan.1]).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}
