//! What a caller gets who cannot be served: a status, a stable code, and the way out.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use curbstop_core::wire::ErrorBody;

use crate::secret::NoRandom;
use crate::store::StoreError;

/// An answer that is not a success. The code is stable and the key of the text that people read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {reason}")]
pub struct ApiError {
    /// The HTTP status.
    pub status: StatusCode,
    /// For example `auth.token_unknown`.
    pub code: &'static str,
    /// For logs and engineers: lower case, names the field and the way out.
    pub reason: String,
    /// The field that is wrong, if it is about one.
    pub field: Option<String>,
}

impl ApiError {
    /// Any status and code.
    pub fn new(status: StatusCode, code: &'static str, reason: impl Into<String>) -> Self {
        Self { status, code, reason: reason.into(), field: None }
    }

    /// Names the field that is wrong.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// 400: the request cannot be read.
    pub fn bad_request(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, reason)
    }

    /// 401: nobody is signed in, or the token is none of ours.
    pub fn unauthorized(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, reason)
    }

    /// 403: known, but not allowed.
    pub fn forbidden(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, reason)
    }

    /// 404: no such thing.
    pub fn not_found(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, reason)
    }

    /// 409: it does not fit what is already there.
    pub fn conflict(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, reason)
    }

    /// 413: more bytes than the limits tell.
    pub fn too_large(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code, reason)
    }

    /// 422: readable, but a value is not possible.
    pub fn unprocessable(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, reason)
    }

    /// 429: too often.
    pub fn too_many(code: &'static str, reason: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, code, reason)
    }

    /// 500: our own fault. The caller learns no more than that; the log has the rest.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server.internal", "the server failed; its log says why")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = ErrorBody { code: self.code.to_owned(), reason: self.reason, field: self.field };
        (self.status, Json(body)).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused { refusal, .. } => {
                let code = known_code(&refusal.code);
                Self { field: refusal.fields.first().cloned(), ..Self::unprocessable(code, refusal.reason) }
            }
            StoreError::Closed => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "server.stopping", "the server is stopping; try again soon")
            }
            other => {
                tracing::error!(error.kind = "store", error.reason = %other, "a request failed in the store");
                Self::internal()
            }
        }
    }
}

impl From<NoRandom> for ApiError {
    fn from(error: NoRandom) -> Self {
        tracing::error!(error.kind = "random", error.reason = %error, "a secret could not be made");
        Self::internal()
    }
}

/// The office's facts are refused with the same codes as a phone's.
fn known_code(code: &str) -> &'static str {
    use curbstop_core::wire::refusal as r;
    const CODES: [&str; 12] = [
        r::UNREADABLE,
        r::TOO_LARGE,
        r::WRONG_ID,
        r::DEVICE_CLONED,
        r::SUBJECT_UNKNOWN,
        r::SUBJECT_KIND,
        r::NOT_YOURS,
        r::WORKER_UNKNOWN,
        r::OFFICE_ONLY,
        r::DEVICE_REVOKED,
        r::FIELD,
    ];
    CODES.into_iter().find(|known| *known == code).unwrap_or(r::UNREADABLE)
}
        r::GONE,
