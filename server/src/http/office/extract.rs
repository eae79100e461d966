//! Reading requests: what cannot be read gets our error body, with a stable code, instead of the framework's plain text.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path as AxumPath, Query as AxumQuery, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// The largest JSON body of an office request, in bytes.
pub(super) const BODY_BYTES_MAX: usize = 64 * 1024;

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        Json::from_request(request, state).await.map(|Json(body)| Self(body)).map_err(|error| unreadable(&error))
    }
}

fn unreadable(rejection: &JsonRejection) -> ApiError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::too_large("body.too_large", format!("the body is larger than {BODY_BYTES_MAX} bytes"))
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ApiError::bad_request("body.media_type", "send the body as content-type: application/json")
        }
        _ => ApiError::bad_request("body.unreadable", rejection.body_text()),
    }
}

/// The query of the address.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumQuery::from_request_parts(parts, state).await;
        read.map(|AxumQuery(query)| Self(query)).map_err(|error| ApiError::bad_request("http.query", error.body_text()))
    }
}

/// The parts of the path.
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumPath::from_request_parts(parts, state).await;
        read.map(|AxumPath(path)| Self(path)).map_err(|error| ApiError::bad_request("http.path", error.body_text()))
    }
}
