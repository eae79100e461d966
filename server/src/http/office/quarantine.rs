//! Events that could not be applied: kept whole, for a person to look at.

use axum::Json;
use axum::extract::State;
use curbstop_core::wire;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{LimitQuery, Refused, rows};
use super::extract::Query;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;
use crate::store::office::Quarantined;

/// The most characters of an event's bytes that a list shows; the store has them all.
const RAW_CHARS_MAX: usize = 4_000;
/// The most bytes that so many characters can have.
const HEAD_BYTES_MAX: u32 = 16_000;

/// Events that could not be applied.
#[derive(Debug, Serialize, ToSchema)]
struct Quarantine {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// Open ones before settled ones, the newest of each first.
    events: Vec<SetAside>,
    /// There are more than the limit.
    more: bool,
}

/// An event that could not be applied.
#[derive(Debug, Serialize, ToSchema)]
struct SetAside {
    /// The device that sent it.
    device: u32,
    /// The number that it was sent under.
    seq: u64,
    /// When it arrived, in milliseconds since 1970.
    received_at: i64,
    /// A stable code, for example `event.unreadable`; `refusal.<code>` is the key of the text that people read.
    code: String,
    /// For logs and engineers.
    reason: String,
    /// The fields that are wrong, if it is about fields.
    fields: Vec<String>,
    /// The way out.
    action: RefusalAction,
    /// Somebody settled it.
    settled: bool,
    /// How many bytes it has.
    bytes: u64,
    /// Its first 4,000 characters.
    raw: String,
}

/// The way out of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RefusalAction {
    /// The worker can record it again, corrected.
    RecordAgain,
    /// The office can repair it.
    OfficeRepairs,
    /// A newer app can read it.
    UpdateServer,
}

impl From<wire::RefusalAction> for RefusalAction {
    fn from(action: wire::RefusalAction) -> Self {
        match action {
            wire::RefusalAction::RecordAgain => Self::RecordAgain,
            wire::RefusalAction::OfficeRepairs => Self::OfficeRepairs,
            wire::RefusalAction::UpdateServer => Self::UpdateServer,
        }
    }
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Events that could not be applied.
#[utoipa::path(get, path = "/v1/office/quarantine", operation_id = "list_quarantine", tag = "devices",
    params(LimitQuery), responses((status = 200, body = Quarantine), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LimitQuery>,
) -> Result<Json<Quarantine>, ApiError> {
    signed_in.allowed(Action::SeeQuarantine)?;
    let listed = state.store.quarantine(rows(query.limit), HEAD_BYTES_MAX).await?;
    let events = listed.rows.into_iter().map(view).collect();
    Ok(Json(Quarantine { server_time: state.now().as_millis(), events, more: listed.more }))
}

fn view(aside: Quarantined) -> SetAside {
    let (device, seq) = aside.id.into();
    SetAside {
        device,
        seq,
        received_at: aside.received_at.as_millis(),
        code: aside.refusal.code,
        reason: aside.refusal.reason,
        fields: aside.refusal.fields,
        action: aside.refusal.action.into(),
        settled: aside.settled,
        bytes: aside.bytes,
        raw: String::from_utf8_lossy(&aside.head).chars().take(RAW_CHARS_MAX).collect(),
    }
}
