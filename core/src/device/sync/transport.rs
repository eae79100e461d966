//! How bytes get to the server and back. A trait, so that tests and simulations bring their own network.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::ServerAddress;
use crate::model::Span;
use crate::wire::codec::Codec;

/// One request: always a POST.
#[derive(Debug, Clone)]
pub struct Request {
    /// The server that it goes to.
    pub server: ServerAddress,
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
    /// Nothing was sent: the address, or what it takes to speak with it, will not do.
    #[error("{detail}")]
    Address {
        /// What is wrong, and the way out.
        detail: String,
    },
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

    /// Opens a stream of server-sent events. A way that carries none is like a server that does not answer.
    fn listen(&self, _request: LiveRequest) -> Listening<'_> {
        let detail = "this way to the server carries no live stream".to_owned();
        Box::pin(std::future::ready(Err(TransportError::NoAnswer { detail })))
    }

    /// Lets so much time pass before a listener asks again. Here, so that a simulated network brings its own time along.
    fn wait(&self, span: Span) -> Waiting<'_> {
        Box::pin(tokio::time::sleep(Duration::from_millis(u64::try_from(span.as_millis()).unwrap_or(0))))
    }
}

/// A request that stays open: the server tells when something changed.
#[derive(Debug, Clone)]
pub struct LiveRequest {
    /// The server that it goes to.
    pub server: ServerAddress,
    /// For example `/v1/live`.
    pub path: &'static str,
    /// The bearer token.
    pub token: String,
}

/// What the server answers to it.
pub enum LiveReply {
    /// It tells from now on.
    Open(Box<dyn LiveStream>),
    /// It does not; what it said instead.
    Refused(Reply),
}

/// The future of a stream that is being opened.
pub type Listening<'a> = Pin<Box<dyn Future<Output = Result<LiveReply, TransportError>> + Send + 'a>>;
/// The future of the next piece of a stream: bytes, cut anywhere; `None` when the server has ended it.
pub type NextPiece<'a> = Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, TransportError>> + Send + 'a>>;
/// The future of a wait.
pub type Waiting<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A stream that is open. Dropping it closes the connection.
pub trait LiveStream: Send {
    /// Waits for the next piece.
    fn next(&mut self) -> NextPiece<'_>;
}
