//! Every route of the server. Who may call it is decided here, what it does in `intake`, `office` and `store`.

mod bearer;
pub mod enrol;
pub mod live;
pub mod office;
mod photo;
mod sync;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::http::{Request, Response};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use curbstop_core::event::{Author, Fact};
use curbstop_core::model::{SubjectId, Timestamp};
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::clock::ServerClock;
use crate::console;
use crate::error::ApiError;
use crate::intake::Books;
use crate::photo::Photos;
use crate::store::{AcceptedFacts, OfficeBatch, Store, StoreError};
use live::Hub;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The one clock.
    pub clock: Arc<dyn ServerClock>,
    /// The rulebooks.
    pub books: Arc<Books>,
    /// Who listens to changes.
    pub hub: Hub,
    /// Where the bytes of photos lie.
    pub photos: Arc<Photos>,
    /// Who tried wrong codes.
    pub attempts: enrol::Attempts,
    /// Turns true when the server stops: streams end by it.
    pub stopping: watch::Receiver<bool>,
}

impl AppState {
    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Takes in facts of the office, all or none, and tells those who listen.
    pub async fn accept_office(
        &self,
        author: Author,
        facts: Vec<(SubjectId, Fact)>,
    ) -> Result<AcceptedFacts, StoreError> {
        let batch = OfficeBatch { author, now: self.now(), facts };
        let accepted = self.store.accept_office(batch, Arc::clone(&self.books)).await?;
        self.hub.tell(accepted.changed.clone());
        Ok(accepted)
    }
}

/// All routes.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .merge(phones())
        .merge(office::routes())
        .merge(console::router())
        .with_state(state);
    guarded(routes)
}

/// The phones' routes alone.
pub(crate) fn phone_router(state: AppState) -> Router {
    guarded(phones().with_state(state))
}

fn phones() -> Router<AppState> {
    Router::new()
        .route("/v1/sync", post(sync::sync))
        .route("/v1/enrol", post(enrol::enrol))
        .route("/v1/live", get(live::live))
        .merge(photo::routes())
}

/// What holds for every route.
fn guarded(routes: Router) -> Router {
    routes.layer(CatchPanicLayer::custom(panicked)).layer(TraceLayer::new_for_http().make_span_with(span))
}

/// A span without query, headers or body: no token and nobody's name gets into a log.
fn span<B>(request: &Request<B>) -> tracing::Span {
    tracing::info_span!("request", http.method = %request.method(), http.path = %request.uri().path())
}

/// One request that panics is a 500 of its own; the process lives on.
#[allow(clippy::needless_pass_by_value, reason = "the layer gives it by value")]
fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response<axum::body::Body> {
    let reason = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(error.kind = "panic", error.reason = %reason, "a handler panicked");
    ApiError::internal().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn panics() -> &'static str {
        panic!("on purpose, by a test")
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_a_500_and_the_next_request_is_served() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let routes = guarded(Router::new().route("/bad", get(panics)).route("/good", get(|| async { "ok" })));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await });
        let bad = reqwest::get(format!("{url}/bad")).await.unwrap();
        assert_eq!(bad.status(), 500);
        let body: curbstop_core::wire::ErrorBody = bad.json().await.unwrap();
        assert_eq!(body.code, "server.internal");
        assert!(!body.reason.contains("purpose"), "the caller learns no more than that");
        assert_eq!(reqwest::get(format!("{url}/good")).await.unwrap().status(), 200);
        serving.abort();
    }
}
