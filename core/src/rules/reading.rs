//! The life of one month's reading (3.2.2): the one transition table.
//!
//! The newest fact of a month counts, with two exceptions: what nobody read never displaces what somebody read, and what
//! waits for a person in the office waits until that person, or a clean reading, has settled it. Every pair of stage and
//! event stands, readable, in `snapshots/…every_pair_of_stage_and_event.snap` beside this file.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Unread
//!     Unread --> NoRead: nobody opened
//!     Unread --> Actual: read, every check answered
//!     Unread --> InReview: read or estimated, in question
//!     Unread --> Estimated: within the limit
//!     Unread --> CustomerRead: the customer's word
//!     Unread --> Escalated: over the limit
//!     Estimated --> Actual: read, or the meter exchanged
//!     Escalated --> Released: the supervisor allows it
//!     Escalated --> ReadAgain: the supervisor wants it read
//!     InReview --> Released: the office accepts it
//!     InReview --> ReadAgain: the office sets it aside
//!     ReadAgain --> Actual: read
//! ```

use crate::state::ReadingStage;

/// What can happen to a month's reading, as far as its stage is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadingEventKind {
    /// Somebody read the register, or the office verified the customer's stand, and every check is answered.
    Read,
    /// Read, but a check is left unanswered.
    ReadInQuestion,
    /// Estimated within the limit, with a listed reason and its evidence.
    Estimated,
    /// Estimated within the limit, but reason or evidence want a person's eye.
    EstimateInQuestion,
    /// Estimated, or told by the customer, beyond the limit (EST-LIMIT).
    OverLimit,
    /// The customer told the stand, unverified, within the limit.
    CustomerTold,
    /// Neither read nor estimated.
    Missed,
    /// Another meter hangs here now; the old register was read.
    Exchanged,
    /// The supervisor let an escalated estimate stand (EST-ESCALATE).
    Allowed,
    /// The supervisor decided that the meter is to be read: by another visit, after moving it, after clearing the pit.
    VisitOrdered,
    /// The office accepted it.
    Accepted,
    /// The office set it aside (复抄).
    SetAside,
}

impl ReadingEventKind {
    /// Every kind, for tables.
    pub const ALL: [Self; 12] = [
        Self::Read,
        Self::ReadInQuestion,
        Self::Estimated,
        Self::EstimateInQuestion,
        Self::OverLimit,
        Self::CustomerTold,
        Self::Missed,
        Self::Exchanged,
        Self::Allowed,
        Self::VisitOrdered,
        Self::Accepted,
        Self::SetAside,
    ];
}

/// What a fact does to the stage of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The month rests on this fact from now on, and has this stage.
    To(ReadingStage),
    /// The fact is kept in the log and changes nothing of the month's reading.
    Kept(Why),
}

/// Why a fact changes nothing of the month's reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody read the register this month, or the result is confirmed; an estimate, a customer's word or a closed door
    /// does not displace that.
    ReadStands,
    /// A person in the office, or the supervisor, has it before them.
    AwaitsDecision,
    /// Somebody was there and saw nothing, but the month has an estimate or is to be read again: that stands.
    EarlierStands,
    /// An exchange does not read the new register: the month's task stays.
    TaskStays,
    /// A decision on something that waits for no decision.
    NothingToDecide,
}

/// The one transition table of a month's reading.
#[allow(clippy::match_same_arms, reason = "grouped by rule: an arm is a sentence of 3.2.2, not a set of equal answers")]
pub fn step(stage: ReadingStage, kind: ReadingEventKind) -> Step {
    use ReadingEventKind as Kind;
    use ReadingStage as Stage;
    use Step::{Kept, To};
    match (stage, kind) {
        // A reading always counts: as it is, or once a person has looked at it.
        (_, Kind::Read) => To(Stage::Actual),
        (_, Kind::ReadInQuestion) => To(Stage::InReview),

        // What nobody read does not displace what somebody read, nor take it off a desk.
        (
            Stage::Actual | Stage::Released,
            Kind::Estimated | Kind::EstimateInQuestion | Kind::OverLimit | Kind::CustomerTold | Kind::Missed,
        ) => Kept(Why::ReadStands),
        (
            Stage::InReview,
            Kind::Estimated | Kind::EstimateInQuestion | Kind::OverLimit | Kind::CustomerTold | Kind::Missed,
        ) => Kept(Why::AwaitsDecision),

        // 3.2.2: estimates, within the limit and beyond it.
        (_, Kind::Estimated) => To(Stage::Estimated),
        (_, Kind::EstimateInQuestion) => To(Stage::InReview),
        (_, Kind::OverLimit) => To(Stage::Escalated),
        (_, Kind::CustomerTold) => To(Stage::CustomerRead),

        (Stage::Unread | Stage::NoRead, Kind::Missed) => To(Stage::NoRead),
        (Stage::Estimated | Stage::CustomerRead | Stage::ReadAgain, Kind::Missed) => Kept(Why::EarlierStands),
        (Stage::Escalated, Kind::Missed) => Kept(Why::AwaitsDecision),

        // The old register was read: that settles whatever was estimated or in question on it.
        (Stage::Estimated | Stage::CustomerRead | Stage::Escalated | Stage::InReview, Kind::Exchanged) => {
            To(Stage::Actual)
        }
        (Stage::Actual | Stage::Released, Kind::Exchanged) => Kept(Why::ReadStands),
        (Stage::Unread | Stage::NoRead | Stage::ReadAgain, Kind::Exchanged) => Kept(Why::TaskStays),

        // EST-ESCALATE; the supervisor may think again as long as nothing was released.
        (Stage::Escalated | Stage::ReadAgain, Kind::Allowed) => To(Stage::Released),
        (Stage::Escalated | Stage::ReadAgain, Kind::VisitOrdered) => To(Stage::ReadAgain),

        // The office confirms, or has it read again.
        (Stage::InReview | Stage::Actual | Stage::Estimated | Stage::CustomerRead, Kind::Accepted) => {
            To(Stage::Released)
        }
        (
            Stage::InReview | Stage::Actual | Stage::Estimated | Stage::CustomerRead | Stage::Released,
            Kind::SetAside,
        ) => To(Stage::ReadAgain),
        (Stage::Escalated, Kind::Accepted | Kind::SetAside) => Kept(Why::AwaitsDecision),

        // What is left are decisions on a month that has nothing to decide: nobody was there yet, it was decided before,
        // or it went another way in the meantime. The decision stays in the log.
        (_, Kind::Allowed | Kind::VisitOrdered | Kind::Accepted | Kind::SetAside) => Kept(Why::NothingToDecide),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    const STAGES: [ReadingStage; 9] = [
        ReadingStage::Unread,
        ReadingStage::NoRead,
        ReadingStage::Actual,
        ReadingStage::Estimated,
        ReadingStage::CustomerRead,
        ReadingStage::Escalated,
        ReadingStage::InReview,
        ReadingStage::ReadAgain,
        ReadingStage::Released,
    ];

    /// 3.2.2: every pair of stage and event, as a table that people can read. `.` is "kept, changes nothing".
    #[test]
    fn every_pair_of_stage_and_event() {
        let mut table = String::new();
        for kind in ReadingEventKind::ALL {
            let _ = writeln!(table, "{kind:?}");
            for stage in STAGES {
                let _ = match step(stage, kind) {
                    Step::To(next) => writeln!(table, "    {:<13} -> {next:?}", format!("{stage:?}")),
                    Step::Kept(why) => writeln!(table, "    {:<13} .  {why:?}", format!("{stage:?}")),
                };
            }
        }
        insta::assert_snapshot!(table);
    }

    /// 3.2.2 READ-IF-READABLE: whatever came before, a clean reading makes the month read.
    #[test]
    fn a_clean_reading_always_counts() {
        for stage in STAGES {
            assert_eq!(step(stage, ReadingEventKind::Read), Step::To(ReadingStage::Actual));
        }
    }

    /// 3.2.2 EST-ESCALATE: from an escalation only the supervisor, a reading, the customer or an exchange leads out; the
    /// office's review does not.
    #[test]
    fn an_escalation_is_the_supervisors() {
        use ReadingEventKind::{Accepted, Missed, SetAside};
        for kind in [Accepted, SetAside, Missed] {
            assert_eq!(step(ReadingStage::Escalated, kind), Step::Kept(Why::AwaitsDecision));
        }
    }
}
