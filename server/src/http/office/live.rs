//! `GET /v1/office/live`: a hint that something changed; the page then asks for what it shows.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::common::Refused;
use super::signed_in::SignedIn;
use crate::error::ApiError;
use crate::http::AppState;
use crate::http::live::{Hint, KEEP_ALIVE, Listener};
use crate::office::Action;
use crate::secret::SecretHash;

/// Every kind that a hint can name; all of them, where the listener was too slow and missed some.
const KINDS: [&str; 12] =
    ["calendar", "case", "cover", "device", "finding", "job", "order", "pit", "point", "quarantine", "route", "worker"];

/// The data of a `hello` event: the first of a stream.
#[derive(Debug, Serialize, ToSchema)]
struct Hello {
    /// The server's clock, in milliseconds since 1970.
    server_time: i64,
}

/// The data of a `changed` event.
#[derive(Debug, Serialize, ToSchema)]
struct ChangedKinds {
    /// What changed: `calendar`, `case`, `cover`, `device`, `finding`, `job`, `order`, `pit`, `point`, `quarantine`,
    /// `route`, `worker`.
    kinds: Vec<String>,
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live))
}

/// Server-sent events: `hello` at once, then `changed` whenever something did. The stream ends with the session.
#[utoipa::path(get, path = "/v1/office/live", operation_id = "live", tag = "live",
    responses((status = 200, content((Hello = "text/event-stream"), (ChangedKinds = "text/event-stream"))), Refused))]
async fn live(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    signed_in.allowed(Action::Look)?;
    let listener = state.hub.listen(state.stopping.clone());
    let hello = data("hello", &Hello { server_time: state.now().as_millis() });
    let ear = Ear { state, session: SecretHash::of(&signed_in.token), listener, first: hello };
    let events = stream::unfold(ear, |mut ear| async move { Some((Ok(ear.next().await?), ear)) });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// One page that listens.
struct Ear {
    state: AppState,
    session: SecretHash,
    listener: Listener,
    first: Option<Event>,
}

impl Ear {
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let kinds = match self.listener.next().await? {
            Hint::Missed => KINDS.map(str::to_owned).to_vec(),
            Hint::Changed(changed) => changed.kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        };
        // Whoever signed out, or was locked, hears no more.
        self.state.store.session(self.session, self.state.now()).await.ok()??;
        data("changed", &ChangedKinds { kinds })
    }
}

fn data<T: Serialize>(name: &str, data: &T) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}
