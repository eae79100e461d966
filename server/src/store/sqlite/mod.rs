//! The embedded store: SQLite with one writer and several readers.
//!
//! | file | question |
//! |---|---|
//! | `file.rs` | who may open the file? |
//! | `connection.rs` | how is a connection set up, and why so? |
//! | `writer.rs` | how do many requests share one transaction? |
//! | `readers.rs` | how do reads run beside the writer? |
//! | `device.rs` | enrolment, tokens, buckets of a device |
//! | `take.rs` | taking in what a phone sent, and the office's facts |
//! | `subject.rs` | loading and writing subjects, and the numbers of their buckets |
//! | `quarantine.rs` | what could not be applied, whole |
//! | `pull.rs` | what changed after a cursor |
//! | `photo.rs` | photos: here, on their way, named by facts |
//! | `people.rs` | accounts, sessions, wrong passwords |
//! | `office.rs`, `office_lists.rs`, `office_sql.rs` | the office's commands and lists |
//! | `conduct.rs` | findings, derived anew with every fact, and cases |
//! | `import.rs` | files held against the books, inside the transaction that writes them |

mod conduct;
mod connection;
mod device;
mod field;
mod file;
mod import;
mod office;
mod office_lists;
mod office_sql;
mod people;
mod photo;
mod pull;
mod quarantine;
mod readers;
mod subject;
mod take;
mod writer;

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::{Pending, StoreError};
use readers::Readers;
use writer::Writer;

/// The embedded store.
pub struct SqliteStore {
    writer: Writer,
    readers: Readers,
    /// Keeps other servers out of the file until this one has closed it.
    held: Mutex<Option<File>>,
}

/// Where the store does its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorksOn {
    /// One thread that writes, several that read: nobody waits for anybody else's disk.
    #[default]
    Threads,
    /// The thread of whoever calls, one piece of work after the other: what the disk sees follows from the order of the calls
    /// alone, so that a simulated day replays to the same bytes.
    Caller,
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
    /// Where the store does its work.
    pub works_on: WorksOn,
}

impl SqliteStore {
    /// Opens the file, brings its tables up to date, and starts the writer.
    pub fn open(opening: &Opening) -> Result<Self, StoreError> {
        let held = Mutex::new(Some(file::hold(&opening.path)?));
        let mut connection = connection::open_writer(&opening.path)?;
        connection::migrate(&mut connection)?;
        connection::settle_epoch(&connection, &opening.new_epoch, opening.restored_from_backup)?;
        let works_on = opening.works_on;
        Ok(Self { writer: Writer::start(connection, works_on)?, readers: Readers::new(&opening.path, works_on), held })
    }

    /// Runs work on the writer's connection, inside a transaction that it shares with others; done when that is durable.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'_, T> {
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
        // The writer goes last: the last connection folds the write-ahead log back into the file.
        self.readers.close();
        self.writer.close().await;
        self.held.lock().unwrap_or_else(PoisonError::into_inner).take();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str) -> (SqliteStore, PathBuf) {
        let path = std::env::temp_dir().join(format!("curbstop-{name}-{}.db", std::process::id()));
        let opening = Opening {
            path: path.clone(),
            new_epoch: "e".to_owned(),
            restored_from_backup: false,
            works_on: WorksOn::Threads,
        };
        (SqliteStore::open(&opening).unwrap(), path)
    }

    fn count(connection: &Connection) -> Result<i64, StoreError> {
        connection.query_row("SELECT count(*) FROM rulebook", [], |row| row.get(0)).map_err(at("counting"))
    }

    fn add(connection: &Connection, version: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO rulebook (version, toml) VALUES (?1, '')";
        connection.execute(sql, [version]).map(drop).map_err(at("adding"))
    }

    #[tokio::test]
    async fn a_job_that_panics_is_undone_and_the_others_are_not() {
        let (store, path) = open("panics");
        let first = store.write(|connection| add(connection, 1));
        let second = store.write::<()>(|connection| {
            add(connection, 2)?;
            panic!("on purpose, by a test")
        });
        let third = store.write(|connection| add(connection, 3));
        let (first, second, third) = tokio::join!(first, second, third);
        assert!(first.is_ok() && third.is_ok());
        assert!(matches!(second, Err(StoreError::Panicked)));
        assert_eq!(store.read(count).await.unwrap(), 2);
        assert!(matches!(store.read::<()>(|_| panic!("on purpose, by a test")).await, Err(StoreError::Panicked)));
        assert_eq!(store.read(count).await.unwrap(), 2);
        store.close().await;
        let _ = std::fs::remove_file(path);
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let (store, path) = open("reads");
        assert!(store.read(|connection| add(connection, 1)).await.is_err());
        store.close().await;
        let _ = std::fs::remove_file(path);
    }
}
