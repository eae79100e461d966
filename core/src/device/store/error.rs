//! What can go wrong with the phone's own storage.

use std::path::PathBuf;

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
            Self::File { .. } | Self::Newer { .. } | Self::Rulebook(_) | Self::Value { .. } => None,
        };
        matches!(code, Some(DatabaseCorrupt | NotADatabase))
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
