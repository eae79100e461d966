//! READ-CYCLE (3.2.2): every meter has one reading task a month; no reading by the end of the route's window is overdue.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::event::EscalationDecision;
use crate::model::{Period, ReadingWindow, Timestamp};
use crate::rulebook::Rulebook;
use crate::state::{PointState, ReadingStage};

/// How a month's reading task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "task")]
pub enum ReadingTask {
    /// The window is not open yet.
    Upcoming {
        /// Its first local day.
        from: NaiveDate,
    },
    /// To be read.
    Due {
        /// The last local day, included.
        until: NaiveDate,
    },
    /// Done, but a person in the office or the supervisor has it: nothing for the reader to do.
    Waiting,
    /// Done.
    Done,
    /// Not read by the end of the window.
    Overdue {
        /// The first local day after it.
        since: NaiveDate,
    },
}

/// The first and the last local day of a window in a month; days beyond the month's end mean its last day.
pub fn window_in(period: Period, window: ReadingWindow) -> (NaiveDate, NaiveDate) {
    let last = period.last_day();
    let day = |day: u8| last.with_day(u32::from(day)).unwrap_or(last);
    (day(window.from_day()), day(window.to_day()))
}

/// How a month's task at a point stands on the local day of `now`.
pub fn task(window: ReadingWindow, state: &PointState, period: Period, now: Timestamp, book: &Rulebook) -> ReadingTask {
    match state.stage(period) {
        ReadingStage::Actual | ReadingStage::Estimated | ReadingStage::CustomerRead | ReadingStage::Released => {
            ReadingTask::Done
        }
        ReadingStage::Escalated | ReadingStage::InReview => ReadingTask::Waiting,
        ReadingStage::Unread if closed_earlier(state, period, book) => ReadingTask::Done,
        ReadingStage::Unread | ReadingStage::NoRead => on_day(window_in(period, window), now, book),
        ReadingStage::ReadAgain => {
            let (from, until) = window_in(period, window);
            let appointed = appointed(state, period);
            on_day((from, appointed.map_or(until, |day| day.max(until))), now, book)
        }
    }
}

/// A month before the newest one: it has a use or an estimate, so it was done.
fn closed_earlier(state: &PointState, period: Period, book: &Rulebook) -> bool {
    if state.current.as_ref().is_none_or(|newest| newest.period <= period) {
        // An exchange closed some use this month, perhaps, but the new register is still to be read.
        return false;
    }
    state.uses(book.utc_offset).any(|use_| use_.period == period)
        || state.read_in(period, book.utc_offset)
        || state.estimate_of(period).is_some()
}

/// The day on which the supervisor wants the meter visited again.
fn appointed(state: &PointState, period: Period) -> Option<NaiveDate> {
    let escalation = state.escalation.as_ref()?;
    state.estimate_of(period).filter(|kept| kept.event == escalation.estimate)?;
    match escalation.decision {
        Some(EscalationDecision::AppointVisit { on }) => Some(on),
        _ => None,
    }
}

fn on_day((from, until): (NaiveDate, NaiveDate), now: Timestamp, book: &Rulebook) -> ReadingTask {
    let today = now.local_date(book.utc_offset);
    if today < from {
        ReadingTask::Upcoming { from }
    } else if today <= until {
        ReadingTask::Due { until }
    } else {
        ReadingTask::Overdue { since: until.checked_add_days(Days::new(1)).unwrap_or(until) }
    }
}
