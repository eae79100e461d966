//! The office's routes.

use axum::Router;

use super::AppState;

/// Everything under `/v1/office`, `/v1/session` and `/v1/setup`, with full paths.
pub fn routes() -> Router<AppState> {
    Router::new()
}
