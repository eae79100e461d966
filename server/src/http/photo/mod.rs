//! `/v1/photos`: tus 1.0 for phones, with creation, termination, checksum and expiration. Which photo it is, is said by its hash at
//! creation; the upload's address is that name, and each device sees its own uploads only.

mod headers;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use curbstop_core::model::{PhotoId, Span};
use curbstop_core::wire::photo::{CHECKSUM_MISMATCH, PATH, PHOTO_BYTES_MAX, PIECE_TYPE, TUS_VERSION, code, header};
use tower_http::set_header::SetResponseHeaderLayer;

use super::{AppState, bearer};
use crate::error::ApiError;
use crate::photo::{ALGORITHMS, AppendError, Appended, Piece, UPLOAD_KEPT, UPLOADS_OPEN_MAX};
use crate::store::Changed;
use crate::store::photo::{Begun, NewUpload, Upload, UploadId};

/// The extensions of tus that are spoken here.
const EXTENSIONS: &str = "creation,termination,checksum,expiration";

/// A device with too many unfinished uploads comes back after so long: by then some have ended, or nothing else waits.
const OPEN_TOO_MANY_WAIT: Span = Span::minutes(5);

/// These routes.
pub(super) fn routes() -> Router<AppState> {
    // Every answer carries them, so that a client of another version is told which one is spoken here.
    let version = |name| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(TUS_VERSION));
    Router::new()
        .route(PATH, any(at_uploads))
        .route(&format!("{PATH}/{{photo}}"), any(at_upload))
        .layer(version(headers::TUS_RESUMABLE))
        .layer(version(headers::TUS_VERSION))
}

async fn at_uploads(State(state): State<AppState>, method: Method, headers: HeaderMap) -> Result<Response, ApiError> {
    match headers::method(method, &headers) {
        Method::OPTIONS => Ok(what_is_spoken()),
        Method::POST => create(&state, &headers).await,
        other => Err(no_such_method(&other)),
    }
}

async fn at_upload(
    State(state): State<AppState>,
    method: Method,
    Path(photo): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let method = headers::method(method, &headers);
    if method == Method::OPTIONS {
        return Ok(what_is_spoken());
    }
    let device = bearer::device(&state, &headers).await?.id;
    headers::check_version(&headers)?;
    let id = UploadId { device, photo: PhotoId::new(&photo).map_err(|_| no_upload())? };
    match method {
        Method::HEAD => how_far(&state, id).await,
        Method::PATCH => append(&state, id, &headers, body).await,
        Method::DELETE => give_up(&state, id).await,
        other => Err(no_such_method(&other)),
    }
}

/// Asked without a token: it says nothing of anybody.
fn what_is_spoken() -> Response {
    let said = [
        ("tus-max-size", PHOTO_BYTES_MAX.to_string()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-checksum-algorithm", ALGORITHMS.to_owned()),
    ];
    (StatusCode::NO_CONTENT, said).into_response()
}

/// A revoked device may still hand in, as with its facts.
async fn create(state: &AppState, headers: &HeaderMap) -> Result<Response, ApiError> {
    let device = bearer::device(state, headers).await?.id;
    headers::check_version(headers)?;
    let (bytes, photo) = (headers::length(headers)?, headers::announced(headers)?);
    let now = state.now();
    state.photos.sweep(&*state.store, now).await?;
    let id = UploadId { device, photo };
    let new = NewUpload { id, bytes, expires_at: now + UPLOAD_KEPT, open_max: UPLOADS_OPEN_MAX };
    match state.store.begin_upload(new).await? {
        Begun::Upload(upload) => {
            let mut answer = stands(StatusCode::CREATED, id, &upload);
            answer.headers_mut().insert(LOCATION, headers::value(&format!("{PATH}/{photo}")));
            Ok(answer)
        }
        Begun::TooMany => {
            let reason = format!("this device has {UPLOADS_OPEN_MAX} unfinished uploads; finish or delete some first");
            Err(ApiError::too_many("photo.too_many_uploads", reason, OPEN_TOO_MANY_WAIT))
        }
    }
}

async fn how_far(state: &AppState, id: UploadId) -> Result<Response, ApiError> {
    let upload =
        state.store.upload(id).await?.filter(|upload| upload.expires_at > state.now()).ok_or_else(no_upload)?;
    let mut answer = stands(StatusCode::OK, id, &upload);
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// Where an upload stands.
fn stands(status: StatusCode, id: UploadId, upload: &Upload) -> Response {
    let mut answer = status.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::UPLOAD_OFFSET, headers::value(&upload.have));
    headers.insert(header::UPLOAD_LENGTH, headers::value(&upload.bytes));
    if upload.stored {
        headers.insert(header::PHOTO_STORED, headers::value(&id.photo));
    } else {
        headers.insert(header::UPLOAD_EXPIRES, headers::value(&headers::http_date(upload.expires_at)));
    }
    answer
}

async fn append(state: &AppState, id: UploadId, headers: &HeaderMap, body: Body) -> Result<Response, ApiError> {
    if headers::text(headers, CONTENT_TYPE.as_str()) != Some(PIECE_TYPE) {
        let reason = format!("content-type: a piece is {PIECE_TYPE}");
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "photo.piece_type", reason));
    }
    let (offset, checksum) = (headers::offset(headers)?, headers::checksum(headers)?);
    let piece = Piece { id, offset, checksum, now: state.now() };
    let (photos, store) = (state.photos.clone(), state.store.clone());
    // A task of its own: when the phone's network breaks, this handler is dropped, and what came is kept all the same.
    let appending = tokio::spawn(async move { photos.append(&*store, piece, body.into_data_stream()).await });
    let appended = appending.await.map_err(|error| ours(&error))?.map_err(refused)?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let headers = answer.headers_mut();
    match appended {
        Appended::Have { bytes, expires_at } => {
            headers.insert(header::UPLOAD_OFFSET, headers::value(&bytes));
            headers.insert(header::UPLOAD_EXPIRES, headers::value(&headers::http_date(expires_at)));
        }
        Appended::Stored { bytes, named_by } => {
            headers.insert(header::UPLOAD_OFFSET, headers::value(&bytes));
            headers.insert(header::PHOTO_STORED, headers::value(&id.photo));
            state.hub.tell(Changed { kinds: named_by, ..Changed::default() });
        }
    }
    Ok(answer)
}

/// Gives an upload up. A photo that is whole stays: the facts name it.
async fn give_up(state: &AppState, id: UploadId) -> Result<Response, ApiError> {
    if !state.photos.forget(id) {
        return Err(refused(AppendError::Busy));
    }
    if state.store.drop_upload(id).await? { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(no_upload()) }
}

fn refused(error: AppendError) -> ApiError {
    let reason = error.to_string();
    let mismatch = StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::BAD_REQUEST);
    match error {
        AppendError::NoUpload => no_upload(),
        AppendError::Busy => ApiError::new(StatusCode::LOCKED, "photo.busy", reason),
        AppendError::Elsewhere { .. } => ApiError::conflict("photo.offset", reason),
        AppendError::TooLong => ApiError::too_large("photo.piece_too_long", reason),
        AppendError::Damaged => ApiError::new(mismatch, code::CHECKSUM_MISMATCH, reason),
        AppendError::OtherPhoto => ApiError::new(mismatch, code::HASH_MISMATCH, reason),
        AppendError::NoPicture => ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code::KIND, reason),
        AppendError::BrokeOff => ApiError::new(StatusCode::REQUEST_TIMEOUT, "photo.broke_off", reason),
        AppendError::Store(error) => error.into(),
        AppendError::Io(_) | AppendError::Shelf(_) => ours(&error),
    }
}

fn no_upload() -> ApiError {
    ApiError::not_found("photo.no_upload", "this device has no such upload; create it with POST /v1/photos")
}

fn no_such_method(method: &Method) -> ApiError {
    let reason = format!("{method} is not for this address; see the tus protocol");
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "http.method", reason)
}

fn ours(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(error.kind = "photo", error.reason = %error, "a photo could not be taken in");
    ApiError::internal()
}
