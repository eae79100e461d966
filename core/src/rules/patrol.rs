//! PATROL (3.2.4, 3.3.1): every cover of an area of duty is seen at least once per interval. Any look at it counts, on a
//! patrol or on a reading walk; nothing is entered twice.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use crate::model::{TimeInterval, Timestamp};
use crate::rulebook::Rulebook;

/// Where a cover stands in its patrol. Texts: `patrol.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "patrol")]
pub enum Patrol {
    /// Nobody has seen it yet: due now.
    NeverSeen,
    /// Seen, and due by the end of this local day.
    Due {
        /// The last day in time.
        by: NaiveDate,
    },
    /// The last day in time is over.
    Overdue {
        /// The last day in time.
        by: NaiveDate,
    },
}

/// The last local day on which the cover is seen in time: the same day of a later month, or that month's last day.
pub fn due_by(seen: TimeInterval, book: &Rulebook) -> NaiveDate {
    let day = seen.middle().local_date(book.utc_offset);
    day.checked_add_months(Months::new(book.cover.inspect_every_months)).unwrap_or(NaiveDate::MAX)
}

/// Where the cover stands at `now`.
pub fn status(seen: Option<TimeInterval>, book: &Rulebook, now: Timestamp) -> Patrol {
    match seen.map(|seen| due_by(seen, book)) {
        None => Patrol::NeverSeen,
        Some(by) if now.local_date(book.utc_offset) > by => Patrol::Overdue { by },
        Some(by) => Patrol::Due { by },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon(day: &str) -> Timestamp {
        Timestamp::from_millis(
            chrono::DateTime::parse_from_rfc3339(&format!("{day}T12:00:00+08:00")).unwrap().timestamp_millis(),
        )
    }

    /// 3.2.4, 3.3.1 PATROL: one calendar month after it was last seen, in local days, clamped to the month's end.
    #[test]
    fn a_patrol_is_due_one_calendar_month_after_the_last_look() {
        let book = Rulebook::default_book();
        for (seen, by) in [
            ("2026-01-15", "2026-02-15"),
            ("2026-01-31", "2026-02-28"),
            ("2028-01-30", "2028-02-29"),
            ("2026-12-31", "2027-01-31"),
            ("2026-02-28", "2026-03-28"),
        ] {
            assert_eq!(due_by(TimeInterval::exact(noon(seen)), &book).to_string(), by, "seen on {seen}");
        }
    }

    /// 3.2.4 PATROL: the day of the utility's place, not of UTC.
    #[test]
    fn the_day_is_local() {
        let book = Rulebook::default_book();
        let half_past_midnight = noon("2026-03-10") - crate::model::Span::minutes(11 * 60 + 30);
        assert_eq!(due_by(TimeInterval::exact(half_past_midnight), &book).to_string(), "2026-04-10");
    }

    /// 3.2.4 PATROL: in time until the end of the last day.
    #[test]
    fn overdue_begins_with_the_next_day() {
        let book = Rulebook::default_book();
        let seen = Some(TimeInterval::exact(noon("2026-03-10")));
        let by = NaiveDate::from_ymd_opt(2026, 4, 10).unwrap();
        assert_eq!(status(seen, &book, noon("2026-04-10")), Patrol::Due { by });
        assert_eq!(status(seen, &book, noon("2026-04-11")), Patrol::Overdue { by });
        assert_eq!(status(None, &book, noon("2026-04-11")), Patrol::NeverSeen);
    }
}
