//! Who may do what in the office: accounts, sessions, roles.

use crate::http::AppState;
use crate::store::StoreError;

/// The one-time token of the first administrator's link; `None` once an account exists.
#[allow(clippy::unused_async, reason = "asks the store once accounts exist")]
pub async fn setup_token(_state: &AppState) -> Result<Option<String>, StoreError> {
    Ok(None)
}
