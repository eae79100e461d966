//! Why a file cannot be read at all: nothing of it is imported.

use curbstop_core::rulebook::HolidaysError;

/// Why a file cannot be read at all. Rows that are wrong by themselves are in the report instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Not UTF-8.
    #[error("the file is not UTF-8 (byte {at} does not fit); save it as \"CSV UTF-8\"{}", hint(*.looks_gb))]
    NotUtf8 {
        /// The offset of the first byte that does not fit.
        at: usize,
        /// The bytes read well as GB18030.
        looks_gb: bool,
    },
    /// Nothing in it.
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    /// Too many bytes.
    #[error("the file is larger than {max} bytes; split it")]
    TooLarge {
        /// The limit in bytes.
        max: usize,
    },
    /// Too many rows.
    #[error("the file has more than {max} rows; split it")]
    TooManyRows {
        /// The limit.
        max: usize,
    },
    /// Columns that must be there are not.
    #[error("missing columns: {}; the first line must name them", columns.join(", "))]
    MissingColumns {
        /// Their names.
        columns: Vec<String>,
    },
    /// Columns that this kind of file does not have.
    #[error("unknown columns: {}; take them out, or name them like one of: {}", columns.join(", "), known.join(", "))]
    UnknownColumns {
        /// Their names as the file gives them.
        columns: Vec<String>,
        /// What this kind of file can have.
        known: Vec<&'static str>,
    },
    /// Two columns of the same meaning.
    #[error("column {column} is there twice; keep one")]
    ColumnTwice {
        /// Its name.
        column: String,
    },
    /// A quotation mark without its pair swallowed the rest of the file.
    #[error("a quotation mark opened after line {line} has no pair, so that the rest of the file cannot be told apart")]
    QuoteOpen {
        /// The line of the row.
        line: u64,
    },
    /// The bytes are not CSV.
    #[error("the file is not CSV near line {line}: {reason}")]
    Csv {
        /// The line.
        line: u64,
        /// What the reader says.
        reason: String,
    },
    /// The bytes are not a year's notice of holidays.
    #[error("{problem}")]
    Holidays {
        /// What is wrong, and the way out.
        problem: HolidaysError,
    },
    /// The bytes are not a GeoJSON feature collection.
    #[error("the file is not a GeoJSON FeatureCollection: {reason}")]
    GeoJson {
        /// What the reader says, with line and column.
        reason: String,
    },
}

fn hint(looks_gb: bool) -> &'static str {
    if looks_gb { "; it looks like GB18030 (GBK), the usual \"CSV\" of a Chinese Excel" } else { "" }
}

impl FileError {
    /// The stable code, which is the key of the text that people read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "import.not_utf8",
            Self::Empty => "import.file_empty",
            Self::TooLarge { .. } => "import.too_large",
            Self::TooManyRows { .. } => "import.too_many_rows",
            Self::MissingColumns { .. } => "import.missing_columns",
            Self::UnknownColumns { .. } => "import.unknown_columns",
            Self::ColumnTwice { .. } => "import.column_twice",
            Self::QuoteOpen { .. } => "import.quote_open",
            Self::Csv { .. } => "import.csv",
            Self::GeoJson { .. } => "import.geojson",
            Self::Holidays { problem } => problem.code(),
        }
    }

    /// The column that it is about, if it is about one.
    pub fn field(&self) -> Option<String> {
        match self {
            Self::MissingColumns { columns } | Self::UnknownColumns { columns, .. } => Some(columns.join(",")),
            Self::ColumnTwice { column } => Some(column.clone()),
            _ => None,
        }
    }
}
