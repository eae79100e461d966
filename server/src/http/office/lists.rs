//! Crews, workers and areas: what a form offers to choose from.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{Named, Refused};
use super::names::WorkerRole;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;

/// Every crew.
#[derive(Debug, Serialize, ToSchema)]
struct Crews {
    /// Crews, by id.
    crews: Vec<Crew>,
    /// There are more than the crews of 5,000 workers.
    more: bool,
}

/// A crew.
#[derive(Debug, Serialize, ToSchema)]
struct Crew {
    /// Its id.
    id: String,
    /// Its people, by name.
    members: Vec<Named>,
    /// Orders that it has and that are not closed.
    open_orders: u32,
}

/// Every worker.
#[derive(Debug, Serialize, ToSchema)]
struct Workers {
    /// Workers, by id.
    workers: Vec<Worker>,
    /// There are more than 5,000.
    more: bool,
}

/// A worker.
#[derive(Debug, Serialize, ToSchema)]
struct Worker {
    /// Their id.
    id: String,
    /// Their name.
    name: String,
    /// Their department.
    department: String,
    /// What they do.
    role: WorkerRole,
    /// The area of duty whose covers they see.
    area: String,
    /// The crew, for a repair worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    crew: Option<String>,
}

/// Every area of duty.
#[derive(Debug, Serialize, ToSchema)]
struct Areas {
    /// The areas' ids.
    areas: Vec<String>,
    /// There are more than 5,000.
    more: bool,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(crews)).routes(routes!(workers)).routes(routes!(areas))
}

/// Every crew.
#[utoipa::path(get, path = "/v1/office/crews", operation_id = "list_crews", tag = "people",
    responses((status = 200, body = Crews), Refused))]
async fn crews(State(state): State<AppState>, signed_in: SignedIn) -> Result<Json<Crews>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.crews().await?;
    let crews = listed.rows.into_iter().map(|crew| Crew {
        id: crew.id.to_string(),
        members: crew.members.into_iter().map(|(id, name)| Named { id: id.to_string(), name }).collect(),
        open_orders: crew.open_orders,
    });
    Ok(Json(Crews { crews: crews.collect(), more: listed.more }))
}

/// Every worker.
#[utoipa::path(get, path = "/v1/office/workers", operation_id = "list_workers", tag = "people",
    responses((status = 200, body = Workers), Refused))]
async fn workers(State(state): State<AppState>, signed_in: SignedIn) -> Result<Json<Workers>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.workers().await?;
    let workers = listed.rows.into_iter().map(|worker| Worker {
        id: worker.id.to_string(),
        name: worker.name,
        department: worker.department.to_string(),
        role: worker.role.into(),
        area: worker.area.to_string(),
        crew: worker.crew.map(|crew| crew.to_string()),
    });
    Ok(Json(Workers { workers: workers.collect(), more: listed.more }))
}

/// Every area of duty that a route, a worker, a cover or an order names.
#[utoipa::path(get, path = "/v1/office/areas", operation_id = "list_areas", tag = "people",
    responses((status = 200, body = Areas), Refused))]
async fn areas(State(state): State<AppState>, signed_in: SignedIn) -> Result<Json<Areas>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.areas().await?;
    Ok(Json(Areas { areas: listed.rows.into_iter().map(|area| area.to_string()).collect(), more: listed.more }))
}
