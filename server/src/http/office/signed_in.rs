//! Who asks: every route of the office takes this, and so none can forget the session or the CSRF token.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use curbstop_core::event::Author;
use curbstop_core::model::Timestamp;

use crate::error::ApiError;
use crate::http::AppState;
use crate::office::account::Person;
use crate::office::{Action, session};
use crate::secret::SecretHash;

/// The account whose session a request carries; for anything but GET, with the session's CSRF token.
#[derive(Debug, Clone)]
pub(super) struct SignedIn {
    /// The account.
    pub(super) person: Person,
    /// The session's token, as the cookie carried it.
    pub(super) token: String,
    /// When the session ends if nobody uses it.
    pub(super) expires_at: Timestamp,
}

impl SignedIn {
    /// Refuses what the account's role may not do.
    pub(super) fn allowed(&self, action: Action) -> Result<(), ApiError> {
        if self.person.role.may(action) {
            return Ok(());
        }
        let reason = format!("the role {} may not do this", self.person.role.name());
        Err(ApiError::forbidden("auth.role", reason))
    }

    /// Who states the facts of this request.
    pub(super) fn author(&self) -> Author {
        Author::Person(self.person.id.clone())
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let token = session::token_of(&parts.headers)
            .ok_or_else(|| ApiError::unauthorized("auth.signed_out", "sign in first: POST /v1/session"))?;
        let (hash, now) = (SecretHash::of(&token), state.now());
        let open = state.store.session(hash, now).await?.ok_or_else(|| {
            ApiError::unauthorized("auth.session_over", "the session is over; sign in again: POST /v1/session")
        })?;
        if parts.method != Method::GET && !session::csrf_matches(&parts.headers, &token) {
            let reason = format!("send the session's csrf as header {}", session::CSRF_HEADER);
            return Err(ApiError::forbidden("auth.csrf", reason));
        }
        let mut expires_at = open.expires_at;
        if let Some(later) = session::extended(expires_at, now) {
            state.store.extend_session(hash, later).await?;
            expires_at = later;
        }
        Ok(Self { person: open.person, token, expires_at })
    }
}
