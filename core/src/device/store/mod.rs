//! What is kept on the phone: SQLite with a write-ahead log, one writer, everything durable before it is called saved.
//!
//! SQL stands only in this folder. A function that takes a `&Transaction` writes, one that takes a `&Connection` reads.
//!
//! | file | what it keeps |
//! |---|---|
//! | `meta` | who this phone is, and its counters |
//! | `outbox` | every fact that was recorded here |
//! | `subject` | what the server says of each subject, and what own facts make of it |
//! | `cursor` | how far each bucket has been read |
//! | `clocks` | boots, and what exchanges said about true time |
//! | `rulebook` | the rulebooks that kept facts were made under |
//! | `photo` | the photos and how far each is |
//! | `backoff` | when the server is asked again |

pub(crate) mod backoff;
mod carry_over;
pub(crate) mod clocks;
pub(crate) mod cursor;
mod error;
pub(crate) mod meta;
mod migrate;
pub(crate) mod outbox;
pub(crate) mod photo;
mod pragmas;
pub(crate) mod rulebook;
mod set_aside;
pub(crate) mod subject;
#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use set_aside::{Salvage, salvage};

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// The database's name in the phone's folder.
pub const FILE_NAME: &str = "curbstop.db";
/// The file that says that damage was met.
const DOUBT_NAME: &str = "curbstop.doubt";

/// How the store was found when it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// There was none: the phone is new, or its data was removed.
    New,
    /// As it was left.
    Kept,
    /// It was damaged. It lies beside the new one and may hold unsent work: [`salvage`] reads what it can.
    SetAside {
        /// The damaged file.
        file: PathBuf,
        /// What was found wrong with it.
        why: String,
        /// The phone's identity and its whole queue are in the new database: nothing is lost, the rest comes with the next
        /// sync. Otherwise the phone is to be enrolled again.
        carried_over: bool,
    },
}

/// What work on the store may fail with.
pub trait Failure: From<StoreError> {
    /// The database itself is broken.
    fn is_damage(&self) -> bool;
}

impl Failure for StoreError {
    fn is_damage(&self) -> bool {
        StoreError::is_damage(self)
    }
}

/// The phone's store.
#[derive(Debug)]
pub struct Store {
    /// Stands in the folder from the moment that damage is met until the store is opened again.
    doubt: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl Store {
    /// Opens the store in a folder, which is made if need be.
    pub fn open(folder: &Path) -> Result<(Self, Opened), StoreError> {
        std::fs::create_dir_all(folder).map_err(|source| StoreError::File { path: folder.to_owned(), source })?;
        let file = folder.join(FILE_NAME);
        let opened = if file.exists() { Opened::Kept } else { Opened::New };
        let doubt = folder.join(DOUBT_NAME);
        let found = match Self::open_file(&file, &doubt) {
            Ok(store) => Ok((store, opened)),
            Err(error) if error.is_damage() => Self::open_beside(&file, &doubt, &error),
            Err(error) => Err(error),
        }?;
        if doubt.exists() {
            std::fs::remove_file(&doubt).map_err(|source| StoreError::File { path: doubt, source })?;
        }
        Ok(found)
    }

    /// Sets a damaged database aside and opens a new one, with what only this phone has, if that can be read whole.
    fn open_beside(file: &Path, doubt: &Path, damage: &StoreError) -> Result<(Self, Opened), StoreError> {
        let aside = set_aside::set_aside(file)?;
        let store = Self::open_file(file, doubt)?;
        let carried_over = {
            let mut writer = store.writer.lock().unwrap_or_else(PoisonError::into_inner);
            carry_over::carry_over(&aside, &mut writer).inspect_err(|error| {
                tracing::warn!(%error, "the damaged database's queue could not be carried over");
            })
        }
        .is_ok();
        Ok((store, Opened::SetAside { file: aside, why: damage.to_string(), carried_over }))
    }

    fn open_file(file: &Path, doubt: &Path) -> Result<Self, StoreError> {
        let mut writer = Connection::open(file)?;
        pragmas::set(&writer)?;
        migrate::run(&mut writer)?;
        if doubt.exists() {
            outbox::check_all(&writer)?;
        } else {
            outbox::check(&writer)?;
        }
        let reader = Connection::open(file)?;
        pragmas::set(&reader)?;
        // The type says who writes; this says it to SQLite too.
        reader.pragma_update(None, "query_only", "ON")?;
        Ok(Self { doubt: doubt.to_owned(), writer: Mutex::new(writer), reader: Mutex::new(reader) })
    }

    /// Reads one consistent state. Never waits for a writer.
    pub fn read<T, E: Failure>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.read_now(f).inspect_err(|error| self.note(error))
    }

    /// Counts from now on what SQLite's machine does, in tens of its instructions: a cost that no noise touches.
    #[cfg(test)]
    pub(crate) fn count_cost(&self) -> std::sync::Arc<std::sync::atomic::AtomicU64> {
        use std::sync::atomic::{AtomicU64, Ordering};
        let cost = std::sync::Arc::new(AtomicU64::new(0));
        for connection in [&self.writer, &self.reader] {
            let cost = cost.clone();
            let count = move || {
                cost.fetch_add(1, Ordering::Relaxed);
                false
            };
            connection.lock().unwrap().progress_handler(10, Some(count)).unwrap();
        }
        cost
    }

    /// Writes in one transaction: all of it is durable when this returns, or none of it ever was.
    pub fn write<T, E: Failure>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        self.write_now(f).inspect_err(|error| self.note(error))
    }

    /// Damage that is met in the middle of the work is looked into when the store is opened again.
    fn note(&self, error: &impl Failure) {
        if error.is_damage()
            && let Err(error) = std::fs::write(&self.doubt, [])
        {
            tracing::warn!(%error, "the doubt about the database could not be noted");
        }
    }

    fn read_now<T, E: Failure>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        // A panic in a reader leaves nothing half done: the lock's poison says nothing here.
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let snapshot = reader.transaction().map_err(StoreError::from)?;
        f(&snapshot)
    }

    fn write_now<T, E: Failure>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let value = f(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(value)
    }
}
