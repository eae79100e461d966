//! Readings in review (待核): nothing rests on them until a person has accepted them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::model::{PointId, SubjectId, Volume};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{EventRef, LimitQuery, Refused, rows};
use super::extract::{Body, Path, Query};
use super::fields;
use super::names::{CheckCode, ReadingResolution};
use super::photos::{Photos, PhotosOf};
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::{Action, command};
use crate::store::office::{Command, Known, KnownPoint};

/// Readings in review.
#[derive(Debug, Serialize, ToSchema)]
struct ReviewPage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// The oldest first.
    reviews: Vec<Review>,
    /// There are more than the limit.
    more: bool,
}

/// A reading in review.
#[derive(Debug, Serialize, ToSchema)]
struct Review {
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
    /// The reading; to be given back with the resolution.
    reading: EventRef,
    /// The month that it stands for, for example `2026-11`.
    period: String,
    /// When it was read, in milliseconds since 1970.
    at: i64,
    /// The stand that was read, or that the estimate makes, in litres. At a point that nobody has read, the estimated use.
    value: i64,
    /// The stand before, in litres, if one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    previous: Option<i64>,
    /// Nobody read it: an estimate whose reason or evidence is in question.
    estimated: bool,
    /// Accepting it says that the wheels went over zero (表满归零).
    rolled_over: bool,
    /// What is in question.
    checks: Vec<CheckCode>,
    /// The photos that the reading names, if it names any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    photos: Option<Photos>,
}

/// How a reading in review is settled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Settle {
    /// The reading, as the list gave it.
    reading: EventRef,
    /// How.
    resolution: ReadingResolution,
    /// Why. 1 to 500 characters.
    reason: String,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(settle))
}

/// Readings in review.
#[utoipa::path(get, path = "/v1/office/reviews", operation_id = "list_reviews", tag = "reading", params(LimitQuery),
    responses((status = 200, body = ReviewPage), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LimitQuery>,
) -> Result<Json<ReviewPage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.reviews(rows(query.limit)).await?;
    let subjects = listed.rows.iter().map(|known| SubjectId::Point(known.record.id.clone())).collect();
    let photos = PhotosOf::load(&state, subjects).await?;
    let reviews = listed.rows.into_iter().filter_map(|known| view(known, &photos)).collect();
    Ok(Json(ReviewPage { server_time: state.now().as_millis(), reviews, more: listed.more }))
}

/// Settles a reading in review.
#[utoipa::path(post, path = "/v1/office/points/{id}/review", operation_id = "settle_review", tag = "reading",
    params(("id" = String, Path, description = "The service point's id")),
    request_body = Settle, responses((status = 204), Refused))]
async fn settle(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Body(given): Body<Settle>,
) -> Result<StatusCode, ApiError> {
    signed_in.allowed(Action::SettleReview)?;
    let id: PointId = fields::id("id", &id)?;
    let reason = fields::text("reason", &given.reason)?;
    let (named, reading, resolution) = (id.clone(), given.reading.into(), given.resolution.into());
    let decide =
        Box::new(move |subject: &_| command::settle_review(subject, named.as_str(), reading, resolution, reason));
    let subject = SubjectId::Point(id);
    super::run(&state, Command { subject, author: signed_in.author(), now: state.now(), decide }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(known: KnownPoint, photos: &PhotosOf) -> Option<Review> {
    let Known { record, state } = known;
    let waits = state.in_review()?;
    let photos = photos.of_event(&SubjectId::Point(record.id.clone()), waits.event);
    Some(Review {
        point: record.id.to_string(),
        customer_no: record.customer_no,
        customer: record.customer,
        address: record.address,
        route: record.route.to_string(),
        reading: waits.event.into(),
        period: waits.period.to_string(),
        at: waits.at.as_millis(),
        value: waits.stand.or(waits.estimated).unwrap_or_default().as_litres(),
        previous: waits.previous.map(Volume::as_litres),
        estimated: waits.estimated.is_some(),
        rolled_over: waits.rolled_over,
        checks: waits.questions.into_iter().map(CheckCode::from).collect(),
        photos,
    })
}
