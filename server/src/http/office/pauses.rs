//! Pauses of a repair: what the crew stated, and what a supervisor decides (REPAIR-WINDOW, 3.3.3).

use axum::Json;
use axum::extract::State;
use curbstop_core::event::PauseDecided;
use curbstop_core::model::OrderId;
use curbstop_core::state;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{EventRef, Interval, Refused};
use super::extract::{Body, Path};
use super::names::PauseCause;
use super::orders::{self, Order};
use super::signed_in::SignedIn;
use super::{book, fields};
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, command};

/// Whether a pause counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PauseStanding {
    /// Nobody decided yet, and the clock runs on.
    Waiting,
    /// The limit is longer by it.
    Approved,
    /// The clock ran on.
    Refused,
}

/// One pause of a repair.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Pause {
    /// Its event.
    id: EventRef,
    /// What held the crew up.
    cause: PauseCause,
    /// What the crew added.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    note: Option<String>,
    /// Since when.
    from: Interval,
    /// Until when; missing while the repair stands still.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    until: Option<Interval>,
    /// Whether it counts.
    standing: PauseStanding,
    /// When a supervisor decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decided_at: Option<Interval>,
    /// Why it was decided so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

impl From<state::Pause> for Pause {
    fn from(pause: state::Pause) -> Self {
        let (standing, verdict) = match pause.standing {
            state::PauseStanding::Waiting => (PauseStanding::Waiting, None),
            state::PauseStanding::Approved(verdict) => (PauseStanding::Approved, Some(verdict)),
            state::PauseStanding::Refused(verdict) => (PauseStanding::Refused, Some(verdict)),
        };
        Self {
            id: pause.id.into(),
            cause: pause.cause.into(),
            note: Some(pause.note).filter(|note| !note.is_empty()),
            from: pause.from.into(),
            until: pause.until.map(Interval::from),
            standing,
            decided_at: verdict.as_ref().map(|verdict| verdict.at.into()),
            reason: verdict.map(|verdict| verdict.reason),
        }
    }
}

/// What the supervisor decides on a pause.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecidePause {
    /// The pause, as the order gave it.
    pause: EventRef,
    /// It counts: the repair's limit is longer by it.
    approved: bool,
    /// Why; goes back to the crew. 1 to 500 characters.
    reason: String,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(decide))
}

/// Decides on a pause that waits. Refused with 409 `pause.decided`, `pause.not_open` or `pause.cause_not_listed`.
#[utoipa::path(post, path = "/v1/office/orders/{id}/pause", operation_id = "decide_pause", tag = "orders",
    params(("id" = String, Path, description = "The order's id")),
    request_body = DecidePause, responses((status = 200, body = Order), Refused))]
async fn decide(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<DecidePause>,
) -> Result<Json<Order>, ApiError> {
    signed_in.allowed(Action::DecidePause)?;
    let id: OrderId = fields::id("id", &id)?;
    let reason = fields::text("reason", &given.reason)?;
    let decided = PauseDecided { pause: given.pause.into(), approved: given.approved, reason };
    let (named, rules) = (id.clone(), book(&state)?.order.clone());
    let decide = Box::new(move |subject: &_| command::decide_pause(subject, named.as_str(), decided, &rules));
    orders::run(&state, &signed_in, id, decide).await
}
