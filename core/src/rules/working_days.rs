//! Working days by the State Council's calendar (工作日): Monday to Friday, but for the days off and the make-up days that each
//! year's notice names. A year whose notice is not out is counted by its weeks, and whatever rests on that says so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Serialize;

use crate::model::CalendarRecord;

/// What is known of working days: one notice a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeSet<i32>,
    /// The days that depart from the week: worked or not.
    worked: BTreeMap<NaiveDate, bool>,
}

/// The day until which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueDay {
    /// The last day that is in time.
    pub day: NaiveDate,
    /// Whether it can still move.
    pub certainty: Certainty,
}

/// Whether a due day can still move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The notices of all its years are known.
    Final,
    /// It runs into years whose notice is not known: their days are counted by the week.
    Provisional {
        /// Those years.
        missing: Vec<i32>,
    },
}

impl Calendar {
    /// From the notices. One may name days of a neighbouring year (31 December 2022 stands in that of 2023); where two name the
    /// same day, the later year's is the newer word.
    pub fn of(notices: impl IntoIterator<Item = CalendarRecord>) -> Self {
        let by_year: BTreeMap<i32, CalendarRecord> = notices.into_iter().map(|notice| (notice.year, notice)).collect();
        let mut calendar = Self::default();
        for (year, notice) in by_year {
            calendar.years.insert(year);
            calendar.worked.extend(notice.off.into_iter().map(|day| (day, false)));
            calendar.worked.extend(notice.work.into_iter().map(|day| (day, true)));
        }
        calendar
    }

    /// Whether a day is worked, as far as is known.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let by_the_week = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.get(&day).copied().unwrap_or(by_the_week)
    }

    /// The years whose notice is known.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// The day until which `days` working days are over; the day of receipt is not counted.
    pub fn due(&self, received: NaiveDate, days: u32) -> DueDay {
        let day = nth_day(received, days, |day| self.is_working_day(day));
        let missing: Vec<i32> = (received.year()..=day.year())
            .filter(|year| !self.years.contains(year) && touches(*year, received))
            .collect();
        let certainty = if missing.is_empty() { Certainty::Final } else { Certainty::Provisional { missing } };
        DueDay { day, certainty }
    }

    /// The earliest day on which [`Calendar::due`] can fall, whatever the missing notices will say: each of their days might be
    /// a make-up day.
    pub fn earliest_due(&self, received: NaiveDate, days: u32) -> NaiveDate {
        nth_day(received, days, |day| self.is_working_day(day) || !self.years.contains(&day.year()))
    }
}

/// Whether days of a year are counted: not so where only the day of receipt lies in it.
fn touches(year: i32, received: NaiveDate) -> bool {
    received.succ_opt().is_some_and(|first| first.year() <= year)
}

fn nth_day(received: NaiveDate, days: u32, counts: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut left = days;
    let mut day = received;
    while let (1.., Some(next)) = (left, day.succ_opt()) {
        day = next;
        left -= u32::from(counts(day));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| day(text)).collect()
    }

    /// The State Council's notices of 2025 and 2026, as far as the dates below need them.
    fn calendar() -> Calendar {
        let off = |from: &str, count| day(from).iter_days().take(count).collect::<Vec<_>>();
        let y2025 = CalendarRecord {
            year: 2025,
            off: [off("2025-01-01", 1), off("2025-01-28", 8), off("2025-10-01", 8)].concat(),
            work: days(&["2025-01-26", "2025-02-08", "2025-09-28", "2025-10-11"]),
        };
        let y2026 = CalendarRecord {
            year: 2026,
            off: [off("2026-02-15", 9), off("2026-05-01", 5), off("2026-09-25", 3), off("2026-10-01", 7)].concat(),
            work: days(&["2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]),
        };
        Calendar::of([y2026, y2025])
    }

    /// 3.4.1 CONNECT-3WD: three working days, the day of receipt not counted, make-up days counted.
    #[test]
    fn the_dates_of_the_regulation() {
        for (received, due) in [
            ("2026-02-12", "2026-02-24"),
            ("2026-02-13", "2026-02-25"),
            ("2026-04-30", "2026-05-08"),
            ("2026-09-24", "2026-09-30"),
            ("2026-09-30", "2026-10-10"),
            ("2025-01-24", "2025-02-05"),
            ("2025-09-26", "2025-09-30"),
        ] {
            let expected = DueDay { day: day(due), certainty: Certainty::Final };
            assert_eq!(calendar().due(day(received), 3), expected, "received {received}");
        }
    }

    /// 3.4.1 CONNECT-3WD: a deadline that runs into a year whose notice is not out is provisional, and names the year.
    #[test]
    fn a_year_without_its_notice_makes_a_deadline_provisional() {
        let provisional = |received: &str| match calendar().due(day(received), 3) {
            DueDay { day, certainty: Certainty::Provisional { missing } } => (day.to_string(), missing),
            DueDay { day, certainty: Certainty::Final } => (day.to_string(), Vec::new()),
        };
        assert_eq!(provisional("2026-12-28"), ("2026-12-31".to_owned(), vec![]));
        assert_eq!(provisional("2026-12-29"), ("2027-01-01".to_owned(), vec![2027]));
        assert_eq!(provisional("2026-12-31"), ("2027-01-05".to_owned(), vec![2027]), "2026 holds the receipt alone");
        assert_eq!(provisional("2024-12-31"), ("2025-01-06".to_owned(), vec![]), "2024 holds the receipt alone");
        assert_eq!(Calendar::default().due(day("2026-02-13"), 3).day, day("2026-02-18"), "by the week");
    }

    /// 3.4.1 CONNECT-3WD: what a missing notice may still say moves a day to either side.
    #[test]
    fn the_earliest_day_counts_every_day_that_may_be_worked() {
        assert_eq!(calendar().earliest_due(day("2026-02-12"), 3), day("2026-02-24"), "its notice is out");
        assert_eq!(Calendar::default().earliest_due(day("2026-02-13"), 3), day("2026-02-16"));
    }

    #[test]
    fn a_later_notice_has_the_newer_word_on_a_day() {
        let said = |year, off: &[&str], work: &[&str]| CalendarRecord { year, off: days(off), work: days(work) };
        let notices = [said(2023, &["2022-12-31", "2023-01-02"], &[]), said(2022, &[], &["2022-12-31"])];
        let calendar = Calendar::of(notices);
        assert!(!calendar.is_working_day(day("2022-12-31")));
        assert_eq!(calendar.years().collect::<Vec<_>>(), [2022, 2023]);
    }

    #[test]
    fn no_days_end_on_the_day_itself_and_the_last_day_of_all_ends_the_count() {
        assert_eq!(calendar().due(day("2026-05-02"), 0).day, day("2026-05-02"));
        assert_eq!(calendar().due(NaiveDate::MAX, 3).day, NaiveDate::MAX);
    }
}
