//! Which device calls: by its bearer token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::AppState;
use crate::error::ApiError;
use crate::secret::SecretHash;
use crate::store::DeviceRow;

/// The longest token that is looked at, in bytes; ours have 43.
const TOKEN_BYTES_MAX: usize = 128;

/// The device that the request's token names.
pub(super) async fn device(state: &AppState, headers: &HeaderMap) -> Result<DeviceRow, ApiError> {
    let token = token(headers).ok_or_else(|| {
        ApiError::unauthorized("auth.token_missing", "send `authorization: Bearer <token>` from the enrolment")
    })?;
    let device = state.store.device_by_token(SecretHash::of(token)).await?;
    device.ok_or_else(|| {
        ApiError::unauthorized(
            "auth.token_unknown",
            "no device has this token; ask the office for a new code and enrol",
        )
    })
}

/// The answer to a device whose rights were taken away, where it may hand nothing in.
pub(super) fn revoked() -> ApiError {
    ApiError::unauthorized("auth.device_revoked", "the office took this device's rights away; ask it for a new code")
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= TOKEN_BYTES_MAX).then_some(token)
}
