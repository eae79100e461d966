//! How bytes get to the server and back. A trait, so that tests and simulations bring their own network.

use std::future::Future;
use std::pin::Pin;

use crate::model::Span;
use crate::wire::codec::Codec;

/// One request: always a POST.
#[derive(Debug, Clone)]
pub struct Request {
    /// For example `/v1/sync`.
    pub path: &'static str,
    /// The bearer token, once the phone has one.
    pub token: Option<String>,
    /// How `body` is compressed.
    pub encoding: Codec,
    /// The body as it travels.
    pub body: Vec<u8>,
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After`, where the server gave it in seconds.
    pub retry_after: Option<Span>,
    /// `Content-Encoding` as it came.
    pub encoding: Option<String>,
    /// The body as it travelled.
    pub body: Vec<u8>,
}

/// Nothing came back. Whether the server had the request is unknown.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TransportError {
    /// No way to the server, or the way broke.
    #[error("no answer from the server: {detail}")]
    NoAnswer {
        /// What the network said.
        detail: String,
    },
    /// The answer is larger than the phone will hold.
    #[error("the server's answer is larger than {limit} bytes")]
    AnswerTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
}

/// The future of one exchange.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Reply, TransportError>> + Send + 'a>>;

/// One way to the server. Dropping the future gives the exchange up; nothing else may depend on it.
pub trait Transport: Send + Sync {
    /// Sends a request and waits for its answer.
    fn exchange(&self, request: Request) -> Exchange<'_>;
}
