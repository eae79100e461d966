//! What can go wrong, as far as a caller can do something about it. The engine's own errors say more, and end here.

use super::EnrolmentError;
use crate::device::photo::SendError;
use crate::device::store::{Failure, StoreError};
use crate::device::sync::{SyncError, TransportError};
use crate::event::OutOfBounds;
use crate::model::Span;

/// What can go wrong on the phone.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The phone has no identity yet: enrol it with a code from the office.
    #[error("the phone is not enrolled; ask the office for a code")]
    NotEnrolled,
    /// Nobody is signed in, so that a fact would be nobody's.
    #[error("nobody is signed in; choose a worker first")]
    NotSignedIn,
    /// The worker has no PIN on this phone yet.
    #[error("no pin is chosen yet; choose one first")]
    PinNotChosen,
    /// The worker has a PIN on this phone already.
    #[error("a pin is chosen already; sign in with it, or ask the office for a new enrolment code")]
    PinChosen,
    /// It is not the worker's PIN.
    #[error("the pin is wrong; {tries_left} more tries before a wait")]
    WrongPin {
        /// So many more before one waits.
        tries_left: u32,
    },
    /// It was typed wrong too often.
    #[error("the pin was wrong too often; wait {} s, or ask the office for a new enrolment code", .wait.as_millis() / 1000)]
    PinLocked {
        /// How long one waits.
        wait: Span,
    },
    /// An entry is out of its range; nothing was saved.
    #[error("{field} {problem}")]
    Invalid {
        /// The field, for example `note`.
        field: &'static str,
        /// What is wrong, and the way out.
        problem: String,
    },
    /// What was scanned or typed enrols no phone.
    #[error(transparent)]
    Enrolment(#[from] EnrolmentError),
    /// The subject is not among what this phone holds.
    #[error("{what} is not on this phone; sync, or ask the office")]
    NotHere {
        /// What was asked for, for example `point:A-17`.
        what: String,
    },
    /// Nothing came back from the server. What is saved here is safe and goes later.
    #[error("{reason}")]
    Offline {
        /// For logs and engineers.
        reason: String,
    },
    /// The server does not let this phone in. What is saved here is safe; ask the office for a new code.
    #[error("the server does not let this phone in ({code}): {reason}")]
    Rejected {
        /// The server's code.
        code: String,
        /// The server's reason.
        reason: String,
    },
    /// The server answered, but not as hoped. What is saved here is safe and goes later.
    #[error("{reason} ({code})")]
    Server {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The key is not the one that the phone's data was encrypted with. Nothing was touched.
    #[error("the key does not fit the phone's data; give the key that it was encrypted with")]
    WrongKey,
    /// The platform's keystore gave no key. Nothing was touched.
    #[error("{reason}")]
    KeyUnavailable {
        /// For logs and engineers.
        reason: String,
    },
    /// Keys were given, and this build of the library cannot encrypt. Nothing was written.
    #[error("this build of the app cannot encrypt; use one with SQLCipher, or give no keys")]
    CipherMissing,
    /// The app has broken it off. Nothing was saved by this call, and nothing is lost; ask again.
    #[error("broken off; ask again when it is wanted")]
    Interrupted,
    /// The phone has let go of its files: the app is asleep.
    #[error("the phone is suspended; resume it first")]
    Suspended,
    /// The phone was closed.
    #[error("the phone is closed; open it again")]
    Closed,
    /// No room is left on the phone; nothing was saved.
    #[error("no room is left on the phone; remove photos or apps")]
    StorageFull,
    /// The phone's storage is damaged; nothing was saved. Open the phone again: what can be read is carried over.
    #[error("the phone's storage is damaged ({reason}); close the app and open it again")]
    Damaged {
        /// For logs and engineers.
        reason: String,
    },
    /// The phone's storage failed; nothing was saved.
    #[error("{reason}")]
    Storage {
        /// For logs and engineers.
        reason: String,
    },
}

impl PhoneError {
    /// A stable code, the key of the text that people read.
    pub fn code(&self) -> &str {
        match self {
            Self::NotEnrolled => "phone.not_enrolled",
            Self::NotSignedIn => "phone.not_signed_in",
            Self::PinNotChosen => "phone.pin_not_chosen",
            Self::PinChosen => "phone.pin_chosen",
            Self::WrongPin { .. } => "phone.wrong_pin",
            Self::PinLocked { .. } => "phone.pin_locked",
            Self::Invalid { .. } => "phone.invalid",
            Self::Enrolment(error) => error.code(),
            Self::NotHere { .. } => "phone.not_here",
            Self::Offline { .. } => "phone.offline",
            Self::Rejected { code, .. } | Self::Server { code, .. } => code,
            Self::WrongKey => "phone.wrong_key",
            Self::KeyUnavailable { .. } => "phone.key_unavailable",
            Self::CipherMissing => "phone.cipher_missing",
            Self::Interrupted => "phone.interrupted",
            Self::Suspended => "phone.suspended",
            Self::Closed => "phone.closed",
            Self::StorageFull => "phone.storage_full",
            Self::Damaged { .. } => "phone.damaged",
            Self::Storage { .. } => "phone.storage",
        }
    }

    pub(super) fn not_here(what: &impl ToString) -> Self {
        Self::NotHere { what: what.to_string() }
    }
}

impl From<StoreError> for PhoneError {
    fn from(error: StoreError) -> Self {
        let reason = error.to_string();
        match error {
            full if full.is_full() => Self::StorageFull,
            damaged if damaged.is_damage() => Self::Damaged { reason },
            StoreError::Suspended => Self::Suspended,
            StoreError::Closed => Self::Closed,
            stopped if stopped.is_stopped() => Self::Interrupted,
            StoreError::WrongKey => Self::WrongKey,
            StoreError::Key(_) => Self::KeyUnavailable { reason },
            StoreError::CipherMissing => Self::CipherMissing,
            _ => Self::Storage { reason },
        }
    }
}

impl Failure for PhoneError {
    fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }
}

impl From<SyncError> for PhoneError {
    fn from(error: SyncError) -> Self {
        let (code, reason) = (error.code().to_owned(), error.to_string());
        match error {
            SyncError::NotEnrolled => Self::NotEnrolled,
            SyncError::Transport(TransportError::Address { .. }) => Self::Invalid { field: "server", problem: reason },
            SyncError::Transport(_) => Self::Offline { reason },
            SyncError::Rejected { code, reason } => Self::Rejected { code, reason },
            SyncError::Server { .. } | SyncError::Answer { .. } | SyncError::Stalled { .. } | SyncError::Codec(_) => {
                Self::Server { code, reason }
            }
            SyncError::Store(error) => error.into(),
        }
    }
}

impl From<SendError> for PhoneError {
    fn from(error: SendError) -> Self {
        let (code, reason) = (error.code().to_owned(), error.to_string());
        match error {
            SendError::NotEnrolled => Self::NotEnrolled,
            SendError::Transport(TransportError::Address { .. }) => Self::Invalid { field: "server", problem: reason },
            SendError::Transport(_) => Self::Offline { reason },
            SendError::Rejected { code, reason } => Self::Rejected { code, reason },
            SendError::Server { .. } | SendError::Answer { .. } | SendError::Stalled { .. } => {
                Self::Server { code, reason }
            }
            SendError::File { .. } => Self::Storage { reason },
            SendError::Store(error) => error.into(),
        }
    }
}

impl From<OutOfBounds> for PhoneError {
    fn from(OutOfBounds { field, problem }: OutOfBounds) -> Self {
        Self::Invalid { field, problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, has};

    #[test]
    fn every_error_of_the_phone_itself_has_words() {
        let errors = [
            PhoneError::NotEnrolled,
            PhoneError::NotSignedIn,
            PhoneError::PinNotChosen,
            PhoneError::PinChosen,
            PhoneError::WrongPin { tries_left: 1 },
            PhoneError::PinLocked { wait: Span::ZERO },
            PhoneError::Invalid { field: "note", problem: String::new() },
            PhoneError::NotHere { what: String::new() },
            PhoneError::Offline { reason: String::new() },
            PhoneError::WrongKey,
            PhoneError::KeyUnavailable { reason: String::new() },
            PhoneError::CipherMissing,
            PhoneError::Interrupted,
            PhoneError::Suspended,
            PhoneError::Closed,
            PhoneError::StorageFull,
            PhoneError::Damaged { reason: String::new() },
            PhoneError::Storage { reason: String::new() },
        ];
        for error in errors {
            let key = format!("error.{}", error.code());
            assert!(has(Lang::Zh, &key) && has(Lang::En, &key), "{key}");
        }
    }
}
