//! Where facts and states are kept: one trait by concern, one method per use case; the only place with SQL.
//!
//! [`sqlite`] is the embedded default. The traits name no database, so that PostgreSQL can join behind them;
//! `tests/store_contract.rs` is the suite that every implementation passes.
//!
//! | file | question |
//! |---|---|
//! | `field.rs` | what do phones and intake ask of the store? |
//! | `office.rs` | what do the office's pages ask of it? |
//! | `conduct.rs` | what do the pages about conduct ask of it? |
//! | `photo.rs` | what is kept about photos? |
//! | `projection.rs` | which plain columns of a subject can be searched? |
//! | `sqlite/` | how does SQLite do it? |
//! | `migrations/` | which tables are there? |

pub mod conduct;
mod field;
pub mod office;
pub mod photo;
pub mod projection;
pub mod sqlite;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use curbstop_core::wire::Refusal;

pub use conduct::ConductStore;
pub use field::{
    AcceptedFacts, Batch, BatchTaken, Changed, DeviceRow, FieldStore, NewDevice, OfficeBatch, PullAsk, Pulled, Standing,
};
pub use office::{OfficeStore, PeopleStore};
pub use photo::PhotoStore;
pub use sqlite::SqliteStore;

/// What a method of the store gives back, later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// All that the server asks of a store.
pub trait Store: FieldStore + OfficeStore + ConductStore + PhotoStore {}

impl<S: FieldStore + OfficeStore + ConductStore + PhotoStore> Store for S {}

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database says no.
    #[error("the database failed at {what}: {reason}")]
    Database {
        /// What was tried.
        what: &'static str,
        /// What the database says.
        reason: String,
    },
    /// Another server has the file open.
    #[error("{} is in use by another server; stop that one, or name another file", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// What stands in the database is not what was written there.
    #[error("the database holds something unreadable in {what}: {reason}")]
    Damaged {
        /// Table and key.
        what: String,
        /// Why it cannot be read.
        reason: String,
    },
    /// One of the office's facts cannot be applied; none of its batch was.
    #[error("fact {index} is refused: {}", refusal.reason)]
    Refused {
        /// Its place in the batch, from 0.
        index: usize,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// What was named is not there.
    #[error("{what} is not there")]
    NotFound {
        /// What.
        what: String,
    },
    /// It is there already, or was changed by somebody else.
    #[error("{what} is already there")]
    Conflict {
        /// What.
        what: String,
    },
    /// The work itself failed: a mistake of ours. The transaction was rolled back.
    #[error("a job of the store panicked")]
    Panicked,
    /// The server is stopping.
    #[error("the store is closed")]
    Closed,
}
