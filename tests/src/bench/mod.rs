//! The bench: how fast a full phone is emptied, durable on both sides, with rules applied; what that costs in CPU on each
//! side and in bytes on the wire; and how it stands against a bare SQLite on the same disk in the same minutes.
//!
//! A number of this machine says little by itself. What counts is a ratio of interleaved runs, CPU per event, bytes, a count.
//!
//! | file | question it answers |
//! |---|---|
//! | `books` | which meters are read? |
//! | `child` | how does the server get a process of its own, so that its CPU is its own? |
//! | `cpu` | how long did it take, and how much CPU, on each side? |
//! | `drain` | one phone, one queue, emptied |
//! | `bare` | the same rows into a bare SQLite |
//! | `crowd` | many phones at once, a few events a request |
//! | `table` | what was reached, and what was missed? |

mod bare;
mod books;
mod child;
mod cpu;
mod crowd;
mod drain;
mod table;

pub use child::serve;

use std::path::Path;

use chrono::NaiveDate;
use curbstop_core::model::{Span, Timestamp, UtcOffset};

use crate::fleet::{Account, FleetError, Site, SiteError, World};
use crate::say::{Progress, say};
use books::Books;
use child::Child;
use drain::Drain;

/// Queues that are emptied: events, and how often (each time on a phone of its own).
const SIZES: [(usize, usize); 2] = [(1_000, 5), (10_000, 2)];
/// The long queue.
const LONG: (usize, usize) = (100_000, 1);

/// When the bench's days begin: early in a month, so that no reading falls into the next.
fn begin() -> Timestamp {
    let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default();
    Timestamp::start_of_day(day, UtcOffset::CHINA) + Span::hours(8)
}

/// Why the bench does not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The fleet failed.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// The site did not open.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The server's process failed.
    #[error("the server's own process: {0}")]
    Child(#[from] std::io::Error),
    /// The bare database failed.
    #[error("the bare database: {0}")]
    Bare(#[from] rusqlite::Error),
    /// A table could not be made.
    #[error("a table for the import cannot be made: {0}")]
    Table(#[from] csv::Error),
    /// A body of the protocol could not be made.
    #[error("a request cannot be made: {0}")]
    Wire(String),
    /// The queue is not empty afterwards, or the server has something else than was sent.
    #[error("{what}")]
    Wrong {
        /// What is wrong.
        what: String,
    },
}

impl From<curbstop_core::device::PhoneError> for BenchError {
    fn from(error: curbstop_core::device::PhoneError) -> Self {
        Self::Fleet(error.into())
    }
}

impl From<crate::fleet::OfficeError> for BenchError {
    fn from(error: crate::fleet::OfficeError) -> Self {
        Self::Fleet(error.into())
    }
}

/// What was measured.
#[derive(Debug, Default)]
pub struct Measured {
    drains: Vec<(usize, Vec<Drain>)>,
    crowd: Option<crowd::Crowd>,
}

/// Runs the bench with its data below `folder`; with `long`, a queue of 100,000 too.
pub async fn run(folder: &Path, long: bool) -> Result<(), BenchError> {
    if cfg!(debug_assertions) {
        say("demo.bench.debug", &[]);
    }
    let sizes: Vec<(usize, usize)> = SIZES.into_iter().chain(long.then_some(LONG)).collect();
    // What an earlier bench left would make the first rounds slower than the last.
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let world = World::at(begin());
    let mut child = Child::start(folder, world.now())?;
    let account = Account { name: "bench".to_owned(), password: "bench-bench-bench".to_owned() };
    let site = Site::elsewhere(folder, &world, &child.url, &child.setup_link, account).await?;
    let books = Books::new(&sizes);
    say("demo.bench.import", &[("points", &books.points())]);
    books.import(&site).await?;
    let mut measured = Measured::default();
    for (events, rounds) in sizes {
        let mut drains = Vec::with_capacity(rounds);
        for round in 0..rounds {
            let progress = Progress::new("demo.bench.typing", events);
            drains.push(drain::drain(&site, &mut child, events, round, progress).await?);
        }
        measured.drains.push((events, drains));
    }
    say("demo.bench.crowd", &[("phones", &crowd::PHONES), ("events", &crowd::EVENTS_PER_REQUEST)]);
    measured.crowd = Some(crowd::crowd(&site, &child).await?);
    table::print(&measured);
    Ok(())
}
