//! What can go wrong, in the sorts that an app treats differently.

use curbstop_core::device::PhoneError as Engine;
use curbstop_core::device::phone::EnrolmentError;
use curbstop_core::model::{IdError, Span};
use curbstop_core::text::{self, Lang};

/// What can go wrong. `code` is stable: the words for a person stand under `error.<code>` in the catalogue. `reason` is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum PhoneError {
    /// The phone has no identity yet: enrol it with a code from the office.
    #[error("{reason}")]
    NotEnrolled {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// Nobody is signed in.
    #[error("{reason}")]
    NotSignedIn {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The PIN does not open this worker's work: none is chosen yet, one is chosen already, it is wrong, or one waits.
    #[error("{reason}")]
    Pin {
        /// A stable code: `phone.pin_not_chosen`, `phone.pin_chosen`, `phone.wrong_pin` or `phone.pin_locked`.
        code: String,
        /// For logs and engineers.
        reason: String,
        /// So many more tries before one waits, where it was wrong.
        tries_left: Option<u32>,
        /// How long one waits, where it was wrong too often.
        wait: Option<Span>,
    },
    /// An entry or a setting is out of its range; nothing was saved.
    #[error("{reason}")]
    Invalid {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
        /// The field, for example `note`.
        field: String,
    },
    /// The subject is not among what this phone holds.
    #[error("{reason}")]
    NotHere {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// No network, or no server behind it. What is saved here is safe and goes later.
    #[error("{reason}")]
    Offline {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The server does not let this phone in. What is saved here is safe; ask the office for a new code.
    #[error("{reason}")]
    Rejected {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The server answered, but not as hoped. What is saved here is safe and goes later.
    #[error("{reason}")]
    Server {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The database's key is not the one that its data was encrypted with, or the platform's keystore gave none. Nothing was touched.
    #[error("{reason}")]
    Key {
        /// A stable code: `phone.wrong_key`, `phone.key_unavailable` or `phone.cipher_missing`.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The call was broken off, or the phone sleeps or is shut down. What was saved stays; nothing is half saved.
    #[error("{reason}")]
    Stopped {
        /// A stable code: `phone.interrupted`, `phone.suspended` or `phone.closed`.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
    /// The phone is full or its storage failed; nothing was saved.
    #[error("{reason}")]
    Storage {
        /// A stable code.
        code: String,
        /// For logs and engineers.
        reason: String,
    },
}

impl From<Engine> for PhoneError {
    fn from(error: Engine) -> Self {
        let (code, reason) = (error.code().to_owned(), error.to_string());
        match error {
            Engine::NotEnrolled => Self::NotEnrolled { code, reason },
            Engine::NotSignedIn => Self::NotSignedIn { code, reason },
            Engine::PinNotChosen | Engine::PinChosen => Self::Pin { code, reason, tries_left: None, wait: None },
            Engine::WrongPin { tries_left } => Self::Pin { code, reason, tries_left: Some(tries_left), wait: None },
            Engine::PinLocked { wait } => Self::Pin { code, reason, tries_left: None, wait: Some(wait) },
            Engine::Invalid { field, .. } => Self::Invalid { code, reason, field: field.to_owned() },
            Engine::Enrolment(error) => Self::Invalid { code, reason, field: error.field().to_owned() },
            Engine::NotHere { .. } => Self::NotHere { code, reason },
            Engine::Offline { .. } => Self::Offline { code, reason },
            Engine::Rejected { .. } => Self::Rejected { code, reason },
            Engine::Server { .. } => Self::Server { code, reason },
            Engine::WrongKey | Engine::KeyUnavailable { .. } | Engine::CipherMissing => Self::Key { code, reason },
            Engine::Interrupted | Engine::Suspended | Engine::Closed => Self::Stopped { code, reason },
            Engine::StorageFull | Engine::Damaged { .. } | Engine::Storage { .. } => Self::Storage { code, reason },
        }
    }
}

impl PhoneError {
    /// An argument that is none of its type.
    pub(crate) fn invalid(field: &str, reason: &impl ToString) -> Self {
        Self::Invalid { code: "phone.invalid".to_owned(), reason: reason.to_string(), field: field.to_owned() }
    }
}

#[uniffi::export]
impl PhoneError {
    /// What a person reads: what happened, that their work is safe, and what to do.
    pub fn words(&self, lang: Lang) -> String {
        let (Coded { code, reason }, (tries_left, wait)) = (self.into(), self.tries_and_wait());
        let wait = text::span(lang, wait);
        text::error(lang, code, &[("reason", &reason), ("tries_left", &tries_left), ("wait", &wait)])
    }
}

impl PhoneError {
    fn tries_and_wait(&self) -> (u32, Span) {
        match self {
            Self::Pin { tries_left, wait, .. } => (tries_left.unwrap_or_default(), wait.unwrap_or_default()),
            _ => (0, Span::ZERO),
        }
    }
}

/// What every variant has: its stable code, and its reason for logs.
struct Coded<'a> {
    code: &'a str,
    reason: &'a str,
}

impl<'a> From<&'a PhoneError> for Coded<'a> {
    fn from(error: &'a PhoneError) -> Self {
        match error {
            PhoneError::NotEnrolled { code, reason }
            | PhoneError::NotSignedIn { code, reason }
            | PhoneError::Pin { code, reason, .. }
            | PhoneError::Invalid { code, reason, .. }
            | PhoneError::NotHere { code, reason }
            | PhoneError::Offline { code, reason }
            | PhoneError::Rejected { code, reason }
            | PhoneError::Server { code, reason }
            | PhoneError::Key { code, reason }
            | PhoneError::Stopped { code, reason }
            | PhoneError::Storage { code, reason } => Self { code, reason },
        }
    }
}

impl From<EnrolmentError> for PhoneError {
    fn from(error: EnrolmentError) -> Self {
        Engine::from(error).into()
    }
}

impl From<IdError> for PhoneError {
    fn from(error: IdError) -> Self {
        Self::invalid("id", &error)
    }
}
