//! What became of a file: nothing is dropped in silence.

use serde::Serialize;
use utoipa::ToSchema;

use super::limits::PROBLEMS_LISTED_MAX;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Service points with their meters, from CSV.
    Points,
    /// Reading routes, from CSV.
    Routes,
    /// Front-line workers, from CSV.
    Workers,
    /// Past readings from another system's books, from CSV.
    Readings,
    /// Covers, from GeoJSON.
    Covers,
    /// A year's days off and make-up days, from JSON.
    Holidays,
}

/// What became of a file. `rows = imported + changed + unchanged + duplicate_rows + rejected_rows`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportReport {
    /// What the file holds.
    pub kind: ImportKind,
    /// Nothing was written: the report says what would happen.
    pub dry_run: bool,
    /// Rows of the file, the header not counted.
    pub rows: usize,
    /// Rows that were new.
    pub imported: usize,
    /// Rows that differ from the books; the books now say what the file says.
    pub changed: usize,
    /// Rows that the books already have, word for word.
    pub unchanged: usize,
    /// Rows that repeat another one.
    pub duplicate_rows: usize,
    /// Rows that are wrong.
    pub rejected_rows: usize,
    /// Pits that were entered or moved to another route because service points name them.
    pub pits: usize,
    /// The rows that repeat another one; at most 10,000 are listed.
    pub duplicates: Vec<Duplicate>,
    /// What is wrong, one entry for each wrong field; at most 10,000 are listed.
    pub rejected: Vec<Rejection>,
}

impl ImportReport {
    /// A report of a file of which nothing is known yet.
    pub fn new(kind: ImportKind, rows: usize) -> Self {
        Self {
            kind,
            dry_run: false,
            rows,
            imported: 0,
            changed: 0,
            unchanged: 0,
            duplicate_rows: 0,
            rejected_rows: 0,
            pits: 0,
            duplicates: Vec::new(),
            rejected: Vec::new(),
        }
    }

    /// Lists a row that repeats another one.
    pub fn duplicate(&mut self, duplicate: Duplicate) {
        self.duplicate_rows += 1;
        if self.duplicates.len() < PROBLEMS_LISTED_MAX {
            self.duplicates.push(duplicate);
        }
    }

    /// Lists a wrong row with everything that is wrong in it.
    pub fn reject(&mut self, row: u64, problems: Vec<Problem>) {
        self.rejected_rows += 1;
        let room = PROBLEMS_LISTED_MAX.saturating_sub(self.rejected.len());
        self.rejected.extend(problems.into_iter().take(room).map(|problem| Rejection {
            row,
            field: problem.field,
            code: problem.code.to_owned(),
            reason: problem.reason,
        }));
    }
}

/// A row that repeats another one; the first is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Duplicate {
    /// The row: a line of the CSV file, where the header is line 1, or a feature's number from 1.
    pub row: u64,
    /// The earlier row of this file that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_row: Option<u64>,
    /// The subject of the books that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_id: Option<String>,
    /// The id that the row gives.
    pub id: String,
}

/// One thing that is wrong in one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rejection {
    /// The row: a line of the CSV file, where the header is line 1, or a feature's number from 1.
    pub row: u64,
    /// The column or property.
    pub field: String,
    /// A stable code, for example `import.number`; the key of the text that people read.
    pub code: String,
    /// For logs and engineers: what is wrong, and the way out.
    pub reason: String,
}

/// One thing that is wrong in a row, before the row's number is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The column or property.
    pub field: String,
    /// A stable code of [`code`].
    pub code: &'static str,
    /// What is wrong, and the way out.
    pub reason: String,
}

impl Problem {
    /// One thing that is wrong.
    pub fn new(field: &str, code: &'static str, reason: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code, reason: reason.into() }
    }
}

/// The stable codes of what can be wrong in a row; each has a text in `texts/*/server.json`.
pub mod code {
    /// A field that must be there is empty.
    pub const EMPTY: &str = "import.empty";
    /// More characters than the field may have.
    pub const TOO_LONG: &str = "import.too_long";
    /// The text is not an id.
    pub const ID: &str = "import.id";
    /// Not a number of the asked kind, or out of its range.
    pub const NUMBER: &str = "import.number";
    /// Not a day.
    pub const DATE: &str = "import.date";
    /// Not one of the listed words.
    pub const CHOICE: &str = "import.choice";
    /// Not a place on the earth, or half of one.
    pub const POSITION: &str = "import.position";
    /// No register has so many digits and decimals.
    pub const REGISTER: &str = "import.register";
    /// The days are not a reading window.
    pub const WINDOW: &str = "import.window";
    /// A repair or installation worker without a crew.
    pub const CREW_MISSING: &str = "import.crew_missing";
    /// More or fewer cells than the header.
    pub const ROW_LENGTH: &str = "import.row_length";
    /// A line break inside a cell: most often a quotation mark without its pair.
    pub const LINE_BREAK: &str = "import.line_break";
    /// The route is not in the books.
    pub const UNKNOWN_ROUTE: &str = "import.unknown_route";
    /// The worker is not in the books.
    pub const UNKNOWN_WORKER: &str = "import.unknown_worker";
    /// The service point is not in the books.
    pub const UNKNOWN_POINT: &str = "import.unknown_point";
    /// The stand does not fit on the meter's register.
    pub const OVER_REGISTER: &str = "import.over_register";
    /// A past reading of a day that has not come.
    pub const FUTURE: &str = "import.future";
    /// Another value stands for that day.
    pub const READING_DIFFERS: &str = "import.reading_differs";
    /// A newer reading stands already.
    pub const READING_LATE: &str = "import.reading_late";
    /// The feature is not a GeoJSON feature.
    pub const FEATURE: &str = "import.feature";
    /// The feature's geometry is not a point.
    pub const GEOMETRY: &str = "import.geometry";
    /// The feature is a thing without a cover, such as an outfall.
    pub const NO_COVER: &str = "import.no_cover";
    /// The feature's type is not known.
    pub const COVER_TYPE: &str = "import.cover_type";
}
