//! `main_leaks.csv`: repairs of main leaks, each an order that is dispatched at 00:00 of its day and repaired after
//! `REPAIR_HRS`.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use curbstop_core::model::{Position, Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{RowError, local};

const FILE: &str = "main_leaks.csv";
/// Why a row cannot be an order.
pub const NO_REPAIR_HOURS: &str = "no repair hours";
/// The longest summary that is passed on, in characters.
const SUMMARY_CHARS_MAX: usize = 200;

/// One leak that becomes an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Leak {
    /// `LEAK_ID`.
    pub id: String,
    /// 00:00 of the day on which it was reported.
    pub dispatched_at: Timestamp,
    /// How long the repair took.
    pub repair: Span,
    /// What leaked.
    pub summary: String,
    /// Where.
    pub address: String,
    /// Where on the earth, if the row says so.
    pub position: Option<Position>,
}

/// A row that did not become an order, or repeats one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The row: lines of the CSV's records, where the header is 1.
    pub row: u64,
    /// `LEAK_ID`.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// The file.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaks {
    /// Rows of the file.
    pub rows: usize,
    /// Those that become orders, in the order of the file.
    pub orders: Vec<Leak>,
    /// Those that cannot.
    pub rejected: Vec<SetAside>,
    /// Those that repeat an order's `LEAK_ID`.
    pub duplicates: Vec<SetAside>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Row {
    leak_id: String,
    rpt_date: String,
    main_st: String,
    cross_st: String,
    pipe_size: String,
    pipe_type: String,
    leak_type: String,
    repair_hrs: String,
    lat: String,
    lon: String,
}

impl Leaks {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, RowError> {
        let table = |error: csv::Error| RowError::Table { file: FILE, reason: error.to_string() };
        let mut reader = csv::Reader::from_path(path).map_err(table)?;
        let mut leaks = Self { rows: 0, orders: Vec::new(), rejected: Vec::new(), duplicates: Vec::new() };
        let mut first_rows = HashMap::new();
        for (number, row) in (2_u64..).zip(reader.deserialize()) {
            leaks.take(number, row.map_err(table)?, &mut first_rows)?;
        }
        Ok(leaks)
    }

    fn take(&mut self, number: u64, row: Row, first_rows: &mut HashMap<String, u64>) -> Result<(), RowError> {
        self.rows += 1;
        let aside = |reason: String| SetAside { row: number, id: row.leak_id.clone(), reason };
        if row.repair_hrs.trim().is_empty() {
            self.rejected.push(aside(NO_REPAIR_HOURS.to_owned()));
            return Ok(());
        }
        if let Some(first) = first_rows.get(&row.leak_id) {
            self.duplicates.push(aside(format!("repeats row {first}")));
            return Ok(());
        }
        first_rows.insert(row.leak_id.clone(), number);
        self.orders.push(leak(number, row)?);
        Ok(())
    }
}

fn leak(line: u64, row: Row) -> Result<Leak, RowError> {
    let wrong =
        |column, cell: &str, expected| RowError::Cell { file: FILE, line, column, cell: cell.to_owned(), expected };
    let day = NaiveDate::parse_from_str(&row.rpt_date, "%d-%b-%y")
        .map_err(|_| wrong("RPT_DATE", &row.rpt_date, "a day such as 1-Jan-10"))?;
    let repair = hours(&row.repair_hrs).ok_or_else(|| wrong("REPAIR_HRS", &row.repair_hrs, "hours such as 7.5"))?;
    let degrees = row.lat.parse().ok().zip(row.lon.parse().ok());
    Ok(Leak {
        dispatched_at: local(day.and_time(chrono::NaiveTime::MIN)),
        repair,
        summary: summary(&row),
        address: address(&row),
        position: degrees.and_then(|(lat, lon)| Position::new(lat, lon).ok()),
        id: row.leak_id,
    })
}

/// The street and the cross street; a row without both is called by its id.
fn address(row: &Row) -> String {
    let address = [row.main_st.trim(), row.cross_st.trim()].join(" ");
    if address.trim().is_empty() { row.leak_id.clone() } else { address.trim().to_owned() }
}

fn summary(row: &Row) -> String {
    let inches = if row.pipe_size.is_empty() { String::new() } else { format!("{}\" ", row.pipe_size) };
    let text = format!("{inches}{} {}", row.pipe_type, row.leak_type);
    let text: String = text.trim().chars().take(SUMMARY_CHARS_MAX).collect();
    if text.is_empty() { row.leak_id.clone() } else { text }
}

/// `7.5` as seven and a half hours, exactly; at most two decimals.
fn hours(text: &str) -> Option<Span> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let hundredths = format!("{part:0<2}");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(&hundredths) || hundredths.len() > 2 {
        return None;
    }
    let hundredths = whole.parse::<i64>().ok()?.checked_mul(100)? + hundredths.parse::<i64>().ok()?;
    Some(Span::seconds(hundredths * 36))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_exact() {
        assert_eq!(hours("7.5"), Some(Span::minutes(450)));
        assert_eq!(hours("18"), Some(Span::hours(18)));
        assert_eq!(hours("0.25"), Some(Span::minutes(15)));
        for wrong in ["", "-1", "1,5", "1.234", "x", "."] {
            assert_eq!(hours(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn rows_without_hours_are_rejected_and_repeated_ids_listed() {
        let row = |id: &str, hours: &str| Row {
            leak_id: id.into(),
            rpt_date: "1-Jan-10".into(),
            main_st: "A ST".into(),
            cross_st: String::new(),
            pipe_size: "6".into(),
            pipe_type: "C.I.".into(),
            leak_type: "ROUND CRACK".into(),
            repair_hrs: hours.into(),
            lat: String::new(),
            lon: String::new(),
        };
        let mut leaks = Leaks { rows: 0, orders: vec![], rejected: vec![], duplicates: vec![] };
        let mut first_rows = HashMap::new();
        for (n, r) in [row("1", ""), row("1", "7"), row("2", "8"), row("1", "9")].into_iter().enumerate() {
            leaks.take(n as u64 + 2, r, &mut first_rows).unwrap();
        }
        assert_eq!((leaks.rows, leaks.orders.len()), (4, 2));
        assert_eq!((leaks.rejected[0].row, leaks.rejected[0].reason.as_str()), (2, NO_REPAIR_HOURS));
        assert_eq!((leaks.duplicates[0].row, leaks.duplicates[0].reason.as_str()), (5, "repeats row 3"));
        assert_eq!(leaks.orders[0].dispatched_at, Timestamp::from_millis(1_262_275_200_000));
    }
}
