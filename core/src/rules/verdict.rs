//! Verdicts on time limits. Time is known as an interval, and so is what follows from it.
//!
//! Principle 3 of the regulation's rules: unverified time never produces a finding by itself. What its doubt leaves open
//! goes to a person as [`Verdict::Indeterminate`].

use serde::{Deserialize, Serialize};

use crate::model::{Span, TimeInterval, Timestamp};

/// What can be said of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Done in time, beyond doubt.
    Met,
    /// Done too late, beyond doubt.
    Missed,
    /// Nothing heard yet. Never `Missed`, however late: the fact may still sit on a phone.
    Open,
    /// The doubt of the times reaches across the limit: a person decides.
    Indeterminate,
}

impl Verdict {
    /// Every verdict, for tables.
    pub const ALL: [Self; 4] = [Self::Met, Self::Missed, Self::Open, Self::Indeterminate];

    /// Compares elapsed time as an interval with a limit; the limit's last millisecond still meets it.
    pub fn of(start: TimeInterval, limit: Span, done: Option<TimeInterval>) -> Self {
        Self::less(start, limit, done, TimeOut::default())
    }

    /// The same, where some of the time does not count. Its doubt adds to the doubt of the verdict.
    fn less(start: TimeInterval, limit: Span, done: Option<TimeInterval>, out: TimeOut) -> Self {
        let Some(done) = done else { return Self::Open };
        let at_least = done.earliest - start.latest - out.at_most;
        let at_most = done.latest - start.earliest - out.at_least;
        if at_most <= limit {
            Self::Met
        } else if at_least > limit {
            Self::Missed
        } else {
            Self::Indeterminate
        }
    }

    /// The stable name, as in `verdict.met`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Open => "open",
            Self::Indeterminate => "indeterminate",
        }
    }
}

/// Which limit a clock measures. Texts: `clock.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// ARRIVE: on site after the instruction.
    Arrive,
    /// OUTAGE: scope and times told to the hotline.
    TellOutage,
    /// REPAIR-WINDOW: repaired after the instruction.
    Repair,
    /// OUTAGE: the announced restore time against the order's limit. "Done" is the announced time.
    AnnouncedRestore,
    /// REINSTATE: the surface restored after the repair.
    Reinstate,
    /// COVER-SAFE: barrier and sign after the first report.
    MakeSafe,
    /// COVER-REPLACE: replaced after the first report.
    Replace,
    /// CONNECT-3WD: survey, drawing and budget after the acceptance, in working days.
    Connect,
}

impl ClockKind {
    /// Every clock, for tables.
    pub const ALL: [Self; 8] = [
        Self::Arrive,
        Self::TellOutage,
        Self::Repair,
        Self::AnnouncedRestore,
        Self::Reinstate,
        Self::MakeSafe,
        Self::Replace,
        Self::Connect,
    ];

    /// The stable name, as in `clock.arrive`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arrive => "arrive",
            Self::TellOutage => "tell_outage",
            Self::Repair => "repair",
            Self::AnnouncedRestore => "announced_restore",
            Self::Reinstate => "reinstate",
            Self::MakeSafe => "make_safe",
            Self::Replace => "replace",
            Self::Connect => "connect",
        }
    }

    /// The clause that sets the limit.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Arrive => "3.3.2",
            Self::Repair | Self::Reinstate => "3.3.3",
            Self::TellOutage | Self::AnnouncedRestore => "3.3.4",
            Self::MakeSafe | Self::Replace => "3.2.4",
            Self::Connect => "3.4.1",
        }
    }
}

/// Time that does not count towards a limit, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeOut {
    /// It was so long, beyond doubt.
    pub at_least: Span,
    /// As the middles of the times say it.
    pub likely: Span,
    /// It was no longer, beyond doubt.
    pub at_most: Span,
    /// It has not ended.
    pub goes_on: bool,
}

/// What approved pauses did to a clock (REPAIR-WINDOW): the paused time and the unpaused verdict are both shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Paused {
    /// How long the clock stood still until now, or until it was done; the limit is longer by it.
    pub time: Span,
    /// It stands still now: the time left does not become less.
    pub stands_still: bool,
    /// What could be said of the limit without pauses.
    pub unpaused: Verdict,
}

/// One limit that runs, or ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Which limit.
    pub kind: ClockKind,
    /// Its clause.
    pub clause: &'static str,
    /// When it began to run.
    pub start: TimeInterval,
    /// Until when: the middle of the start plus the limit.
    pub due: Timestamp,
    /// When it was done, if it was.
    pub done: Option<TimeInterval>,
    /// What can be said of it.
    pub verdict: Verdict,
    /// Time left now, or left over when it was done; negative is overdue.
    pub remaining: Span,
    /// About to run out: nobody has done it, and less than `order.warn_before` is left.
    pub runs_out: bool,
    /// What approved pauses did to it, if there were any; due, verdict and remaining have them in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused: Option<Paused>,
}

impl Clock {
    /// A clock that began at `start`, judged at `now`.
    pub fn new(kind: ClockKind, start: TimeInterval, limit: Span, done: Option<TimeInterval>, now: Timestamp) -> Self {
        Self::until(kind, start, start.middle() + limit, Verdict::of(start, limit, done), done, now)
    }

    /// A clock whose limit is no length of elapsed time: until when, and what can be said of it, its own rule knows.
    pub fn until(
        kind: ClockKind,
        start: TimeInterval,
        due: Timestamp,
        verdict: Verdict,
        done: Option<TimeInterval>,
        now: Timestamp,
    ) -> Self {
        let remaining = due - done.map_or(now, TimeInterval::middle);
        Self { kind, clause: kind.clause(), start, due, done, verdict, remaining, runs_out: false, paused: None }
    }

    /// The same clock, shown as about to run out with less than `warn_before` left (3.2.5, `order.warn_before`).
    pub fn warned(self, warn_before: Span) -> Self {
        let runs_out = self.verdict == Verdict::Open && self.remaining >= Span::ZERO && self.remaining < warn_before;
        Self { runs_out, ..self }
    }

    /// The same clock where some of its time does not count: due and remaining are later by it.
    pub fn paused(self, out: TimeOut) -> Self {
        let limit = self.due - self.start.middle();
        let paused = Paused { time: out.likely, stands_still: out.goes_on, unpaused: self.verdict };
        Self {
            due: self.due + out.likely,
            remaining: self.remaining + out.likely,
            verdict: Verdict::less(self.start, limit, self.done, out),
            paused: Some(paused),
            ..self
        }
    }

    /// The same clock where something other than time leaves it open that it was done, such as an arrival without proof:
    /// in time becomes a question for a person, too late stays too late.
    pub fn unproven(self) -> Self {
        match self.verdict {
            Verdict::Met => Self { verdict: Verdict::Indeterminate, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0) + Span::seconds(seconds)
    }

    fn around(seconds: i64, doubt: i64) -> TimeInterval {
        TimeInterval::between(s(seconds - doubt), s(seconds + doubt))
    }

    /// Principle 3: the doubt of either end goes to a person, on the limit and beside it.
    #[test]
    fn a_verdict_compares_intervals() {
        let hour = Span::hours(1);
        let start = TimeInterval::exact(s(0));
        for (done, doubt, verdict) in [
            (3_599, 0, Verdict::Met),
            (3_600, 0, Verdict::Met),
            (3_601, 0, Verdict::Missed),
            (3_600, 1, Verdict::Indeterminate),
            (3_601, 1, Verdict::Indeterminate),
            (3_590, 10, Verdict::Met),
            (3_611, 10, Verdict::Missed),
        ] {
            assert_eq!(Verdict::of(start, hour, Some(around(done, doubt))), verdict, "{done} ± {doubt}");
            // The doubt of the start weighs as much as the doubt of the end.
            assert_eq!(Verdict::of(around(0, doubt), hour, Some(TimeInterval::exact(s(done)))), verdict);
        }
        assert_eq!(Verdict::of(start, hour, None), Verdict::Open);
    }

    #[test]
    fn nothing_heard_is_overdue_and_open() {
        let clock = Clock::new(ClockKind::Arrive, around(0, 10), Span::hours(1), None, s(3_700));
        assert_eq!((clock.due, clock.remaining, clock.verdict), (s(3_600), Span::seconds(-100), Verdict::Open));
        assert_eq!(serde_json::to_value(clock).unwrap()["kind"], "arrive");
    }

    /// 3.2.5 `order.warn_before`: a clock warns while something is left and nobody has done it, and only then.
    #[test]
    fn a_clock_warns_before_it_runs_out() {
        let warns = |done, now| {
            let clock = Clock::new(ClockKind::Arrive, TimeInterval::exact(s(0)), Span::hours(1), done, s(now));
            clock.warned(Span::minutes(15)).runs_out
        };
        let on_its_edges = [2_700, 2_701, 3_600, 3_601].map(|now| warns(None, now));
        assert_eq!(on_its_edges, [false, true, true, false]);
        assert!(!warns(Some(around(3_500, 0)), 3_550));
    }

    #[test]
    fn what_is_not_proven_is_never_met_and_too_late_stays_too_late() {
        let clock = |done| {
            Clock::new(ClockKind::Arrive, TimeInterval::exact(s(0)), Span::hours(1), done, s(9_000)).unproven().verdict
        };
        assert_eq!(clock(Some(around(10, 0))), Verdict::Indeterminate);
        assert_eq!(clock(Some(around(4_000, 0))), Verdict::Missed);
        assert_eq!(clock(None), Verdict::Open);
    }

    #[test]
    fn every_clock_has_a_name_as_on_the_wire() {
        for kind in ClockKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for verdict in Verdict::ALL {
            assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.name());
        }
    }
}
