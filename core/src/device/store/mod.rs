//! What is kept on the phone: SQLite with a write-ahead log, one writer, everything durable before it is called saved.
//!
//! SQL stands only in this folder. A function that takes a `&Transaction` writes, one that takes a `&Connection` reads.
//!
//! | file | what it keeps |
//! |---|---|
//! | `meta` | who this phone is, and its counters |
//! | `pin` | the workers' PINs, as hashes |
//! | `outbox` | every fact that was recorded here |
//! | `subject` | what the server says of each subject, and what own facts make of it |
//! | `cursor` | how far each bucket has been read |
//! | `clocks` | boots, and what exchanges said about true time |
//! | `rulebook` | the rulebooks that kept facts were made under |
//! | `photo` | the photos and how far each is |
//! | `backoff` | when the server is asked again |
//!
//! | file | how it is kept |
//! |---|---|
//! | `connections` | opening it, whatever state it was left in |
//! | `life` | breaking off a read, letting go of the files and taking them up again |
//! | `key`, `key_choice`, `key_check` | encrypted: with which key, and how a wrong one is told from damage |
//! | `seal`, `rotation` | a plain database is encrypted; an encrypted one gets another key |
//! | `set_aside`, `carry_over`, `salvage` | what becomes of a damaged one |
//! | `migrate`, `pragmas` | its shape, and how SQLite is told to work |
//! | `black_box` | what an engineer is told of it |
//! | `files` | files that survive a power cut |

pub(crate) mod backoff;
pub(crate) mod black_box;
mod carry_over;
pub(crate) mod clocks;
mod connections;
pub(crate) mod cursor;
mod error;
pub(crate) mod files;
mod key;
mod key_check;
mod key_choice;
mod life;
pub(crate) mod meta;
mod migrate;
pub(crate) mod outbox;
pub(crate) mod photo;
pub(crate) mod pin;
mod pragmas;
mod rotation;
pub(crate) mod rulebook;
mod salvage;
mod seal;
mod set_aside;
pub(crate) mod subject;
#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use key::{DatabaseKey, DatabaseKeys, KEY_BYTES, KeyError};
pub(crate) use salvage::each_event;
pub use salvage::{Salvage, salvage};
#[cfg(all(test, feature = "cipher"))]
pub(in crate::device) use tests::{cipher::TestKeys, power::dying_phone};

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use connections::Connections;
use life::{Access, Interrupts, lock};

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
pub struct Store {
    folder: PathBuf,
    keys: Option<Arc<dyn DatabaseKeys>>,
    /// Whoever wants both locks takes this one first.
    writer: Mutex<Access>,
    reader: Mutex<Access>,
    interrupts: Arc<Interrupts>,
}

impl Store {
    /// Opens the store in a folder, which is made if need be. With keys it is encrypted, also one that was plain.
    pub fn open(folder: &Path, keys: Option<Arc<dyn DatabaseKeys>>) -> Result<(Self, Opened), StoreError> {
        let (Connections { writer, reader }, opened) = connections::open(folder, keys.as_deref())?;
        let interrupts = Arc::new(Interrupts::default());
        interrupts.watch_over(&reader)?;
        let (writer, reader) = (Mutex::new(Access::Open(writer)), Mutex::new(Access::Open(reader)));
        Ok((Self { folder: folder.to_owned(), keys, writer, reader, interrupts }, opened))
    }

    /// The databases that were set aside, and the keys of which one opens each that is encrypted.
    pub(crate) fn set_aside(&self) -> Result<(Vec<PathBuf>, Vec<DatabaseKey>), StoreError> {
        let mut keys = self.read(meta::former_keys)?;
        if let Some(source) = &self.keys {
            keys.push(source.current()?);
        }
        Ok((set_aside::all(&self.folder)?, keys))
    }

    /// Whether the database's file can be read without a key.
    pub(crate) fn is_encrypted(&self) -> Result<bool, StoreError> {
        Ok(key_choice::look(&self.folder.join(FILE_NAME))? == key_choice::Looks::Opaque)
    }

    /// Reads one consistent state. Never waits for a writer.
    pub fn read<T, E: Failure>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.read_now(f).inspect_err(|error| self.note(error))
    }

    /// Counts from now on what SQLite's machine does, in tens of its instructions: a cost that no noise touches.
    #[cfg(test)]
    pub(crate) fn count_cost(&self) -> Arc<std::sync::atomic::AtomicU64> {
        use std::sync::atomic::{AtomicU64, Ordering};
        let cost = Arc::new(AtomicU64::new(0));
        for connection in [&self.writer, &self.reader] {
            let cost = cost.clone();
            let count = move || {
                cost.fetch_add(1, Ordering::Relaxed);
                false
            };
            connection.lock().unwrap().connection().unwrap().progress_handler(10, Some(count)).unwrap();
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
            && let Err(error) = std::fs::write(self.folder.join(DOUBT_NAME), [])
        {
            tracing::warn!(%error, "the doubt about the database could not be noted");
        }
    }

    fn read_now<T, E: Failure>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let then = self.interrupts.now();
        let mut reader = lock(&self.reader);
        let connection = reader.connection()?;
        self.interrupts.begin(then)?;
        let snapshot = connection.transaction().map_err(StoreError::from)?;
        f(&snapshot)
    }

    fn write_now<T, E: Failure>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let connection = writer.connection()?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let value = f(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(value)
    }
}
