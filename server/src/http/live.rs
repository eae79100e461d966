//! "Something changed": a hint to those who listen, never the data.

use std::sync::Arc;

use tokio::sync::broadcast;

use crate::store::Changed;

/// Hints that may wait for a slow listener; one that falls further behind is told to look at everything.
const HINTS_KEPT: usize = 256;

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

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Changed>> {
        self.0.subscribe()
    }
}
