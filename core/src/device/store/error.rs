//! What can go wrong with the phone's own storage.

use std::path::PathBuf;

use super::key::KeyError;

/// Why the store could not do something. Inside the engine only; people see [`super::super::phone::PhoneError`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says so.
    #[error("the phone's store failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file could not be made, renamed or read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The schema could not be brought up to date.
    #[error("the phone's store could not be brought up to date: {0}")]
    Migration(#[from] Box<refinery::Error>),
    /// A newer app wrote this store.
    #[error("the phone's store was written by a newer app (schema {found}, this app knows {known}); update the app")]
    Newer {
        /// The schema's number in the file.
        found: i32,
        /// The newest that this app knows.
        known: i32,
    },
    /// The key is not the one that the database was made with. Nothing was touched.
    #[error("the key does not fit the phone's store; give the key that it was made with")]
    WrongKey,
    /// The library was built without SQLCipher.
    #[error("this build of the app cannot encrypt the phone's store; build it with the feature `cipher`")]
    CipherMissing,
    /// The platform gave no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// There are no keys, so that none can be changed.
    #[error("the phone's store is not encrypted; open it with keys")]
    Plain,
    /// SQLite did not write the database anew: it stays under the key that it had.
    #[error("the phone's store stays under its old key; try again")]
    NotRotated,
    /// Somebody broke the read off.
    #[error("the read was broken off")]
    Interrupted,
    /// It was let go for a while.
    #[error("the phone's store is suspended; resume it first")]
    Suspended,
    /// It was closed.
    #[error("the phone's store is closed; open it again")]
    Closed,
    /// The rulebook that the app carries cannot be read: the app was built wrong.
    #[error("the app's own rulebook cannot be read: {0}")]
    Rulebook(#[source] crate::rulebook::RulebookError),
    /// A stored value is not what this app writes.
    #[error("{what} in the phone's store cannot be read: {source}")]
    Value {
        /// Which value.
        what: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

impl StoreError {
    /// The file itself is broken, and not what was asked of it.
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let code = match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            Self::Migration(error) => {
                std::error::Error::source(error).and_then(|e| e.downcast_ref::<rusqlite::Error>()?.sqlite_error_code())
            }
            _ => None,
        };
        matches!(code, Some(DatabaseCorrupt | NotADatabase))
    }

    /// Nothing is wrong: the caller, or somebody beside, has stopped it.
    pub fn is_stopped(&self) -> bool {
        use rusqlite::ErrorCode::OperationInterrupted;
        match self {
            Self::Interrupted | Self::Suspended | Self::Closed => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(OperationInterrupted),
            _ => false,
        }
    }

    /// No room is left on the phone: the one storage error that a worker can do something about.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            Self::File { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }

    pub(crate) fn value(what: impl Into<String>) -> impl FnOnce(serde_json::Error) -> Self {
        let what = what.into();
        move |source| Self::Value { what, source }
    }
}
