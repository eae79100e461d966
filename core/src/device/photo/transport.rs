//! How photos get to the server. A trait of its own, so that tests and simulations bring their own network.

use std::future::Future;
use std::pin::Pin;

use crate::device::sync::{ServerAddress, TransportError};
use crate::model::{PhotoId, PhotoKind, Span};

/// One request about a photo.
#[derive(Debug, Clone)]
pub struct PhotoRequest {
    /// The server that it goes to.
    pub server: ServerAddress,
    /// The bearer token.
    pub token: String,
    /// What is asked.
    pub step: PhotoStep,
}

/// What is asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoStep {
    /// A new upload (tus creation).
    Create {
        /// The photo's name.
        photo: PhotoId,
        /// Its kind.
        kind: PhotoKind,
        /// Its bytes.
        length: u64,
    },
    /// How much has the server?
    Offset {
        /// The upload's path.
        upload: String,
    },
    /// One more piece.
    Append {
        /// The upload's path.
        upload: String,
        /// Where it begins.
        offset: u64,
        /// The bytes.
        piece: Vec<u8>,
    },
}

/// What came back, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhotoReply {
    /// The HTTP status.
    pub status: u16,
    /// `Location`: the path of the upload.
    pub upload: Option<String>,
    /// `Upload-Offset`: how much the server has.
    pub offset: Option<u64>,
    /// `Photo-Stored`: the server durably holds the whole photo, and this is its hash.
    pub stored: Option<PhotoId>,
    /// `Retry-After`, where the server gave it in seconds.
    pub retry_after: Option<Span>,
    /// The body; an error explains itself there.
    pub body: Vec<u8>,
}

/// The future of one exchange.
pub type PhotoExchange<'a> = Pin<Box<dyn Future<Output = Result<PhotoReply, TransportError>> + Send + 'a>>;

/// One way to the server for photos. Dropping the future gives the exchange up; nothing else may depend on it.
pub trait PhotoTransport: Send + Sync {
    /// Sends a request and waits for its answer.
    fn photo(&self, request: PhotoRequest) -> PhotoExchange<'_>;
}
