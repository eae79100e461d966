//! The first administrator: whoever reads the link that the server prints at its first start.

use crate::error::ApiError;
use crate::http::AppState;
use crate::office::account::{NewPerson, Person};
use crate::office::{Role, password, sign_in};
use crate::secret::{self, SecretHash};
use crate::store::StoreError;

/// The one-time token of the first administrator's link; `None` once an account exists. Each start makes a new one, which
/// replaces the one before: only its hash is kept.
pub async fn setup_token(state: &AppState) -> Result<Option<String>, StoreError> {
    let token =
        secret::token().map_err(|error| StoreError::Database { what: "a setup link", reason: error.to_string() })?;
    let offered = state.store.offer_setup(SecretHash::of(&token)).await?;
    Ok(offered.then_some(token))
}

/// Makes the first administrator; the link is used up by it.
pub async fn set_up(state: &AppState, token: &str, name: &str, new_password: String) -> Result<Person, ApiError> {
    let name = sign_in::check_name(name)?;
    password::check_new(&new_password)?;
    let password_hash = password::hash(new_password).await?;
    let person = NewPerson { name, role: Role::Admin, password_hash, now: state.now() };
    state.store.set_up(SecretHash::of(token), person).await?.ok_or_else(|| {
        ApiError::unauthorized("auth.setup_link", "this link is used or replaced; start the server to get another one")
    })
}
