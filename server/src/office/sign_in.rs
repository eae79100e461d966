//! Signing in.

use curbstop_core::model::Timestamp;

use crate::error::ApiError;
use crate::http::AppState;
use crate::office::account::{NAME_CHARS_MAX, NewSession, Person, name_key};
use crate::office::password;
use crate::office::session::SESSION_LASTS;
use crate::secret::{self, SecretHash};

/// A name that an account may have, without blanks around it.
pub fn check_name(name: &str) -> Result<String, ApiError> {
    let name = name.trim();
    let chars = name.chars().count();
    if (1..=NAME_CHARS_MAX).contains(&chars) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    let reason = format!("a name has 1 to {NAME_CHARS_MAX} characters, without line breaks");
    Err(ApiError::unprocessable("auth.name", reason).field("name"))
}

/// Who has this name and password. Neither the answer nor its time tells which of the two was wrong.
pub async fn who(state: &AppState, name: &str, given: String) -> Result<Person, ApiError> {
    let now = state.now();
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(wrong());
    }
    let key = name_key(name);
    if let Some(until) = state.store.failures(key.clone()).await?.locked_until(now) {
        return Err(locked(until, now));
    }
    // Noted before the password is looked at: a hundred attempts at once count as a hundred.
    let failures = state.store.note_failure(key.clone(), now).await?;
    let found = state.store.person_by_name(key.clone()).await?;
    let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), Some(hash)));
    let right = password::verify(given, hash).await?;
    match person {
        Some(person) if right && person.disabled_at.is_none() => {
            state.store.clear_failures(key).await?;
            Ok(person)
        }
        _ => Err(failures.locked_until(now).map_or_else(wrong, |until| locked(until, now))),
    }
}

/// Begins a session and gives back its token, which is kept nowhere.
pub async fn begin(state: &AppState, person: &Person) -> Result<(String, Timestamp), ApiError> {
    let token = secret::token()?;
    let now = state.now();
    let expires_at = now + SESSION_LASTS;
    let session = NewSession { token: SecretHash::of(&token), person: person.id.clone(), now, expires_at };
    state.store.open_session(session).await?;
    Ok((token, expires_at))
}

fn wrong() -> ApiError {
    ApiError::unauthorized("auth.wrong", "name or password is wrong")
}

fn locked(until: Timestamp, now: Timestamp) -> ApiError {
    let left = until - now;
    let minutes = left.as_millis() / 60_000 + 1;
    ApiError::too_many("auth.locked", format!("too many wrong passwords; try again in {minutes} minutes"), left)
}
