//! The photos' own queue: which goes next, what happens when one fails, and when the server is asked again. It shares nothing with
//! the sync of facts but the store, and neither waits for the other.

use super::disk;
use super::policy::Network;
use super::upload::{self, Destination, Ended};
use crate::device::engine::Engine;
use crate::device::store::{Failure, StoreError, meta, photo as store};
use crate::device::sync::TransportError;
use crate::device::sync::backoff::{Backoff, BackoffEvent};
use crate::model::{DeviceId, PhotoId, Span};

/// What sending did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoReport {
    /// Photos whose hash the server confirmed.
    pub delivered: u64,
    /// Photos that the server does not take.
    pub refused: u64,
    /// Photos that still wait.
    pub waiting: u64,
    /// Nothing was sent: the policy wants Wi-Fi.
    pub waits_for_wifi: bool,
}

/// Why sending did not come to its end. No photo is lost by any of these, and none that was delivered is delivered again.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The phone has no identity yet.
    #[error("the phone is not enrolled")]
    NotEnrolled,
    /// Nothing came back.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server does not know this phone.
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
    /// An answer does not say what tus makes it say.
    #[error("the server's answer {status} says nothing of the upload")]
    Answer {
        /// The HTTP status.
        status: u16,
    },
    /// The server answers but the photo gets no further.
    #[error("photo {photo} gets no further; it is tried again later")]
    Stalled {
        /// Which.
        photo: PhotoId,
    },
    /// A photo's file cannot be read.
    #[error("photo {photo} cannot be read: {source}")]
    File {
        /// Which.
        photo: PhotoId,
        /// What the system says.
        source: std::io::Error,
    },
    /// The phone's own storage.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SendError {
    fn is_damage(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_damage())
    }
}

impl SendError {
    /// A stable code, the key of the text that people read.
    pub fn code(&self) -> &str {
        match self {
            Self::NotEnrolled => "phone.not_enrolled",
            Self::Transport(_) => "sync.no_answer",
            Self::Rejected { code, .. } | Self::Server { code, .. } => code,
            Self::Answer { .. } => "sync.answer_unreadable",
            Self::Stalled { .. } => "photo.stalled",
            Self::File { .. } | Self::Store(_) => "phone.storage",
        }
    }

    /// The fault of this one photo: the next one may fare better.
    fn is_of_one_photo(&self) -> bool {
        match self {
            Self::Stalled { .. } | Self::File { .. } | Self::Answer { .. } => true,
            Self::Server { status, .. } => (400..500).contains(status) && *status != 429,
            Self::NotEnrolled | Self::Transport(_) | Self::Rejected { .. } | Self::Store(_) => false,
        }
    }

    fn backoff_event(&self, engine: &Engine) -> Result<Option<BackoffEvent>, StoreError> {
        let code = self.code().to_owned();
        let retry_after = match self {
            Self::NotEnrolled => return Ok(None),
            Self::Store(error) if error.is_stopped() => return Ok(None),
            Self::Rejected { .. } => return Ok(Some(BackoffEvent::Rejected { code })),
            Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        };
        Ok(Some(BackoffEvent::Failed { now: engine.present()?.moment, retry_after, code }))
    }
}

/// Sends what waits, as far as the policy allows, or says why not. Whatever was done stays done.
pub(crate) async fn run(engine: &Engine, network: Network) -> Result<PhotoReport, SendError> {
    let _one_at_a_time = engine.photos.sending.lock().await;
    let mut report = PhotoReport::default();
    let result = send_all(engine, network, &mut report).await;
    disk::make_room(engine)?;
    if let Err(error) = result {
        if let Some(event) = error.backoff_event(engine)? {
            note(engine, event)?;
        }
        return Err(error);
    }
    if report.delivered > 0 {
        note(engine, BackoffEvent::Answered)?;
    }
    report.waiting = engine.store.read(store::waiting)?.len() as u64;
    Ok(report)
}

async fn send_all(engine: &Engine, network: Network, report: &mut PhotoReport) -> Result<(), SendError> {
    let (identity, policy, waiting) =
        engine.store.read(|db| Ok::<_, StoreError>((meta::identity(db)?, store::policy(db)?, store::waiting(db)?)))?;
    if !policy.allows(network) {
        report.waits_for_wifi = !waiting.is_empty();
        return Ok(());
    }
    if waiting.is_empty() {
        return Ok(());
    }
    let to = Destination::of(identity).ok_or(SendError::NotEnrolled)?;
    let mut first_error = None;
    for photo in waiting {
        match upload::upload(engine, &to, &photo).await {
            Ok(Ended::Delivered) => report.delivered += 1,
            Ok(Ended::Refused) => report.refused += 1,
            Err(error) if error.is_of_one_photo() => {
                engine.store.write(|tx| store::add_setback(tx, photo.id))?;
                first_error.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    first_error.map_or(Ok(()), Err)
}

/// Moves the queue's persisted backoff on.
pub(crate) fn note(engine: &Engine, event: BackoffEvent) -> Result<(), StoreError> {
    engine.store.write(|tx| {
        let device = meta::identity(tx)?.map_or(DeviceId::OFFICE, |identity| identity.device);
        let state = store::backoff(tx)?;
        if state == Backoff::Ready && matches!(event, BackoffEvent::Answered | BackoffEvent::NetworkBack) {
            return Ok(());
        }
        store::set_backoff(tx, &state.next(event, device))
    })
}
