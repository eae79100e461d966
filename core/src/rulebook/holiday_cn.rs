//! Reads a year's notice as the `holiday-cn` project publishes it: `{"year": 2026, "days": [{"date", "isOffDay"}, …]}`.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

use crate::model::{CALENDAR_DAYS_MAX, CalendarRecord};

/// The years that a notice can be for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// Why a file is no notice of holidays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidaysError {
    /// It is not JSON of this shape.
    #[error("the file is not a calendar of holidays: {reason}; give a year's file of holiday-cn")]
    Unreadable {
        /// What is wrong, and where.
        reason: String,
    },
    /// The year is out of range.
    #[error("year {year} is not possible; give a year from {} to {}", YEARS.start(), YEARS.end())]
    Year {
        /// As given.
        year: i64,
    },
    /// It names no day: the notice is not out.
    #[error("days of {year} is empty: its notice is not out yet; import it when it is")]
    Empty {
        /// The year.
        year: i32,
    },
    /// More days than a year has.
    #[error("days holds {days} days; a year has at most {CALENDAR_DAYS_MAX}")]
    TooMany {
        /// How many.
        days: usize,
    },
    /// A day of another time.
    #[error("days: {day} belongs neither to {year} nor to the year before or after it")]
    Far {
        /// The day.
        day: NaiveDate,
        /// The year of the file.
        year: i32,
    },
    /// The same day twice.
    #[error("days: {day} stands there twice")]
    Twice {
        /// The day.
        day: NaiveDate,
    },
}

impl HolidaysError {
    /// The stable code, which is also the key of its text.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "holidays.unreadable",
            Self::Year { .. } => "holidays.year",
            Self::Empty { .. } => "holidays.empty",
            Self::TooMany { .. } => "holidays.too_many",
            Self::Far { .. } => "holidays.far",
            Self::Twice { .. } => "holidays.twice",
        }
    }
}

#[derive(Deserialize)]
struct File {
    year: i64,
    days: Vec<Day>,
}

#[derive(Deserialize)]
struct Day {
    date: NaiveDate,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

/// Reads one year's file.
pub fn read_holiday_cn(json: &[u8]) -> Result<CalendarRecord, HolidaysError> {
    let file: File =
        serde_json::from_slice(json).map_err(|error| HolidaysError::Unreadable { reason: error.to_string() })?;
    let year = i32::try_from(file.year).ok().filter(|year| YEARS.contains(year));
    let year = year.ok_or(HolidaysError::Year { year: file.year })?;
    if file.days.is_empty() {
        return Err(HolidaysError::Empty { year });
    }
    if file.days.len() > CALENDAR_DAYS_MAX {
        return Err(HolidaysError::TooMany { days: file.days.len() });
    }
    let (mut off, mut work) = (BTreeSet::new(), BTreeSet::new());
    for Day { date, is_off_day } in file.days {
        if (date.year() - year).abs() > 1 {
            return Err(HolidaysError::Far { day: date, year });
        }
        if off.contains(&date) || work.contains(&date) {
            return Err(HolidaysError::Twice { day: date });
        }
        if is_off_day { &mut off } else { &mut work }.insert(date);
    }
    Ok(CalendarRecord { year, off: off.into_iter().collect(), work: work.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<CalendarRecord, &'static str> {
        read_holiday_cn(json.as_bytes()).map_err(|error| error.code())
    }

    #[test]
    fn days_off_and_make_up_days_are_told_apart() {
        let json = r#"{"$schema": "x", "year": 2023, "papers": ["y"], "days": [
            {"name": "春节", "date": "2023-01-28", "isOffDay": false},
            {"name": "元旦", "date": "2022-12-31", "isOffDay": true}]}"#;
        let (off, work) = (vec!["2022-12-31".parse().unwrap()], vec!["2023-01-28".parse().unwrap()]);
        assert_eq!(read(json), Ok(CalendarRecord { year: 2023, off, work }));
    }

    #[test]
    fn what_is_no_notice_says_why() {
        let days = |days: &str| format!(r#"{{"year": 2026, "days": [{days}]}}"#);
        let day = |date: &str| format!(r#"{{"date": "{date}", "isOffDay": true}}"#);
        let many: Vec<String> = NaiveDate::from_ymd_opt(2026, 1, 1)
            .unwrap()
            .iter_days()
            .take(CALENDAR_DAYS_MAX + 1)
            .map(|date| day(&date.to_string()))
            .collect();
        for (json, code) in [
            ("[]".to_owned(), "holidays.unreadable"),
            (days(&day("2026-02-30")), "holidays.unreadable"),
            (r#"{"year": 1, "days": []}"#.to_owned(), "holidays.year"),
            (days(""), "holidays.empty"),
            (days(&many.join(",")), "holidays.too_many"),
            (days(&day("2028-01-01")), "holidays.far"),
            (days(&[day("2026-01-01"), day("2026-01-01")].join(",")), "holidays.twice"),
        ] {
            assert_eq!(read(&json), Err(code), "{json}");
        }
    }
}
