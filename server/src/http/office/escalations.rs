//! EST-ESCALATE (3.2.2): estimates over the limit, for the supervisor to decide.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use curbstop_core::event::EscalationDecision;
use curbstop_core::model::{PointId, SubjectId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{EventRef, Interval, Refused, rows};
use super::extract::{Body, Path, Query};
use super::fields;
use super::names::{Decision, MethodUsed};
use super::photos::{Photos, PhotosOf};
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, command};
use crate::store::office::{Command, Known, KnownPoint};

/// Which escalations are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EscalationListState {
    /// The supervisor has not decided.
    #[default]
    Open,
    /// They have.
    Decided,
}

/// Which escalations, and how many.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EscalationsQuery {
    /// Which escalations; open ones where nothing is said.
    #[serde(default)]
    #[param(inline)]
    state: Option<EscalationListState>,
    /// Rows at most: 1 to 2,000; 200 where nothing is said.
    #[param(minimum = 1, maximum = 2000)]
    limit: Option<u32>,
}

/// Estimates over the limit.
#[derive(Debug, Serialize, ToSchema)]
struct EscalationPage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The oldest first.
    escalations: Vec<Escalation>,
    /// There are more than the limit.
    more: bool,
}

/// An estimate over the limit.
#[derive(Debug, Serialize, ToSchema)]
struct Escalation {
    /// The service point.
    point: String,
    /// 户号.
    customer_no: String,
    /// The customer's name.
    customer: String,
    /// Where it is.
    address: String,
    /// The route that it is read on.
    route: String,
    /// The estimate; to be given back with the decision.
    estimate: EventRef,
    /// Its place in the row: 3 for the first over a limit of 2.
    nth: u32,
    /// When it was made.
    since: Interval,
    /// The use that was estimated, in litres.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    consumption: Option<i64>,
    /// How it came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    method: Option<MethodUsed>,
    /// The photos that the estimate names, if it names any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    photos: Option<Photos>,
    /// What was decided, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decision: Option<Decision>,
    /// The day of an appointed visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    on: Option<NaiveDate>,
    /// Why it was so decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

/// What the supervisor decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decide {
    /// The estimate, as the list gave it.
    estimate: EventRef,
    /// What is decided.
    decision: Decision,
    /// The local day of an appointed visit, for example `2026-11-30`; needed there, and only there.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    on: Option<NaiveDate>,
    /// Why; goes back to the phone. 1 to 500 characters.
    reason: String,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(decide))
}

/// Estimates over the limit.
#[utoipa::path(get, path = "/v1/office/escalations", operation_id = "list_escalations", tag = "reading",
    params(EscalationsQuery), responses((status = 200, body = EscalationPage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<EscalationsQuery>,
) -> Result<Json<EscalationPage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let decided = query.state.unwrap_or_default() == EscalationListState::Decided;
    let listed = state.store.escalations(decided, rows(query.limit)).await?;
    let subjects = listed.rows.iter().map(|known| SubjectId::Point(known.record.id.clone())).collect();
    let photos = PhotosOf::load(&state, subjects).await?;
    let escalations = listed.rows.into_iter().filter_map(|known| view(known, &photos)).collect();
    Ok(Json(EscalationPage { server_time: state.now().as_millis(), escalations, more: listed.more }))
}

/// Decides an escalated estimate. The decision returns to the reader's phone.
#[utoipa::path(post, path = "/v1/office/points/{id}/escalation", operation_id = "decide_escalation", tag = "reading",
    params(("id" = String, Path, description = "The service point's id")),
    request_body = Decide, responses((status = 200, body = Escalation), Refused))]
async fn decide(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Decide>,
) -> Result<Json<Escalation>, ApiError> {
    signed_in.allowed(Action::DecideEscalation)?;
    let id: PointId = fields::id("id", &id)?;
    let decision = decision(&given)?;
    let reason = fields::text("reason", &given.reason)?;
    let (named, estimate) = (id.clone(), given.estimate.into());
    let decide =
        Box::new(move |subject: &_| command::decide_escalation(subject, named.as_str(), estimate, decision, reason));
    let subject = SubjectId::Point(id.clone());
    let named = vec![subject.clone()];
    super::run(&state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    let known = state.store.point(id).await?.ok_or_else(ApiError::internal)?;
    view(known, &PhotosOf::load(&state, named).await?).map(Json).ok_or_else(ApiError::internal)
}

fn decision(given: &Decide) -> Result<EscalationDecision, ApiError> {
    match (given.decision, given.on) {
        (Decision::AppointVisit, Some(on)) => Ok(EscalationDecision::AppointVisit { on }),
        (Decision::AppointVisit, None) => {
            Err(ApiError::unprocessable("field.empty", "an appointed visit needs its day").field("on"))
        }
        (_, Some(_)) => {
            Err(ApiError::unprocessable("field.unexpected", "only an appointed visit has a day").field("on"))
        }
        (Decision::AllowEstimate, None) => Ok(EscalationDecision::AllowEstimate),
        (Decision::MoveOrExchange, None) => Ok(EscalationDecision::MoveOrExchange),
        (Decision::ClearPit, None) => Ok(EscalationDecision::ClearPit),
    }
}

fn view(known: KnownPoint, photos: &PhotosOf) -> Option<Escalation> {
    let Known { record, state } = known;
    let escalation = state.escalation?;
    let estimate = state.estimates.iter().find(|kept| kept.event == escalation.estimate);
    let (decision, on) = escalation.decision.as_ref().map_or((None, None), |decision| {
        let (name, on) = Decision::of(decision);
        (Some(name), on)
    });
    let photos = photos.of_event(&SubjectId::Point(record.id.clone()), escalation.estimate);
    Some(Escalation {
        point: record.id.to_string(),
        customer_no: record.customer_no,
        customer: record.customer,
        address: record.address,
        route: record.route.to_string(),
        estimate: escalation.estimate.into(),
        nth: escalation.nth,
        since: escalation.since.into(),
        consumption: estimate.map(|kept| kept.consumption.as_litres()),
        method: estimate.and_then(|kept| kept.method).map(MethodUsed::from),
        photos,
        decision,
        on,
        reason: Some(escalation.reason).filter(|reason| !reason.is_empty()),
    })
}
