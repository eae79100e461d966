//! "Something changed": a hint to those who listen, never the data. `GET /v1/live` for a device.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use curbstop_core::model::{BucketId, DeviceId};
use futures_util::Stream;
use futures_util::stream;
use serde_json::json;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::{AppState, bearer};
use crate::error::ApiError;
use crate::store::{Changed, Standing};

/// Hints that may wait for a slow listener; one that falls further behind is told to look at everything.
const HINTS_KEPT: usize = 256;
/// A line without meaning is sent after so long a silence, so that a dead connection is noticed on both sides.
pub const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Where changes are told and heard.
#[derive(Debug, Clone)]
pub struct Hub(broadcast::Sender<Arc<Changed>>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::Sender::new(HINTS_KEPT))
    }
}

impl Hub {
    /// Tells everybody who listens. Called after the change is durable.
    pub fn tell(&self, changed: Changed) {
        if !changed.is_empty() {
            // No listener is no failure.
            let _ = self.0.send(Arc::new(changed));
        }
    }

    /// Tells the office of a change that lies in no bucket.
    pub fn tell_kind(&self, kind: &'static str) {
        self.tell(Changed { buckets: BTreeSet::new(), kinds: BTreeSet::from([kind]) });
    }

    /// Listens from now on.
    pub fn listen(&self, stopping: watch::Receiver<bool>) -> Listener {
        Listener { hints: self.0.subscribe(), stopping }
    }
}

/// Somebody who listens.
#[derive(Debug)]
pub struct Listener {
    hints: broadcast::Receiver<Arc<Changed>>,
    stopping: watch::Receiver<bool>,
}

/// What a listener hears.
#[derive(Debug, Clone)]
pub enum Hint {
    /// This changed.
    Changed(Arc<Changed>),
    /// It was too slow, and something was missed: look at everything.
    Missed,
}

impl Listener {
    /// The next hint; `None` when the server stops.
    pub async fn next(&mut self) -> Option<Hint> {
        let heard = tokio::select! {
            heard = self.hints.recv() => heard,
            // A dropped sender is a stop too.
            _ = self.stopping.wait_for(|stop| *stop) => return None,
        };
        match heard {
            Ok(changed) => Some(Hint::Changed(changed)),
            Err(RecvError::Lagged(_)) => Some(Hint::Missed),
            Err(RecvError::Closed) => None,
        }
    }
}

/// Tells a device when something changed in its buckets: `hello` first, then `changed` with the buckets' names.
pub(super) async fn live(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let device = bearer::device(&state, &headers).await?;
    if device.standing != Standing::Good {
        return Err(bearer::revoked());
    }
    // Listen before looking: what changes in between is heard.
    let listener = state.hub.listen(state.stopping.clone());
    let buckets = state.store.device_buckets(device.id).await?;
    let hello = Event::default().event("hello").data(json!({ "server_time": state.now() }).to_string());
    let ear = Ear { state, device: device.id, listener, buckets, first: Some(hello) };
    let events = stream::unfold(ear, |mut ear| async move { Some((Ok(ear.next().await?), ear)) });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// One device that listens.
struct Ear {
    state: AppState,
    device: DeviceId,
    listener: Listener,
    buckets: BTreeSet<BucketId>,
    first: Option<Event>,
}

impl Ear {
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            let changed = match self.listener.next().await? {
                Hint::Missed => self.buckets.clone(),
                Hint::Changed(changed) => self.mine(&changed).await?,
            };
            if !changed.is_empty() {
                return Some(Event::default().event("changed").data(json!({ "buckets": changed }).to_string()));
            }
        }
    }

    /// The changed buckets that the device holds. Where routes, people or devices changed, it may hold others now: those that
    /// it got or lost changed for it, too. `None` ends the stream: the device was revoked, or the store is gone.
    async fn mine(&mut self, changed: &Changed) -> Option<BTreeSet<BucketId>> {
        let mut mine: BTreeSet<_> = changed.buckets.intersection(&self.buckets).cloned().collect();
        if ["route", "worker", "device"].iter().any(|kind| changed.kinds.contains(kind)) {
            let now = self.state.store.device_buckets(self.device).await.ok().filter(|now| !now.is_empty())?;
            mine.extend(now.symmetric_difference(&self.buckets).cloned());
            mine.extend(changed.buckets.intersection(&now).cloned());
            self.buckets = now;
        }
        Some(mine)
    }
}
