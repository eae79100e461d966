//! Reading the cells of one row: each reader takes a column's name and notes what is wrong, so that a report lists
//! everything that is wrong in a row at once.

use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::NaiveDate;
use csv::StringRecord;
use curbstop_core::model::{IdError, Position};

use super::limits::QUOTED_CHARS_MAX;
use super::report::{Problem, code};
use super::table::Header;
use super::words::{self, Choice};

/// One row while it is read.
pub(super) struct Row<'t> {
    cells: &'t StringRecord,
    header: &'t Header,
    /// What is wrong so far.
    pub(super) problems: Vec<Problem>,
}

impl<'t> Row<'t> {
    pub(super) fn new(cells: &'t StringRecord, header: &'t Header) -> Self {
        Self { cells, header, problems: Vec::new() }
    }

    /// Notes one more thing that is wrong.
    pub(super) fn wrong(&mut self, column: &str, code: &'static str, reason: impl Into<String>) {
        self.problems.push(Problem::new(column, code, reason));
    }

    /// The trimmed cell; `None` where it is empty or the file has no such column.
    fn cell(&self, column: &str) -> Option<&'t str> {
        let cell = self.cells.get(self.header.place(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn must(&mut self, column: &str) -> Option<&'t str> {
        let cell = self.cell(column);
        if cell.is_none() {
            self.wrong(column, code::EMPTY, format!("{column} is empty; it must be there"));
        }
        cell
    }

    /// A text that must be there, of at most so many characters.
    pub(super) fn text(&mut self, column: &str, max: usize) -> Option<String> {
        self.must(column)?;
        Some(self.text_or_empty(column, max))
    }

    /// A text that may be empty, of at most so many characters.
    pub(super) fn text_or_empty(&mut self, column: &str, max: usize) -> String {
        let text = self.cell(column).unwrap_or_default();
        let chars = text.chars().count();
        if chars > max {
            self.wrong(column, code::TOO_LONG, format!("{column} has {chars} characters; at most {max} are allowed"));
        }
        text.to_owned()
    }

    /// An id that must be there.
    pub(super) fn id<T: FromStr<Err = IdError>>(&mut self, column: &str) -> Option<T> {
        self.must(column)?;
        self.id_if_given(column)
    }

    /// An id that may be missing.
    pub(super) fn id_if_given<T: FromStr<Err = IdError>>(&mut self, column: &str) -> Option<T> {
        match self.cell(column)?.parse() {
            Ok(id) => Some(id),
            Err(error) => {
                self.wrong(column, code::ID, format!("{column}: {error}"));
                None
            }
        }
    }

    /// A whole number that must be there.
    pub(super) fn number(&mut self, column: &str, range: RangeInclusive<u32>) -> Option<u32> {
        self.must(column)?;
        self.number_or(column, range, 0)
    }

    /// A whole number, or the default where the cell is empty.
    pub(super) fn number_or(&mut self, column: &str, range: RangeInclusive<u32>, default: u32) -> Option<u32> {
        let Some(cell) = self.cell(column) else { return Some(default) };
        let number = cell.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let reason =
                format!("{column} `{}` is not a whole number from {} to {}", quote(cell), range.start(), range.end());
            self.wrong(column, code::NUMBER, reason);
        }
        number
    }

    /// A number with at most three decimals that must be there, as thousandths: cubic metres as litres.
    pub(super) fn thousandths(&mut self, column: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let cell = self.must(column)?;
        let number = thousandths(cell).filter(|number| range.contains(number));
        if number.is_none() {
            let (from, to) = (range.start() / 1000, range.end() / 1000);
            let reason = format!(
                "{column} `{}` is not a number from {from} to {to} with at most three decimals; write for example 12.5",
                quote(cell)
            );
            self.wrong(column, code::NUMBER, reason);
        }
        number
    }

    /// One of the listed words, or the default where the cell is empty.
    pub(super) fn choice_or<T: Copy>(&mut self, column: &str, choice: Choice<T>, default: T) -> T {
        self.cell(column).map_or(Some(default), |_| self.choice(column, choice)).unwrap_or(default)
    }

    /// One of the listed words, which must be there.
    pub(super) fn choice<T: Copy>(&mut self, column: &str, choice: Choice<T>) -> Option<T> {
        let cell = self.must(column)?;
        let meaning = words::choose(choice, cell);
        if meaning.is_none() {
            let reason = format!("{column} `{}` is not one of: {}", quote(cell), words::shown(choice));
            self.wrong(column, code::CHOICE, reason);
        }
        meaning
    }

    /// Where a thing is, from `lat` and `lon`, if both are given.
    pub(super) fn position(&mut self) -> Option<Position> {
        let (lat, lon) = match (self.cell("lat"), self.cell("lon")) {
            (None, None) => return None,
            (Some(lat), Some(lon)) => (lat, lon),
            _ => {
                self.wrong("lat", code::POSITION, "lat and lon belong together; give both or none");
                return None;
            }
        };
        let degrees = lat.parse().ok().zip(lon.parse().ok());
        let position = degrees.and_then(|(lat, lon)| Position::new(lat, lon).ok());
        if position.is_none() {
            let reason = format!(
                "lat `{}`, lon `{}` is not a place on the earth; write degrees (WGS-84), for example 35.747123, 114.295456",
                quote(lat),
                quote(lon)
            );
            self.wrong("lat", code::POSITION, reason);
        }
        position
    }

    /// A day that must be there.
    pub(super) fn date(&mut self, column: &str) -> Option<NaiveDate> {
        self.must(column)?;
        self.date_if_given(column)
    }

    /// A day that may be missing. A time of day after it is allowed and does not count.
    pub(super) fn date_if_given(&mut self, column: &str) -> Option<NaiveDate> {
        let cell = self.cell(column)?;
        let day = cell.split(['T', ' ']).next().unwrap_or_default();
        let day = ["%Y-%m-%d", "%Y/%m/%d"].into_iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok());
        // chrono also reads year 26 and year 20260: both are slips of the pen.
        let day = day.filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day)));
        if day.is_none() {
            self.wrong(
                column,
                code::DATE,
                format!("{column} `{}` is not a day; write for example 2026-11-03", quote(cell)),
            );
        }
        day
    }
}

/// So much of a wrong cell as a report repeats.
pub(super) fn quote(cell: &str) -> String {
    match cell.char_indices().nth(QUOTED_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

/// `12.5` as 12,500, exactly; `None` for anything but digits with at most three decimals.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
        return None;
    }
    format!("{whole}{decimals:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cubic_metres_become_litres_without_a_float() {
        for (text, litres) in [("12", 12_000), ("12.5", 12_500), ("0.001", 1), ("00012.345", 12_345), ("3.", 3_000)] {
            assert_eq!(thousandths(text), Some(litres), "{text}");
        }
        for text in ["", ".5", "-1", "1e3", "1.2345", "1,5", "12 m3", "99999999999999999999"] {
            assert_eq!(thousandths(text), None, "{text}");
        }
    }

    #[test]
    fn a_report_repeats_only_so_much_of_a_cell() {
        assert_eq!(quote(&"水".repeat(41)), format!("{}…", "水".repeat(40)));
        assert_eq!(quote("水"), "水");
    }
}
