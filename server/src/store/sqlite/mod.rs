//! The embedded store: SQLite with one writer and several readers.
//!
//! | file | question |
//! |---|---|
//! | `connection.rs` | how is a connection set up, and why so? |
//! | `writer.rs` | how do many requests share one transaction? |
//! | `readers.rs` | how do reads run beside the writer? |
//! | `device.rs` | enrolment, tokens, buckets of a device |
//! | `take.rs` | taking in what a phone sent, and the office's facts |
//! | `subject.rs` | loading and writing subjects, and the numbers of their buckets |
//! | `quarantine.rs` | what could not be applied, whole |
//! | `pull.rs` | what changed after a cursor |

mod connection;
mod device;
mod field;
mod pull;
mod quarantine;
mod readers;
mod subject;
mod take;
mod writer;

use std::path::PathBuf;

use rusqlite::Connection;

use super::office::OfficeStore;
use super::{Pending, StoreError};
use readers::Readers;
use writer::Writer;

/// The embedded store.
pub struct SqliteStore {
    writer: Writer,
    readers: Readers,
}

/// How a database file is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The file; it is made where there is none.
    pub path: PathBuf,
    /// The epoch of a new database, or of one that was put back from a backup.
    pub new_epoch: String,
    /// The database was put back from a backup.
    pub restored_from_backup: bool,
}

impl SqliteStore {
    /// Opens the file, brings its tables up to date, and starts the writer.
    pub fn open(opening: &Opening) -> Result<Self, StoreError> {
        let mut connection = connection::open(&opening.path)?;
        connection::migrate(&mut connection)?;
        connection::settle_epoch(&connection, &opening.new_epoch, opening.restored_from_backup)?;
        Ok(Self { writer: Writer::start(connection)?, readers: Readers::new(&opening.path) })
    }

    /// Runs work on the writer's connection, inside a transaction that it shares with others; done when that is durable.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'static, T> {
        self.writer.run(work)
    }

    /// Runs work on a reader's connection, inside one read transaction, off the reactor.
    pub(crate) fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'_, T> {
        self.readers.run(work)
    }

    /// Waits for what was begun, and closes the file. What comes after is told [`StoreError::Closed`].
    pub async fn close(&self) {
        self.writer.close().await;
        self.readers.close();
    }
}

/// An error of the database, with what was tried.
pub(crate) fn at(what: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |error| StoreError::Database { what, reason: error.to_string() }
}

/// Something in the database that cannot be read back.
pub(crate) fn damaged(what: impl Into<String>, reason: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged { what: what.into(), reason: reason.to_string() }
}

impl OfficeStore for SqliteStore {}
