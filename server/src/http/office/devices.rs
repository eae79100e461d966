//! Phones: who has one, when it was last heard, and taking its rights away.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use curbstop_core::model::{DeviceId, TimeQuality, Timestamp, WorkerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::{Named, Refused};
use super::extract::{Body, Path};
use super::fields;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::{AppState, enrol};
use crate::office::Action;
use crate::store::StoreError;
use crate::store::office;

/// The most people who share one phone.
const WORKERS_PER_DEVICE_MAX: usize = 20;

/// Every phone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Devices)]
struct DevicePage {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
    /// Phones, by number.
    devices: Vec<Device>,
    /// There are more than these 5,000 newest.
    more: bool,
}

/// A phone.
#[derive(Debug, Serialize, ToSchema)]
struct Device {
    /// Its number.
    id: u32,
    /// What it says it is.
    model: String,
    /// The people whose work it carries.
    workers: Vec<Named>,
    /// When it got its token, in milliseconds since 1970.
    enrolled_at: i64,
    /// When its rights were taken away, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    revoked_at: Option<i64>,
    /// When it was last heard, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_sync_at: Option<i64>,
    /// Everything up to this number of its own is held.
    have_through: u64,
    /// How well its clock is known, by its last event; missing before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clock: Option<ClockQuality>,
    /// The doubt of its last event's time, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    clock_doubt_ms: Option<i64>,
}

/// How far a time can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ClockQuality {
    /// 已校时: to the minute.
    Verified,
    /// 推算: within a bound.
    Derived,
    /// 未校验: never a finding by itself.
    Unverified,
}

/// Whose work a phone is to carry.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCode {
    /// The workers' ids; 1 to 20.
    #[schema(min_items = 1, max_items = 20)]
    workers: Vec<String>,
}

/// A one-time code for a phone. It is shown here and nowhere else.
#[derive(Debug, Serialize, ToSchema)]
struct Code {
    /// To be typed on the phone, for example `7K3M-0QXV-9ATB`.
    code: String,
    /// Until when it can be used, in milliseconds since 1970.
    expires_at: i64,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(new_code)).routes(routes!(revoke))
}

/// Every phone.
#[utoipa::path(get, path = "/v1/office/devices", operation_id = "list_devices", tag = "devices",
    responses((status = 200, body = DevicePage), Refused))]
async fn list(State(state): State<AppState>, signed_in: SignedIn) -> Result<Json<DevicePage>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listed = state.store.devices().await?;
    let devices = listed.rows.into_iter().map(view).collect();
    Ok(Json(DevicePage { server_time: state.now().as_millis(), devices, more: listed.more }))
}

/// A one-time code, with which a phone becomes these people's.
#[utoipa::path(post, path = "/v1/office/devices/codes", operation_id = "create_device_code", tag = "devices",
    request_body = NewCode, responses((status = 201, body = Code), Refused))]
async fn new_code(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Body(given): Body<NewCode>,
) -> Result<(StatusCode, Json<Code>), ApiError> {
    signed_in.allowed(Action::EnrolDevice)?;
    if !(1..=WORKERS_PER_DEVICE_MAX).contains(&given.workers.len()) {
        let reason = format!("name 1 to {WORKERS_PER_DEVICE_MAX} workers");
        return Err(ApiError::unprocessable("field.count", reason).field("workers"));
    }
    let mut workers: Vec<WorkerId> =
        given.workers.iter().map(|id| fields::id("workers", id)).collect::<Result<_, _>>()?;
    workers.sort();
    workers.dedup();
    for worker in &workers {
        super::known_worker(&state, "workers", worker).await?;
    }
    let (code, expires_at) = enrol::new_code(&state, workers).await?;
    Ok((StatusCode::CREATED, Json(Code { code, expires_at: expires_at.as_millis() })))
}

/// Takes a phone's rights away. It may still hand in what it has, and gets nothing.
#[utoipa::path(post, path = "/v1/office/devices/{id}/revoke", operation_id = "revoke_device", tag = "devices",
    params(("id" = u32, Path, description = "The phone's number")), responses((status = 204), Refused))]
async fn revoke(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<u32>,
) -> Result<StatusCode, ApiError> {
    signed_in.allowed(Action::RevokeDevice)?;
    match state.store.revoke_device(DeviceId::new(id), state.now()).await {
        Err(StoreError::NotFound { .. }) => Err(ApiError::not_found("device.unknown", "no such phone").field("id")),
        other => {
            other?;
            state.hub.tell_kind("device");
            Ok(StatusCode::NO_CONTENT)
        }
    }
}

fn view(device: office::Device) -> Device {
    let clock = device.last_event.map(|at| match at.quality() {
        TimeQuality::Verified => ClockQuality::Verified,
        TimeQuality::Derived { .. } => ClockQuality::Derived,
        TimeQuality::Unverified => ClockQuality::Unverified,
    });
    Device {
        id: device.id.number(),
        model: device.model,
        workers: device.workers.into_iter().map(|(id, name)| Named { id: id.to_string(), name }).collect(),
        enrolled_at: device.enrolled_at.as_millis(),
        revoked_at: device.revoked_at.map(Timestamp::as_millis),
        last_sync_at: device.last_sync_at.map(Timestamp::as_millis),
        have_through: device.have_through,
        clock,
        clock_doubt_ms: device.last_event.map(|at| at.width().as_millis()),
    }
}
