//! Other systems' files, in: CSV, GeoJSON and JSON, each answered with a report of every row.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::model::AreaId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::Refused;
use super::extract::Query;
use super::fields;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::import::limits::FILE_BYTES_MAX;
use crate::import::{self, FileError, ImportReport, Source};
use crate::office::Action;
use crate::store::office::Import;

/// How long a file may take to come: the largest one over a line of 1 Mbit/s. Whoever sends more slowly than that holds memory
/// and a connection, and nothing else: the books are not touched before the file is whole.
const UPLOAD_WAIT: Duration = Duration::from_mins(10);

/// How a file is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FileQuery {
    /// Say what would happen, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What a file of covers does not say itself.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CoversQuery {
    /// The area of duty that the covers lie in.
    area: String,
    /// What ids begin with (`prefix-17`), to keep the maps of two towns apart. Where the file's own ids name nothing, the
    /// feature's number stands in for them, and the area for a missing prefix.
    prefix: Option<String>,
    /// Say what would happen, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(workers))
        .routes(routes!(routes_))
        .routes(routes!(points))
        .routes(routes!(readings))
        .routes(routes!(covers))
        .routes(routes!(holidays))
}

/// Workers, from CSV: id, name, department, role, area; crew.
#[utoipa::path(post, path = "/v1/office/import/workers", operation_id = "import_workers", tag = "import",
    params(FileQuery), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), Refused))]
async fn workers(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    run(&state, &signed_in, Source::Workers, query.dry_run, body).await
}

/// Reading routes, from CSV: id, name, area, department; reader, window_from, window_to. Readers must be in the books.
#[utoipa::path(post, path = "/v1/office/import/routes", operation_id = "import_routes", tag = "import",
    params(FileQuery), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), Refused))]
async fn routes_(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    run(&state, &signed_in, Source::Routes, query.dry_run, body).await
}

/// Service points and their meters, from CSV: id, customer_no, customer, address, route, seq, meter, digits, q4_m3h; lat,
/// lon, pit, pit_place, meter_serial, decimals, class, account, note, installed_on. Routes must be in the books.
#[utoipa::path(post, path = "/v1/office/import/points", operation_id = "import_points", tag = "import",
    params(FileQuery), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), Refused))]
async fn points(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    run(&state, &signed_in, Source::Points, query.dry_run, body).await
}

/// Past readings, from CSV: point, on, value_m3; estimated. Service points must be in the books.
#[utoipa::path(post, path = "/v1/office/import/readings", operation_id = "import_readings", tag = "import",
    params(FileQuery), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), Refused))]
async fn readings(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    run(&state, &signed_in, Source::Readings, query.dry_run, body).await
}

/// Covers, from a GeoJSON collection of points in WGS-84 whose `Type` names a manhole, catch basin, meter pit or valve.
#[utoipa::path(post, path = "/v1/office/import/covers", operation_id = "import_covers", tag = "import",
    params(CoversQuery), request_body(content = String, content_type = "application/geo+json"),
    responses((status = 200, body = ImportReport), Refused))]
async fn covers(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<CoversQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    let area: AreaId = fields::id("area", &query.area)?;
    // A prefix becomes part of ids: it is checked like one.
    let prefix = query.prefix.as_deref().map(|prefix| fields::id::<AreaId>("prefix", prefix)).transpose()?;
    let source = Source::covers(area, prefix.map(|prefix| prefix.to_string()));
    run(&state, &signed_in, source, query.dry_run, body).await
}

/// A year's days off and make-up days, from the JSON of `holiday-cn`. Deadlines by working days follow it at once, here and, after
/// its next sync, on every phone.
#[utoipa::path(post, path = "/v1/office/import/holidays", operation_id = "import_holidays", tag = "import",
    params(FileQuery), request_body(content = String, content_type = "application/json"),
    responses((status = 200, body = ImportReport), Refused))]
async fn holidays(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    run(&state, &signed_in, Source::Holidays, query.dry_run, body).await
}

async fn run(
    state: &AppState,
    signed_in: &SignedIn,
    source: Source,
    dry_run: bool,
    body: Body,
) -> Result<Json<ImportReport>, ApiError> {
    signed_in.allowed(Action::Import)?;
    let bytes = tokio::time::timeout(UPLOAD_WAIT, to_bytes(body, FILE_BYTES_MAX)).await.map_err(|_| too_slow())?;
    let bytes = bytes.map_err(|_| refused(&FileError::TooLarge { max: FILE_BYTES_MAX }))?;
    let read = tokio::task::spawn_blocking(move || import::read(&source, &bytes)).await;
    let file = read.map_err(|_| ApiError::internal())?.map_err(|error| refused(&error))?;
    let import = Import { file, author: signed_in.author(), now: state.now(), dry_run };
    let (report, changed) = state.store.import(import, state.books.clone()).await?;
    state.hub.tell(changed);
    tracing::info!(
        import.kind = ?report.kind, import.rows = report.rows, import.imported = report.imported,
        import.changed = report.changed, import.rejected = report.rejected_rows, import.dry_run = dry_run,
        "a file was imported"
    );
    Ok(Json(report))
}

fn too_slow() -> ApiError {
    let reason = format!("the file did not come within {} s; split it, or use a faster line", UPLOAD_WAIT.as_secs());
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "import.too_slow", reason)
}

fn refused(error: &FileError) -> ApiError {
    let answer = match error {
        FileError::TooLarge { .. } | FileError::TooManyRows { .. } => {
            ApiError::too_large(error.code(), error.to_string())
        }
        _ => ApiError::unprocessable(error.code(), error.to_string()),
    };
    ApiError { field: error.field(), ..answer }
}
