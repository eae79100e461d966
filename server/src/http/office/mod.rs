//! The office's routes, and the OpenAPI document that follows from them.
//!
//! | file | question |
//! |---|---|
//! | `session.rs`, `people.rs` | who is signed in; which accounts are there? |
//! | `signed_in.rs` | may this request do that? |
//! | `orders.rs`, `reading_routes.rs`, `covers.rs`, `escalations.rs`, `reviews.rs` | what is going on; what is decided? |
//! | `jobs.rs`, `job_view.rs` | connections and conversions: what is accepted, how far is it, what is missing? |
//! | `findings.rs`, `cases.rs`, `case_view.rs`, `files.rs` | what is proposed, entered and decided of conduct; whose file is that? |
//! | `devices.rs`, `quarantine.rs` | which phones are there; what could not be applied? |
//! | `photos.rs` | which photos belong to a record, and which are here? |
//! | `imports.rs`, `lists.rs`, `live.rs` | how do files get in; what can be chosen; what changed? |
//! | `common.rs`, `names.rs`, `fields.rs`, `extract.rs` | what is every answer made of; how is a request read? |

mod case_view;
mod cases;
mod common;
mod covers;
mod devices;
mod escalations;
mod extract;
mod fields;
mod files;
mod findings;
mod imports;
mod job_view;
mod jobs;
mod lists;
mod live;
mod names;
mod orders;
mod pauses;
mod people;
mod photos;
mod quarantine;
mod reading_routes;
mod reviews;
mod session;
mod signed_in;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::get;
use axum::{Json, Router};
use curbstop_core::model::{SubjectId, WorkerId};
use curbstop_core::rulebook::Rulebook;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{InfoBuilder, PathItem, RefOr};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;

use super::AppState;
use crate::error::ApiError;
use crate::office::command::CommandRefused;
use crate::office::session::{COOKIE, CSRF_HEADER};
use crate::store::office::Command;

/// What a browser may do with an answer of the API: nothing but hand it to the page that asked.
const ANSWER_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The operations that need no session: they begin one.
const OPEN: [&str; 2] = ["set_up", "sign_in"];

/// Everything under `/v1/office`, `/v1/session` and `/v1/setup`, with full paths, and `/openapi.json`.
pub fn routes() -> Router<AppState> {
    let (routes, document) = documented().split_for_parts();
    let document = finished(document);
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, ANSWER_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    let routes = routes
        .route("/openapi.json", get(move || async move { Json(document) }))
        .method_not_allowed_fallback(|| async {
            let reason = "this address is there, but not for this method; see /openapi.json";
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "http.method", reason)
        })
        .layer(DefaultBodyLimit::max(extract::BODY_BYTES_MAX));
    headers.into_iter().fold(routes, with_header)
}

fn with_header(routes: Router<AppState>, (name, value): (HeaderName, &'static str)) -> Router<AppState> {
    routes.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)))
}

/// The OpenAPI document of the office's routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    finished(documented().into_openapi())
}

fn documented() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(people::routes())
        .merge(orders::routes())
        .merge(jobs::routes())
        .merge(pauses::routes())
        .merge(reading_routes::routes())
        .merge(covers::routes())
        .merge(escalations::routes())
        .merge(reviews::routes())
        .merge(findings::routes())
        .merge(cases::routes())
        .merge(files::routes())
        .merge(photos::routes())
        .merge(quarantine::routes())
        .merge(devices::routes())
        .merge(lists::routes())
        .merge(imports::routes())
        .merge(live::routes())
}

fn finished(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    document.info = InfoBuilder::new().title("Curbstop").version(env!("CARGO_PKG_VERSION")).build();
    for (changes, operation) in document.paths.paths.values_mut().flat_map(operations) {
        let open = OPEN.contains(&operation.operation_id.as_deref().unwrap_or_default());
        let both = SecurityRequirement::new("session", [""; 0]).add("csrf", [""; 0]);
        operation.security = match (open, changes) {
            (true, _) => None,
            (false, false) => Some(vec![SecurityRequirement::new("session", [""; 0])]),
            (false, true) => Some(vec![both]),
        };
        let summary = operation.summary.clone().unwrap_or_default();
        for response in operation.responses.responses.values_mut() {
            // OpenAPI wants each answer described; a success is what the operation's summary says.
            if let RefOr::T(response) = response
                && response.description.is_empty()
            {
                response.description.clone_from(&summary);
            }
        }
    }
    let components = document.components.get_or_insert_default();
    // Named by answers and keys only, which brings no schema along.
    components.schemas.insert(common::ErrorDoc::name().into_owned(), common::ErrorDoc::schema());
    components.schemas.insert(names::Milestone::name().into_owned(), names::Milestone::schema());
    components.schemas.insert(names::JobMilestone::name().into_owned(), names::JobMilestone::schema());
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    let csrf = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(CSRF_HEADER)));
    components.security_schemes.insert("session".to_owned(), RefOr::T(cookie));
    components.security_schemes.insert("csrf".to_owned(), RefOr::T(csrf));
    document
}

/// The operations of a path, with whether they change something.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let methods = [(false, &mut item.get), (true, &mut item.post), (true, &mut item.delete)];
    methods.into_iter().filter_map(|(changes, operation)| Some((changes, operation.as_mut()?)))
}

/// The rulebook in force.
fn book(state: &AppState) -> Result<&Rulebook, ApiError> {
    state.books.of(state.books.newest()).ok_or_else(ApiError::internal)
}

/// Refuses a worker whom the books do not know.
async fn known_worker(state: &AppState, field: &'static str, worker: &WorkerId) -> Result<(), ApiError> {
    let known = state.store.subject(SubjectId::Worker(worker.clone())).await?;
    if known.is_some_and(|subject| subject.is_registered()) {
        return Ok(());
    }
    let reason = format!("worker `{worker}` is not in the books");
    Err(ApiError::unprocessable("office.worker_unknown", reason).field(field))
}

/// Gives a command, and tells those who listen what changed.
async fn run(state: &AppState, command: Command) -> Result<(), ApiError> {
    let accepted = state.store.command(command, state.books.clone()).await?.map_err(refused)?;
    state.hub.tell(accepted.changed);
    Ok(())
}

fn refused(refused: CommandRefused) -> ApiError {
    let (code, reason) = (refused.code(), refused.to_string());
    match refused {
        CommandRefused::Unknown { .. } => ApiError::not_found(code, reason),
        CommandRefused::OrderExists { .. } | CommandRefused::JobExists { .. } => {
            ApiError::conflict(code, reason).field("id")
        }
        CommandRefused::CannotClose { missing } => {
            let names: Vec<&str> = missing.iter().map(|missing| missing.name()).collect();
            ApiError::conflict(code, reason).field(names.join(","))
        }
        CommandRefused::CannotCloseJob { missing } => {
            let names: Vec<&str> = missing.iter().map(curbstop_core::rules::job::Missing::name).collect();
            ApiError::conflict(code, reason).field(names.join(","))
        }
        CommandRefused::CaseUnfit(unfit) => ApiError::unprocessable(code, reason).field(unfit.field()),
        CommandRefused::AmountBeyond(beyond) => ApiError::unprocessable(code, reason).field(beyond.side),
        _ => ApiError::conflict(code, reason),
    }
}
