//! CONNECT-3WD (3.4.1): survey, drawing and budget within three working days of acceptance.

use crate::model::{Span, TimeInterval, Timestamp, UtcOffset};
use crate::rulebook::Rulebook;
use crate::rules::verdict::{Clock, ClockKind, Verdict};
use crate::rules::working_days::{Calendar, Certainty, DueDay};
use crate::state::{JobMilestone, JobState};

/// The working-day limit of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobClock {
    /// The limit as every other one is shown; due is the last millisecond of the day.
    pub clock: Clock,
    /// The day, and whether it can still move.
    pub due: DueDay,
}

/// The clock of a job that was accepted, judged at `now`.
pub fn clock(state: &JobState, calendar: &Calendar, book: &Rulebook, now: Timestamp) -> Option<JobClock> {
    let start = *state.milestones.get(&JobMilestone::Accepted)?;
    let (offset, days) = (book.utc_offset, book.connection.within_working_days);
    let due = calendar.due(start.middle().local_date(offset), days);
    let done = designed(state);
    let verdict = done.map_or(Verdict::Open, |done| verdict(start, done, calendar, days, offset));
    let clock = Clock::until(ClockKind::Connect, start, end_of(&due, offset), verdict, done, now);
    Some(JobClock { clock, due })
}

/// When the last of survey, drawing and budget was done; `None` while one of them is open.
fn designed(state: &JobState) -> Option<TimeInterval> {
    let at = |milestone| state.milestones.get(&milestone).copied();
    let (survey, drawing, budget) =
        (at(JobMilestone::Surveyed)?, at(JobMilestone::Drawn)?, at(JobMilestone::Budgeted)?);
    let all = [survey, drawing, budget];
    let earliest = all.iter().map(|at| at.earliest).max()?;
    let latest = all.iter().map(|at| at.latest).max()?;
    Some(TimeInterval::between(earliest, latest))
}

/// Compares by the earlier due day of a doubtful start for "met", and by the later one for "missed". A day that can still move
/// never makes a miss.
fn verdict(start: TimeInterval, done: TimeInterval, calendar: &Calendar, days: u32, offset: UtcOffset) -> Verdict {
    let first = calendar.earliest_due(start.earliest.local_date(offset), days);
    let last = calendar.due(start.latest.local_date(offset), days);
    if done.latest <= end_of_day(first, offset) {
        Verdict::Met
    } else if done.earliest > end_of(&last, offset) && last.certainty == Certainty::Final {
        Verdict::Missed
    } else {
        Verdict::Indeterminate
    }
}

fn end_of(due: &DueDay, offset: UtcOffset) -> Timestamp {
    end_of_day(due.day, offset)
}

/// The last millisecond of a local day.
fn end_of_day(day: chrono::NaiveDate, offset: UtcOffset) -> Timestamp {
    Timestamp::start_of_day(day, offset) + Span::days(1) - Span::millis(1)
}
