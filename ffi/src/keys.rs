//! The database's keys, which the platform's keystore keeps: Keystore on Android, Keychain on Apple.

use std::sync::Arc;

use curbstop_core::device;
use uniffi::UnexpectedUniFFICallbackError;

/// Why the app's keystore gave no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeysError {
    /// It could not, for example because the phone is locked.
    #[error("{reason}")]
    Unavailable {
        /// For logs and engineers. No key in it.
        reason: String,
    },
}

impl From<UnexpectedUniFFICallbackError> for KeysError {
    fn from(error: UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable { reason: error.reason }
    }
}

/// Where the database's keys are kept. The app implements it. Each key is 32 random bytes; every answer must be durable before it
/// is given.
///
/// A key is changed in an order that a power cut cannot harm: `next` is made and kept beside `current`, the database is written
/// anew under it, then `next_is_current` is called.
#[uniffi::export(with_foreign)]
pub trait DatabaseKeys: Send + Sync {
    /// The key in use. Made at the first call of a new phone, and the same ever after.
    fn current(&self) -> Result<Vec<u8>, KeysError>;
    /// The key that follows. Made at the first call, kept beside the current one, and the same until `next_is_current`.
    fn next(&self) -> Result<Vec<u8>, KeysError>;
    /// The next key is the current one from now on. Told twice, the second time changes nothing.
    fn next_is_current(&self) -> Result<(), KeysError>;
}

/// The app's keys as the engine asks for them.
pub(crate) struct AppKeys(pub(crate) Arc<dyn DatabaseKeys>);

impl device::DatabaseKeys for AppKeys {
    fn current(&self) -> Result<device::DatabaseKey, device::KeyError> {
        key(self.0.current())
    }

    fn next(&self) -> Result<device::DatabaseKey, device::KeyError> {
        key(self.0.next())
    }

    fn next_is_current(&self) -> Result<(), device::KeyError> {
        self.0.next_is_current().map_err(|error| device::KeyError { reason: error.to_string() })
    }
}

fn key(given: Result<Vec<u8>, KeysError>) -> Result<device::DatabaseKey, device::KeyError> {
    let bytes = given.map_err(|error| device::KeyError { reason: error.to_string() })?;
    let wrong = |bytes: Vec<u8>| device::KeyError { reason: format!("a key has 32 bytes, not {}", bytes.len()) };
    bytes.try_into().map(device::DatabaseKey::new).map_err(wrong)
}
