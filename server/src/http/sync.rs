//! `POST /v1/sync`: one request does all. See `core/src/wire/README.md`.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use curbstop_core::event::EventId;
use curbstop_core::model::{DeviceId, WorkerId};
use curbstop_core::wire::codec::{Codec, CodecError};
use curbstop_core::wire::{self, Limits, PROTOCOL, SyncRequest, SyncResponse};
use serde::Deserialize;

use super::{AppState, bearer};
use crate::error::ApiError;
use crate::intake::{self, Received};
use crate::store::{Batch, DeviceRow, PullAsk, Standing};

/// The oldest protocol that is still accepted: two before our own, once there are so many.
const PROTOCOL_OLDEST: u32 = 1;
/// How long a body may take to come: 2 MiB over the slowest network that phones still have.
const BODY_WAIT: Duration = Duration::from_mins(10);
/// Bodies up to so many bytes are read and written on the reactor: moving them to another thread costs more than the work.
const ON_REACTOR_BYTES_MAX: usize = 4 * 1024;
/// Answers below so many bytes do not get smaller by compression.
const COMPRESS_BYTES_MIN: usize = 256;

/// Takes in what the phone has, and gives it what changed.
pub(super) async fn sync(State(state): State<AppState>, headers: HeaderMap, body: Body) -> Result<Response, ApiError> {
    let device = bearer::device(&state, &headers).await?;
    let outgoing = Codec::best_of(header(&headers, &ACCEPT_ENCODING)?);
    let asked = receive(&headers, body, &device).await?;
    let response = exchange(&state, device, asked).await?;
    let small = response.rulebook.is_none() && response.buckets.iter().all(|page| page.rows.len() <= 1);
    off_reactor(small, move || answer(&response, outgoing)).await?
}

/// A request with each event read by itself.
struct Asked {
    request: SyncRequest,
    events: Vec<Received>,
}

async fn receive(headers: &HeaderMap, body: Body, device: &DeviceRow) -> Result<Asked, ApiError> {
    let incoming = Codec::from_header(header(headers, &CONTENT_ENCODING)?).map_err(|error| codec_error(&error))?;
    let limit = usize::try_from(wire::BODY_COMPRESSED_BYTES_MAX).unwrap_or(usize::MAX);
    let packed = tokio::time::timeout(BODY_WAIT, to_bytes(body, limit)).await.map_err(|_| too_slow())?;
    let packed = packed.map_err(|_| too_large(&format!("more than {limit} bytes as it travels")))?;
    let (id, workers) = (device.id, device.workers.clone());
    off_reactor(packed.len() <= ON_REACTOR_BYTES_MAX, move || read(incoming, &packed, id, &workers)).await?
}

fn read(codec: Codec, packed: &[u8], device: DeviceId, workers: &[WorkerId]) -> Result<Asked, ApiError> {
    let body = codec.decode(packed, wire::BODY_BYTES_MAX).map_err(|error| codec_error(&error))?;
    let mut request: SyncRequest = serde_json::from_slice(&body).map_err(|error| unreadable(&body, &error))?;
    if !(PROTOCOL_OLDEST..=PROTOCOL).contains(&request.protocol) {
        return Err(other_protocol(request.protocol));
    }
    if request.device != device {
        return Err(
            ApiError::forbidden("sync.other_device", "device: the token belongs to another device").field("device")
        );
    }
    if request.first_seq == 0 && !request.events.is_empty() {
        return Err(ApiError::bad_request("sync.body_unreadable", "first_seq: numbers count from 1").field("first_seq"));
    }
    // More than the limit is no error: `have_through` says where to go on.
    request.events.truncate(usize::try_from(wire::PUSH_EVENTS_MAX).unwrap_or(usize::MAX));
    let numbered = (request.first_seq..=u64::MAX).zip(std::mem::take(&mut request.events));
    let events = numbered.map(|(seq, raw)| intake::read(raw, EventId { device, seq }, workers)).collect();
    Ok(Asked { request, events })
}

async fn exchange(state: &AppState, device: DeviceRow, asked: Asked) -> Result<SyncResponse, ApiError> {
    let Asked { request, events } = asked;
    let revoked = match device.standing {
        Standing::Good => false,
        Standing::Revoked { answered_since: true }
            if events.is_empty() && has_nothing_more(&request, device.have_through) =>
        {
            return Err(bearer::revoked());
        }
        Standing::Revoked { .. } => true,
    };
    let now = state.now();
    let batch = Batch {
        device: device.id,
        received_at: now,
        sent: request.now,
        heard: request.heard,
        answered: request.heard.map(|heard| heard.server_time).or(request.answered),
        first_seq: request.first_seq,
        events,
    };
    let taken = state.store.push(batch, Arc::clone(&state.books)).await?;
    state.hub.tell(taken.changed);
    let ask = PullAsk {
        device: device.id,
        anew: taken.knows_more,
        buckets: taken.buckets,
        epoch: request.epoch,
        cursors: request.cursors,
        rows_max: wire::PULL_ROWS_MAX,
    };
    let pulled = state.store.pull(ask).await?;
    Ok(SyncResponse {
        protocol: PROTOCOL,
        server_time: now,
        epoch: pulled.epoch,
        have_through: pulled.have_through,
        outcomes: taken.outcomes,
        newest_at: taken.newest_at,
        limits: Limits::DEFAULT,
        buckets: pulled.buckets,
        workers: if revoked { Vec::new() } else { device.workers },
        rulebook: state.books.newer_than(request.rulebook).filter(|_| !revoked).map(str::to_owned),
    })
}

/// Whether a revoked phone that sends no events has handed in everything, and knows it: there is nothing left to say. A boot begins
/// with an empty request, whatever waits behind it. One that still reads buckets has not heard the answer that takes them away. One
/// with a receipt for more than is had has yet to hear that this server was put back from a backup.
fn has_nothing_more(request: &SyncRequest, have_through: u64) -> bool {
    request.heard.is_some() && request.cursors.is_empty() && request.first_seq <= have_through.saturating_add(1)
}

fn answer(response: &SyncResponse, codec: Codec) -> Result<Response, ApiError> {
    let body = serde_json::to_vec(response).map_err(|error| ours(&error))?;
    let codec = if body.len() < COMPRESS_BYTES_MIN { Codec::Identity } else { codec };
    let body = if codec == Codec::Identity { body } else { codec.encode(&body).map_err(|error| ours(&error))? };
    let mut answer = ([(CONTENT_TYPE, wire::CONTENT_TYPE)], body).into_response();
    if codec != Codec::Identity {
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(codec.name()));
    }
    Ok(answer)
}

/// Runs short work here, and long work where it holds nobody up.
async fn off_reactor<T: Send + 'static>(short: bool, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    if short {
        return Ok(work());
    }
    tokio::task::spawn_blocking(work).await.map_err(|error| ours(&error))
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ApiError> {
    let value = headers.get(name).map(HeaderValue::to_str).transpose();
    value.map_err(|_| ApiError::bad_request("sync.header_unreadable", format!("{name}: not plain text")))
}

fn codec_error(error: &CodecError) -> ApiError {
    match error {
        CodecError::Unknown { .. } => {
            ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "sync.encoding_unknown", error.to_string())
        }
        CodecError::TooLarge { .. } => too_large(&error.to_string()),
        CodecError::Broken { .. } => ApiError::bad_request("sync.body_unreadable", error.to_string()),
    }
}

fn too_large(reason: &str) -> ApiError {
    ApiError::too_large("sync.body_too_large", format!("{reason}; send fewer events at once"))
}

fn too_slow() -> ApiError {
    let reason = format!("the body did not come within {} s; send fewer events at once", BODY_WAIT.as_secs());
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "sync.body_too_slow", reason)
}

/// A body of another protocol may have another shape: it is told so, rather than that it is unreadable.
fn unreadable(body: &[u8], error: &serde_json::Error) -> ApiError {
    #[derive(Deserialize)]
    struct OnlyProtocol {
        protocol: u32,
    }
    match serde_json::from_slice(body) {
        Ok(OnlyProtocol { protocol }) if protocol != PROTOCOL => other_protocol(protocol),
        _ => ApiError::bad_request("sync.body_unreadable", format!("the body is not a sync request: {error}")),
    }
}

fn other_protocol(protocol: u32) -> ApiError {
    let reason = format!("protocol: {protocol} is not spoken here; this server speaks {PROTOCOL_OLDEST} to {PROTOCOL}");
    ApiError::bad_request("sync.protocol", reason).field("protocol")
}

fn ours(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(error.kind = "sync", error.reason = %error, "an answer could not be made");
    ApiError::internal()
}
