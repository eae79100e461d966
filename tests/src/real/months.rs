//! `monthly.csv`: each household's register on the first reading of each month, in litres.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDateTime;
use curbstop_core::model::{Span, Timestamp, Volume};
use serde::Deserialize;

use super::{RowError, local};

const FILE: &str = "monthly.csv";
/// The file knows seconds, and a phone's time is known to a few milliseconds: the middle of the second is in the right day,
/// where its first millisecond could be dated to the day before.
const WITHIN_THE_SECOND: Span = Span::millis(500);

/// One reading of one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// The household.
    pub household: String,
    /// When, in the utility's own zone.
    pub at: Timestamp,
    /// What the register shows: whole cubic metres, the litres truncated.
    pub stand: Volume,
}

/// The file: starting stands, and what is typed on phones after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Months {
    /// Rows of the file.
    pub rows: usize,
    /// The first month of each household, in the order of households.
    pub starts: Vec<Month>,
    /// Every later month, in the order of time.
    pub later: Vec<Month>,
}

#[derive(Debug, Deserialize)]
struct Row {
    household: String,
    read_at: String,
    register_litres: String,
}

impl Months {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, RowError> {
        let table = |error: csv::Error| RowError::Table { file: FILE, reason: error.to_string() };
        let mut reader = csv::Reader::from_path(path).map_err(table)?;
        let mut months = Vec::new();
        for (line, row) in (2_u64..).zip(reader.deserialize()) {
            months.push(month(line, row.map_err(table)?)?);
        }
        Ok(Self::of(months))
    }

    fn of(mut months: Vec<Month>) -> Self {
        let rows = months.len();
        months.sort_by(|a, b| (a.at, &a.household).cmp(&(b.at, &b.household)));
        let mut starts: BTreeMap<String, Month> = BTreeMap::new();
        let mut later = Vec::with_capacity(rows);
        for month in months {
            if starts.contains_key(&month.household) {
                later.push(month);
            } else {
                starts.insert(month.household.clone(), month);
            }
        }
        Self { rows, starts: starts.into_values().collect(), later }
    }
}

fn month(line: u64, row: Row) -> Result<Month, RowError> {
    let wrong =
        |column, cell: &str, expected| RowError::Cell { file: FILE, line, column, cell: cell.to_owned(), expected };
    let at = NaiveDateTime::parse_from_str(&row.read_at, "%Y-%m-%dT%H:%M:%S")
        .map_err(|_| wrong("read_at", &row.read_at, "a time such as 2016-03-01T00:53:08"))?;
    let litres: i64 =
        row.register_litres.parse().map_err(|_| wrong("register_litres", &row.register_litres, "a whole number"))?;
    Ok(Month {
        household: row.household,
        at: local(at) + WITHIN_THE_SECOND,
        stand: Volume::cubic_metres(litres / 1000),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_month_is_a_start_and_litres_are_truncated() {
        let row = |household: &str, read_at: &str, litres: &str| Row {
            household: household.into(),
            read_at: read_at.into(),
            register_litres: litres.into(),
        };
        let months = [
            month(2, row("H2", "2016-04-01T00:00:00", "1999")).unwrap(),
            month(3, row("H1", "2016-03-01T08:00:00", "999")).unwrap(),
            month(4, row("H1", "2016-04-01T08:00:00", "3000")).unwrap(),
        ];
        let months = Months::of(months.to_vec());
        assert_eq!(
            months.starts.iter().map(|m| (m.household.as_str(), m.stand.as_litres())).collect::<Vec<_>>(),
            [("H1", 0), ("H2", 1000)]
        );
        assert_eq!(months.later[0].at, Timestamp::from_millis(1_459_468_800_500));
        assert!(month(5, row("H1", "yesterday", "1")).is_err());
    }
}
