//! `POST /v1/enrol`: a one-time code for a token. The code is used up, the token is shown once; both are kept as hashes.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, State};
use curbstop_core::model::{Span, Timestamp, WorkerId};
use curbstop_core::wire::{EnrolRequest, EnrolResponse};

use super::AppState;
use crate::error::ApiError;
use crate::secret::{self, SecretHash};
use crate::store::{NewDevice, StoreError};

/// How long a code can be used.
pub const CODE_LIFETIME: Span = Span::hours(24);
/// Wrong codes that one address may try in [`ATTEMPTS_WINDOW`].
pub const ATTEMPTS_MAX: u32 = 10;
/// After so long without a wrong code, an address starts anew.
pub const ATTEMPTS_WINDOW: Span = Span::minutes(10);
/// Addresses that are remembered; beyond them the oldest is forgotten.
const ADDRESSES_MAX: usize = 10_000;
/// The longest name of a phone's model, in characters.
const MODEL_CHARS_MAX: usize = 100;

/// Makes a one-time code for the device of these people; the office shows it once.
pub async fn new_code(state: &AppState, workers: Vec<WorkerId>) -> Result<(String, Timestamp), EnrolError> {
    let code = secret::code()?;
    let expires_at = state.now() + CODE_LIFETIME;
    let hash = SecretHash::of(&secret::normalised_code(&code));
    state.store.add_enrol_code(hash, workers, expires_at).await?;
    Ok((code, expires_at))
}

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] secret::NoRandom),
    /// The store cannot keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<EnrolError> for ApiError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::Random(error) => error.into(),
            EnrolError::Store(error) => error.into(),
        }
    }
}

/// Makes a device of a code.
pub(super) async fn enrol(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    body: Result<Json<EnrolRequest>, JsonRejection>,
) -> Result<Json<EnrolResponse>, ApiError> {
    let now = state.now();
    state.attempts.check(peer.ip(), now)?;
    let Json(request) = body.map_err(|error| ApiError::bad_request("enrol.body_unreadable", error.body_text()))?;
    if request.model.chars().count() > MODEL_CHARS_MAX {
        let reason = format!("model: at most {MODEL_CHARS_MAX} characters");
        return Err(ApiError::unprocessable("enrol.model_too_long", reason).field("model"));
    }
    let token = secret::token()?;
    let new = NewDevice {
        code_hash: SecretHash::of(&secret::normalised_code(&request.code)),
        token_hash: SecretHash::of(&token),
        model: request.model,
        now,
    };
    let Some(device) = state.store.enrol(new).await? else {
        state.attempts.note_wrong(peer.ip(), now);
        let reason = "code: unknown, used or expired; ask the office for a new one";
        return Err(ApiError::unauthorized("enrol.code_unknown", reason).field("code"));
    };
    state.hub.tell_kind("device");
    tracing::info!(device.id = device.number(), "a device is enrolled");
    Ok(Json(EnrolResponse { device, token, server_time: now }))
}

/// Wrong codes by address, in this process.
#[derive(Debug, Clone, Default)]
pub struct Attempts(Arc<Mutex<HashMap<IpAddr, Wrong>>>);

#[derive(Debug, Clone, Copy)]
struct Wrong {
    count: u32,
    last: Timestamp,
}

impl Attempts {
    fn check(&self, peer: IpAddr, now: Timestamp) -> Result<(), ApiError> {
        let wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&peer).copied();
        match wrong {
            Some(wrong) if wrong.count >= ATTEMPTS_MAX && now - wrong.last < ATTEMPTS_WINDOW => {
                let reason = "too many wrong codes from this address; wait ten minutes";
                Err(ApiError::too_many("enrol.too_many_attempts", reason, ATTEMPTS_WINDOW - (now - wrong.last)))
            }
            _ => Ok(()),
        }
    }

    fn note_wrong(&self, peer: IpAddr, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= ADDRESSES_MAX && !all.contains_key(&peer) {
            let oldest = all.iter().min_by_key(|(_, wrong)| wrong.last).map(|(peer, _)| *peer);
            oldest.map(|peer| all.remove(&peer));
        }
        let wrong = all.entry(peer).or_insert(Wrong { count: 0, last: now });
        wrong.count = if now - wrong.last < ATTEMPTS_WINDOW { wrong.count + 1 } else { 1 };
        wrong.last = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_guesses_waits_and_another_one_does_not() {
        let (attempts, now) = (Attempts::default(), Timestamp::from_millis(0));
        let (a, b) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2]));
        for _ in 0..ATTEMPTS_MAX {
            attempts.check(a, now).unwrap();
            attempts.note_wrong(a, now);
        }
        assert_eq!(attempts.check(a, now).unwrap_err().code, "enrol.too_many_attempts");
        attempts.check(b, now).unwrap();
        attempts.check(a, now + ATTEMPTS_WINDOW).unwrap();
    }
}
