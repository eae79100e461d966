//! When something was, and how much of a limit is left.

use curbstop_core::device::phone;
use curbstop_core::model::{self, Span, TimeInterval, Timestamp};
use curbstop_core::rules::verdict;

use crate::{Phone, PhoneError};

/// When something was, as far as clocks can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct When {
    /// The middle of the doubt.
    pub at: Timestamp,
    /// How good that is.
    pub quality: TimeQuality,
}

impl From<TimeInterval> for When {
    fn from(interval: TimeInterval) -> Self {
        Self { at: interval.middle(), quality: interval.quality() }
    }
}

type TimeQuality = model::TimeQuality;

/// How good a time is. Its words stand under `time_quality.<name>`.
#[uniffi::remote(Enum)]
pub enum TimeQuality {
    /// 已校时: known to the minute.
    Verified,
    /// 推算: known within a bound that people can judge.
    Derived {
        /// Half of the doubt.
        plus_minus: Span,
    },
    /// 未校验: never a finding by itself.
    Unverified,
}

type PhoneTime = phone::PhoneTime;

/// The phone's time.
#[uniffi::remote(Record)]
pub struct PhoneTime {
    /// As well as the phone can say.
    pub now: Timestamp,
    /// How good that is: what the server's answers say of it, not what the wall clock says of itself.
    pub quality: TimeQuality,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// What time it is, with its quality.
    pub async fn time(&self) -> Result<PhoneTime, PhoneError> {
        self.ask(curbstop_core::device::Phone::time).await
    }
}

/// One limit that runs, or ran: "23 minutes left to arrive".
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Clock {
    /// Which limit.
    pub kind: ClockKind,
    /// The clause that sets it, for example `3.3.2`.
    pub clause: String,
    /// When it began to run.
    pub start: When,
    /// Until when.
    pub due: Timestamp,
    /// When it was done, if it was.
    pub done: Option<When>,
    /// What can be said of it.
    pub verdict: Verdict,
    /// Time left now, or left over when it was done; below zero is overdue.
    pub remaining: Span,
    /// About to run out, as the rulebook has it (`order.warn_before`): nobody has done it, and little is left.
    pub runs_out: bool,
    /// What approved pauses did to it, if there were any; `due`, `verdict` and `remaining` have them in.
    pub paused: Option<verdict::Paused>,
}

impl From<verdict::Clock> for Clock {
    fn from(clock: verdict::Clock) -> Self {
        let verdict::Clock { kind, clause, start, due, done, verdict, remaining, runs_out, paused } = clock;
        let (start, done) = (start.into(), done.map(When::from));
        Self { kind, clause: clause.to_owned(), start, due, done, verdict, remaining, runs_out, paused }
    }
}

type ClockKind = verdict::ClockKind;

/// Which limit a clock measures. Its words stand under `clock.<name>`.
#[uniffi::remote(Enum)]
pub enum ClockKind {
    /// On site after the instruction (3.3.2).
    Arrive,
    /// Scope and times told to the hotline (3.3.4).
    TellOutage,
    /// Repaired after the instruction (3.3.3).
    Repair,
    /// The announced restore time against the order's limit; "done" is the announced time.
    AnnouncedRestore,
    /// The surface restored after the repair (3.3.3).
    Reinstate,
    /// Barrier and sign after the first report (3.2.4).
    MakeSafe,
    /// The cover replaced after the first report (3.2.4).
    Replace,
    /// Survey, drawing and budget after the acceptance, in working days (3.4.1).
    Connect,
}

type Verdict = verdict::Verdict;

/// What can be said of a limit. Its words stand under `verdict.<name>`.
#[uniffi::remote(Enum)]
pub enum Verdict {
    /// Done in time, beyond doubt.
    Met,
    /// Done too late, beyond doubt.
    Missed,
    /// Nothing heard yet, however late.
    Open,
    /// The doubt of the times reaches across the limit: a person decides.
    Indeterminate,
}
