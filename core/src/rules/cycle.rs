//! READ-CYCLE (3.2.2): every meter has one reading task a month; no reading by the end of the route's window is overdue.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::event::EscalationDecision;
use crate::model::{Period, ReadingWindow, Timestamp};
use crate::rulebook::Rulebook;
use crate::state::{PointState, ReadingStage, StandKind};

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
        || state
            .last_actual
            .is_some_and(|it| it.kind != StandKind::Exchanged && period == Period::of(it.at, book.utc_offset))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::point_sample::{Story, day, month, morning};

    fn window(from: u8, to: u8) -> ReadingWindow {
        ReadingWindow::new(from, to).unwrap()
    }

    fn november(story: &Story, on: &str) -> ReadingTask {
        task(window(5, 20), story.state(), month("2026-11"), morning(on), &story.book)
    }

    /// 3.2.2 READ-CYCLE: the window's last day belongs to it; the day after is overdue.
    #[test]
    fn the_windows_last_day_and_the_next() {
        let story = Story::with_history();
        assert_eq!(november(&story, "2026-11-04"), ReadingTask::Upcoming { from: day("2026-11-05") });
        assert_eq!(november(&story, "2026-11-05"), ReadingTask::Due { until: day("2026-11-20") });
        assert_eq!(november(&story, "2026-11-20"), ReadingTask::Due { until: day("2026-11-20") });
        assert_eq!(november(&story, "2026-11-21"), ReadingTask::Overdue { since: day("2026-11-21") });
    }

    /// 3.2.2 READ-CYCLE: the day is the utility's: 2026-11-20T16:00Z is already the 21st in China.
    #[test]
    fn the_day_is_local() {
        let story = Story::with_history();
        let midnight = Timestamp::start_of_day(day("2026-11-21"), story.book.utc_offset);
        let at = |now| task(window(5, 20), story.state(), month("2026-11"), now, &story.book);
        assert_eq!(at(midnight - crate::model::Span::millis(1)), ReadingTask::Due { until: day("2026-11-20") });
        assert_eq!(at(midnight), ReadingTask::Overdue { since: day("2026-11-21") });
    }

    /// 3.2.2 READ-CYCLE: a window that is longer than the month ends with the month.
    #[test]
    fn a_window_ends_with_its_month() {
        assert_eq!(window_in(month("2027-02"), ReadingWindow::MONTH), (day("2027-02-01"), day("2027-02-28")));
        assert_eq!(window_in(month("2028-02"), window(30, 31)), (day("2028-02-29"), day("2028-02-29")));
    }

    /// 3.2.2 READ-CYCLE: a closed door is no reading; an estimate and the customer's word are.
    #[test]
    fn what_does_a_months_task() {
        let mut story = Story::with_history();
        story.missed("2026-11-06");
        assert_eq!(november(&story, "2026-11-06"), ReadingTask::Due { until: day("2026-11-20") });
        story.estimate("2026-11-07", 10);
        assert_eq!(november(&story, "2026-11-21"), ReadingTask::Done);
        let mut told = Story::with_history();
        told.told("2026-11-07", 110, false);
        assert_eq!(november(&told, "2026-11-21"), ReadingTask::Done);
    }

    /// 3.2.2 EST-ESCALATE: what is escalated or in review waits for somebody else than the reader.
    #[test]
    fn what_waits_for_a_decision() {
        let mut story = Story::with_history();
        story.read("2026-11-06", 900);
        assert_eq!(november(&story, "2026-11-21"), ReadingTask::Waiting);
    }

    /// 3.2.2 EST-ESCALATE: an appointed visit keeps the task due until its day, beyond the window's end.
    #[test]
    fn an_appointed_visit_extends_the_task() {
        let mut story = Story::with_history();
        for on in ["2026-11-05", "2026-12-05", "2027-01-05"] {
            story.estimate(on, 10);
        }
        let estimate = story.last_id();
        story.decide("2027-01-06", estimate, EscalationDecision::AppointVisit { on: day("2027-01-25") });
        let january = |on| task(window(5, 20), story.state(), month("2027-01"), morning(on), &story.book);
        assert_eq!(january("2027-01-25"), ReadingTask::Due { until: day("2027-01-25") });
        assert_eq!(january("2027-01-26"), ReadingTask::Overdue { since: day("2027-01-26") });
    }

    /// 3.2.2 READ-CYCLE: an exchange does not read the new register.
    #[test]
    fn an_exchange_leaves_the_task() {
        let mut story = Story::with_history();
        story.exchange("2026-11-06", 105, 0);
        assert_eq!(november(&story, "2026-11-06"), ReadingTask::Due { until: day("2026-11-20") });
    }

    /// 3.2.2 READ-CYCLE: a month before the newest is done if it has a use or an estimate, and overdue if it was skipped.
    #[test]
    fn an_earlier_month() {
        let mut story = Story::with_history();
        story.estimate("2026-12-05", 10);
        let of = |period| task(window(5, 20), story.state(), month(period), morning("2026-12-10"), &story.book);
        assert_eq!(of("2026-10"), ReadingTask::Done);
        assert_eq!(of("2026-11"), ReadingTask::Overdue { since: day("2026-11-21") });
    }
}
