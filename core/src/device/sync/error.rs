//! Why a sync did not come to its end. Nothing is lost by any of these: what was had is had, the rest is still queued.

use super::transport::TransportError;
use crate::device::store::{Failure, StoreError};
use crate::model::Span;
use crate::wire::codec::CodecError;

/// Why a sync did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The phone has no identity yet.
    #[error("the phone is not enrolled")]
    NotEnrolled,
    /// Nothing came back.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server does not know this phone, or does not let it in.
    #[error("the server does not let this phone in ({code}): {reason}")]
    Rejected {
        /// The server's code.
        code: String,
        /// The server's reason.
        reason: String,
    },
    /// The server answered with an error.
    #[error("the server answered {status} ({code}): {reason}")]
    Server {
        /// The HTTP status.
        status: u16,
        /// The server's code.
        code: String,
        /// The server's reason.
        reason: String,
        /// How long it asked to be left alone.
        retry_after: Option<Span>,
    },
    /// The answer cannot be read.
    #[error("the server's answer cannot be read: {reason}")]
    Answer {
        /// What is wrong with it.
        reason: String,
    },
    /// The server answers but does not take what it is sent.
    #[error("the server has had everything through {have_through} and takes no more")]
    Stalled {
        /// The number that it stays at.
        have_through: u64,
    },
    /// The request could not be compressed.
    #[error("the request could not be written: {0}")]
    Codec(#[from] CodecError),
    /// The phone's own storage.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SyncError {
    fn is_damage(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_damage())
    }
}

impl SyncError {
    /// A stable code, the key of the text that people read.
    pub fn code(&self) -> &str {
        match self {
            Self::NotEnrolled => "phone.not_enrolled",
            Self::Transport(_) => "sync.no_answer",
            Self::Rejected { code, .. } | Self::Server { code, .. } => code,
            Self::Answer { .. } => "sync.answer_unreadable",
            Self::Stalled { .. } => "sync.stalled",
            Self::Codec(_) => "sync.request_unwritable",
            Self::Store(_) => "phone.storage",
        }
    }

    pub(crate) fn retry_after(&self) -> Option<Span> {
        match self {
            Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
