//! One year of the State Council's calendar: what departs from the Monday-to-Friday week.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most days that one year can name.
pub const CALENDAR_DAYS_MAX: usize = 366;

/// The notice of one year, once it is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRecord {
    /// The year.
    pub year: i32,
    /// 休息日: days off, whatever day of the week.
    pub off: Vec<NaiveDate>,
    /// 调休上班日: Saturdays and Sundays that are worked.
    pub work: Vec<NaiveDate>,
}
