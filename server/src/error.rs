//! What a caller gets who cannot be served: a status, a stable code, and the way out.

use axum::Json;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use curbstop_core::model::Span;
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
    /// How long the caller should leave the server alone: `Retry-After`. Every 429 and 503 says it.
    pub retry_after: Option<Span>,
}

/// How long a server that stops is away at least.
const BACK_AFTER: Span = Span::seconds(5);

impl ApiError {
    /// Any status and code.
    pub fn new(status: StatusCode, code: &'static str, reason: impl Into<String>) -> Self {
        Self { status, code, reason: reason.into(), field: None, retry_after: None }
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

    /// 429: too often; not before so long has passed.
    pub fn too_many(code: &'static str, reason: impl Into<String>, retry_after: Span) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, reason) }
    }

    /// 503: not now; not before so long has passed.
    pub fn unavailable(code: &'static str, reason: impl Into<String>, retry_after: Span) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, reason) }
    }

    /// 500: our own fault. The caller learns no more than that; the log has the rest.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server.internal", "the server failed; its log says why")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = ErrorBody { code: self.code.to_owned(), reason: self.reason, field: self.field };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(wait) = self.retry_after {
            // Whole seconds, never fewer than were meant.
            let seconds = (wait.as_millis().max(0) + 999) / 1000;
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response
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
                Self::unavailable("server.stopping", "the server is stopping; try again soon", BACK_AFTER)
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
        r::GONE,
    ];
    CODES.into_iter().find(|known| *known == code).unwrap_or(r::UNREADABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_to_wait_is_told_how_long() {
        let told = |error: ApiError| {
            let response = error.into_response();
            response.headers().get(RETRY_AFTER).map(|seconds| seconds.to_str().unwrap().to_owned())
        };
        assert_eq!(told(StoreError::Closed.into()), Some("5".to_owned()));
        assert_eq!(told(ApiError::too_many("auth.busy", "busy", Span::millis(1_200))), Some("2".to_owned()));
        assert_eq!(told(ApiError::too_many("auth.busy", "busy", Span::ZERO)), Some("1".to_owned()));
        assert_eq!(told(ApiError::internal()), None);
    }
}
