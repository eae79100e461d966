//! Phones, network, clocks, crashes and a server that is put back, all from one seed: the product's own phone engine and server
//! on real SQLite over simulated disks, one thread, in virtual time. The same seed is the same world to the last disk operation.
//!
//! | file | question |
//! |---|---|
//! | `plan` | how large is a world, and what may go wrong in it? |
//! | `kind` | which kinds of faults are there, and how often did each happen? |
//! | `start` | how does every world begin? |
//! | `world` | what happens next? |
//! | `delivery` | what becomes of a request on its way? |
//! | `trouble` | what does each kind of fault do? |
//! | `heal` | what must come right once nothing goes wrong any more? |
//! | `handheld`, `host`, `post` | a phone, the server, and the way between them |
//! | `books` | what do the utility's books hold, and what do people record? |
//! | `disk`, `lock`, `mount`, `vfs` | SQLite's files, and what a power cut leaves of them; `vfs` holds all the unsafe code |
//! | `model`, `judge`, `look` | what must be true in the end, and is it? |
//! | `lie` | planted bugs: does the simulation find them? |
//! | `run`, `shrink`, `trace` | many seeds, each twice; a failure made smaller |
//! | `command` | what is printed? |

mod books;
mod command;
mod delivery;
mod disk;
mod handheld;
mod heal;
mod host;
mod judge;
mod kind;
mod lie;
mod lock;
mod look;
mod model;
mod mount;
mod plan;
mod post;
mod run;
mod shrink;
mod start;
mod trace;
mod trouble;
mod vfs;
mod world;

pub use command::command;
pub use kind::{Counts, Kind};
pub use lie::Lie;
pub use plan::{PHONES_MAX, Plan};
pub use run::{Failure, Summary, replay_command, run, twice};
pub use shrink::shrink;
pub use start::Start;
pub use world::{Outcome, world};

use curbstop_core::device::PhoneError;
use curbstop_core::model::{IdError, TimeInterval, Timestamp};
use curbstop_server::StartError;
use curbstop_server::store::StoreError;

/// What does not hold in a world: each is one of the promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// A fact that a phone called saved is nowhere.
    Lost(u32),
    /// A fact was applied more than once.
    Twice(u32),
    /// A fact that is not applied is refused on one side, and the other does not know.
    RefusedOnOneSide {
        /// Which fact.
        mark: u32,
        /// The side that has it is the server.
        server: bool,
    },
    /// A fact happened outside of the time that the server tells.
    Misdated {
        /// Which fact.
        mark: u32,
        /// When it happened.
        truth: Timestamp,
        /// What the server says.
        told: Vec<TimeInterval>,
    },
    /// A phone's cursor stands where the bucket does not.
    Cursor {
        /// Whose, and of which bucket.
        what: String,
    },
    /// Phone and server do not hold the same.
    Apart {
        /// Whose, and of which subject.
        what: String,
    },
    /// A phone had something to hand in, could, and did not try for too long.
    Stalled {
        /// Which phone.
        phone: usize,
    },
    /// Nothing goes wrong any more, and it still does not work.
    Broken {
        /// What.
        what: String,
    },
    /// The same seed went two ways.
    TwoWays,
}

/// Why a world could not be simulated at all.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// A phone, where nothing may go wrong.
    #[error("a phone: {0}")]
    Phone(#[from] PhoneError),
    /// The server does not start, where nothing may go wrong.
    #[error("the server: {0}")]
    Start(#[from] StartError),
    /// The server's store.
    #[error("the server's store: {0}")]
    Store(#[from] StoreError),
    /// What the server answered is no answer.
    #[error("the server: {0}")]
    Server(String),
    /// What should run does not.
    #[error("a phone or the server should run, and does not")]
    NotRunning,
    /// The books of a world are wrong.
    #[error("the books: {0}")]
    Books(String),
    /// An id that the model does not take.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A disk is not sound when it is looked at from outside.
    #[error("a database is not sound: {0}")]
    Unsound(String),
    /// A disk cannot be looked at.
    #[error("looking at a disk: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// Something is no JSON.
    #[error("looking at a disk: {0}")]
    Json(#[from] serde_json::Error),
    /// The machine gives no folder, or no reactor.
    #[error("the machine: {0}")]
    Runtime(#[source] std::io::Error),
}
