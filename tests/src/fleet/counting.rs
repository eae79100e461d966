//! Counting what travels: bytes as they are on the wire, compressed, both ways.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use curbstop_core::device::{Exchange, Listening, LiveRequest, Request, Transport};

/// What has travelled so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Requests sent.
    pub requests: u64,
    /// Bytes of request bodies.
    pub up: u64,
    /// Bytes of answer bodies.
    pub down: u64,
}

/// A transport that counts.
pub struct Counting {
    inner: Arc<dyn Transport>,
    requests: AtomicU64,
    up: AtomicU64,
    down: AtomicU64,
}

impl Counting {
    /// In front of another way to the server.
    pub fn new(inner: Arc<dyn Transport>) -> Arc<Self> {
        Arc::new(Self { inner, requests: 0.into(), up: 0.into(), down: 0.into() })
    }

    /// What has travelled since the last call.
    pub fn take(&self) -> Traffic {
        let take = |count: &AtomicU64| count.swap(0, Ordering::SeqCst);
        Traffic { requests: take(&self.requests), up: take(&self.up), down: take(&self.down) }
    }
}

impl Transport for Counting {
    fn exchange(&self, request: Request) -> Exchange<'_> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.up.fetch_add(request.body.len() as u64, Ordering::SeqCst);
        Box::pin(async move {
            let reply = self.inner.exchange(request).await?;
            self.down.fetch_add(reply.body.len() as u64, Ordering::SeqCst);
            Ok(reply)
        })
    }

    fn listen(&self, request: LiveRequest) -> Listening<'_> {
        self.inner.listen(request)
    }
}
