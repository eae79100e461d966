//! Covers that are not safe (3.2.4).

use axum::Json;
use axum::extract::State;
use curbstop_core::model::{CoverRecord, SubjectId, Timestamp};
use curbstop_core::rulebook::Rulebook;
use curbstop_core::rules::cover;
use curbstop_core::state::CoverState;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::book;
use super::common::{Clock, Interval, LimitQuery, Place, Refused, rows};
use super::extract::Query;
use super::names::{BarrierKind, CoverCondition, CoverKind, CoverOwner};
use super::photos::{Photos, PhotosOf};
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::office::Action;
use crate::store::office::Known;

/// Covers with an open defect.
#[derive(Debug, Serialize, ToSchema)]
struct UnsafeCovers {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// Dangerous ones first, the oldest defect first.
    covers: Vec<UnsafeCover>,
    /// There are more than the limit.
    more: bool,
}

/// A cover with an open defect.
#[derive(Debug, Serialize, ToSchema)]
struct UnsafeCover {
    /// Its id.
    id: String,
    /// The area of duty.
    area: String,
    /// What lies under it.
    kind: CoverKind,
    /// Whose it is: as seen on the spot, or else as the books say.
    owner: CoverOwner,
    /// Where it is, as people say it; may be empty.
    place: String,
    /// Where it is on the earth.
    position: Place,
    /// What is wrong with it.
    condition: CoverCondition,
    /// Somebody can fall in: made safe at once, replaced in time. Other defects have no clocks.
    danger: bool,
    /// When it was first seen so.
    since: Interval,
    /// When it was made safe.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    safe_at: Option<Interval>,
    /// With what.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    barrier: Option<BarrierKind>,
    /// When the worker reported it to the supervisor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reported_up_at: Option<Interval>,
    /// Every limit that runs or ran.
    clocks: Vec<Clock>,
    /// The photos that facts since the defect name, if they name any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    photos: Option<Photos>,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Covers with an open defect.
#[utoipa::path(get, path = "/v1/office/covers/unsafe", operation_id = "list_unsafe_covers", tag = "covers",
    params(LimitQuery), responses((status = 200, body = UnsafeCovers), Refused))]
async fn list(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Query(query): Query<LimitQuery>,
) -> Result<Json<UnsafeCovers>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.unsafe_covers(rows(query.limit)).await?;
    let subjects = listed.rows.iter().map(|known| SubjectId::Cover(known.record.id.clone())).collect();
    let photos = PhotosOf::load(&state, subjects).await?;
    let (now, book) = (state.now(), book(&state)?);
    let covers = listed.rows.into_iter().filter_map(|known| view(known, &photos, book, now)).collect();
    Ok(Json(UnsafeCovers { server_time: now.as_millis(), covers, more: listed.more }))
}

fn view(
    known: Known<CoverRecord, CoverState>,
    photos: &PhotosOf,
    book: &Rulebook,
    now: Timestamp,
) -> Option<UnsafeCover> {
    let Known { record, state } = known;
    let clocks = cover::clocks(&record, &state, book, now).into_iter().map(Clock::from).collect();
    let owner = cover::owner(Some(&record), &state);
    let defect = state.defect?;
    let photos = photos.since(&SubjectId::Cover(record.id.clone()), defect.since.earliest);
    Some(UnsafeCover {
        id: record.id.to_string(),
        area: record.area.to_string(),
        kind: record.kind.into(),
        owner: owner.into(),
        place: record.place,
        position: record.position.into(),
        condition: defect.condition.into(),
        danger: cover::severity(defect.condition) == cover::Severity::Danger,
        since: defect.since.into(),
        safe_at: defect.safe_at.map(Interval::from),
        barrier: defect.barrier.map(BarrierKind::from),
        reported_up_at: defect.reported_up_at.map(Interval::from),
        clocks,
        photos,
    })
}
