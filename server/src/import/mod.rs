//! Files of other systems, taken in whole and told about row by row.
//!
//! Three steps: *read* the bytes ([`read()`]: pure; a file that cannot be told apart is a [`FileError`]), *plan* against the
//! books ([`plan()`]: what is new, changed, unchanged, a duplicate, wrong), and let the store write the plan's facts in one
//! transaction. A crash in between leaves nothing half-imported, and a wrong row stops no other.
//!
//! That one transaction holds the one writer: phones that sync meanwhile wait for it. Parts that are committed one by one would
//! let them in between, and would give up the promise: after a failure in the middle, half of the file would be in the books,
//! with numbers and events that nothing takes back, and phones would have heard of it. So a file is whole, and bounded instead
//! ([`limits::ROWS_MAX`]): it takes less than a phone waits for an answer, and a phone that gives up asks again.
//!
//! Files name each other's rows, so the order of a first import is: workers, routes, points, readings; covers and holidays at any time.
//!
//! | file | question |
//! |---|---|
//! | `table.rs`, `row.rs`, `words.rs` | how is CSV read; which headers and words are understood? |
//! | `points.rs`, `routes.rs`, `workers.rs`, `readings.rs`, `covers.rs`, `holidays.rs` | what does a row of each kind mean? |
//! | `plan.rs`, `pits.rs`, `history.rs` | what follows for the books? |
//! | `report.rs`, `error.rs`, `limits.rs` | what is told; what is too much? |

mod covers;
mod error;
mod history;
mod holidays;
pub mod limits;
mod pits;
mod plan;
mod points;
mod readings;
mod report;
mod routes;
mod row;
mod table;
mod words;
mod workers;

use std::collections::HashMap;

use curbstop_core::event::Fact;
use curbstop_core::model::{AreaId, SubjectId};

pub use covers::CoverFile;
pub use error::FileError;
pub use plan::{Known, KnownCover, PastReadings, Plan, plan};
pub use report::{Duplicate, ImportKind, ImportReport, Problem, Rejection, code};

use table::ReadRow;

/// A file to be read.
#[derive(Debug, Clone)]
pub enum Source {
    /// CSV of service points and their meters.
    Points,
    /// CSV of reading routes.
    Routes,
    /// CSV of workers.
    Workers,
    /// CSV of past readings.
    Readings,
    /// GeoJSON of covers.
    Covers(CoverFile),
    /// JSON of a year's days off and make-up days.
    Holidays,
}

impl Source {
    /// Covers of an area, with what their ids begin with.
    pub fn covers(area: AreaId, prefix: Option<String>) -> Self {
        Self::Covers(CoverFile { area, prefix })
    }
}

/// One row that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The row, as the report names it.
    pub row: u64,
    /// Whom or what it is about.
    pub subject: SubjectId,
    /// What it says.
    pub fact: Fact,
    /// What it says of the pit, beside the point's own record.
    pub pit_place: String,
}

/// A file that could be read: its good rows, and a report of the others.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// The rows that could be read, in their order; no two about the same subject, except past readings.
    pub entries: Vec<Entry>,
    /// What is known of the file before it is held against the books.
    pub report: ImportReport,
}

/// Reads a file's bytes. Reads no books, and changes nothing.
pub fn read(source: &Source, bytes: &[u8]) -> Result<ReadFile, FileError> {
    match source {
        Source::Points => points::read(bytes),
        Source::Routes => routes::read(bytes),
        Source::Workers => workers::read(bytes),
        Source::Readings => readings::read(bytes),
        Source::Covers(file) => covers::read(file, bytes),
        Source::Holidays => holidays::read(bytes),
    }
}

/// Sorts rows into those to go on with, repeated subjects, and wrong ones. `about` gives the subject and fact of a row.
fn sort_out<T>(kind: ImportKind, rows: Vec<ReadRow<T>>, about: impl Fn(T) -> (SubjectId, Fact, String)) -> ReadFile {
    let mut report = ImportReport::new(kind, rows.len());
    let mut entries: Vec<Entry> = Vec::with_capacity(rows.len());
    let mut first_rows: HashMap<SubjectId, u64> = HashMap::with_capacity(rows.len());
    for row in rows {
        let read = match row.read {
            Ok(read) => read,
            Err(problems) => {
                report.reject(row.line, problems);
                continue;
            }
        };
        let (subject, fact, pit_place) = about(read);
        if let Some(first) = first_rows.get(&subject) {
            let id = subject.id().to_owned();
            report.duplicate(Duplicate { row: row.line, of_row: Some(*first), of_id: None, id });
            continue;
        }
        first_rows.insert(subject.clone(), row.line);
        entries.push(Entry { row: row.line, subject, fact, pit_place });
    }
    ReadFile { entries, report }
}
