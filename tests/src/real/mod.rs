//! Real data through the real system: registers of households as reading cycles, towns' covers, a city's main leaks as
//! orders. The counts of the report can be recomputed from the files alone; `tests/independent/report.py` does.
//!
//! | file | question it answers |
//! |---|---|
//! | `folder` | which files are needed, and are they there? |
//! | `months` | what does `monthly.csv` say? |
//! | `leaks` | what does `main_leaks.csv` say, and which rows cannot be orders? |
//! | `run` | what happens when, in the simulated world? |
//! | `report` | what is counted, printed and written? |

mod folder;
mod leaks;
mod months;
mod report;
mod run;

pub use folder::{DataFolder, MissingData};
pub use leaks::{Leak, Leaks, NO_REPAIR_HOURS};
pub use months::{Month, Months};
pub use report::{FileCounts, LimitCounts, Report};
pub use run::{RunError, begins_at, run};

use chrono::NaiveDateTime;
use curbstop_core::model::{Timestamp, UtcOffset};

/// Why a row of real data cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// The table cannot be read at all.
    #[error("{file} cannot be read: {reason}")]
    Table {
        /// The file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A cell of a row that everything else rests on.
    #[error("{file} line {line}: {column} `{cell}` is not {expected}")]
    Cell {
        /// The file.
        file: &'static str,
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
        /// What it says.
        cell: String,
        /// What it should be.
        expected: &'static str,
    },
}

/// A local time of the files, in the utility's zone.
fn local(at: NaiveDateTime) -> Timestamp {
    let millis = at.and_utc().timestamp_millis();
    Timestamp::from_millis(millis) - UtcOffset::CHINA.as_span()
}
