//! COVER-STATE, COVER-SAFE, COVER-REPLACE, REPORT-UP (3.2.4, 5.9): what a look at a cover means, and which clocks run.
//!
//! Missing and damaged covers are *dangerous*: they carry the clocks of 3.2.4. Loose, uneven and wrong covers are *defects*
//! to be dealt with, for which the text sets no time. A buried cover was not looked at: it tells nothing about its condition.

use super::verdict::{Clock, ClockKind};
use crate::event::{CoverReplaced, Fact};
use crate::model::{CoverCondition, CoverOwner, CoverRecord, TimeInterval, Timestamp};
use crate::rulebook::Rulebook;
use crate::state::{CoverState, Defect};

/// How bad a condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Could not be looked at.
    Unknown,
    /// Nothing is wrong.
    Sound,
    /// Something is wrong, without a limit of its own.
    Defect,
    /// Somebody can fall in: made safe at once, replaced in time.
    Danger,
}

/// How bad a condition is (3.2.4).
pub fn severity(condition: CoverCondition) -> Severity {
    match condition {
        CoverCondition::Missing | CoverCondition::Damaged => Severity::Danger,
        CoverCondition::Loose | CoverCondition::Uneven | CoverCondition::WrongType => Severity::Defect,
        CoverCondition::Sound => Severity::Sound,
        CoverCondition::Buried => Severity::Unknown,
    }
}

/// What a fact is to a cover: the columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CoverEventKind {
    /// Somebody looked at it.
    Seen(CoverCondition),
    /// 围护警示.
    MadeSafe,
    /// 已更换.
    Replaced,
    /// Reported to the supervisor.
    ReportedUp,
}

impl CoverEventKind {
    /// What this fact is; `None`: it is no fact of the field about covers.
    pub fn of(fact: &Fact) -> Option<Self> {
        Some(match fact {
            Fact::CoverInspected(look) => Self::Seen(look.condition),
            Fact::CoverMadeSafe(_) => Self::MadeSafe,
            Fact::CoverReplaced(_) => Self::Replaced,
            Fact::CoverReportedUp(_) => Self::ReportedUp,
            _ => return None,
        })
    }
}

/// What a fact does to a cover's defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverTransition {
    /// A defect begins, and with it the clocks of a dangerous one.
    Opens,
    /// The defect is of another kind now; its clocks run on.
    Changes,
    /// It became dangerous: the clocks begin here.
    Worsens,
    /// It stays as it is, or there is none.
    Stays,
    /// Barrier and sign stand.
    MadeSafe,
    /// The supervisor knows.
    ReportedUp,
    /// A new cover lies there.
    Replaced,
    /// It was seen sound: somebody mended it, and did not say when.
    SeenSound,
}

/// The one table of covers: what is open (a defect's condition), and what is told.
#[allow(clippy::match_same_arms, reason = "a table: each line is a rule of its own")]
pub fn transition(open: Option<CoverCondition>, kind: CoverEventKind) -> CoverTransition {
    use CoverEventKind as E;
    use CoverTransition as T;
    use Severity as S;

    let seen = match kind {
        E::MadeSafe => return if open.is_some() { T::MadeSafe } else { T::Stays },
        E::Replaced => return T::Replaced,
        E::ReportedUp => return T::ReportedUp,
        E::Seen(condition) => condition,
    };
    match (open.map(severity), severity(seen)) {
        (_, S::Unknown) | (None, S::Sound) => T::Stays,
        (None, S::Defect | S::Danger) => T::Opens,
        (Some(_), S::Sound) => T::SeenSound,
        (Some(S::Danger), S::Danger) | (Some(_), S::Defect) if open == Some(seen) => T::Stays,
        (Some(S::Danger), S::Danger) => T::Changes,
        // A dangerous cover that looks less bad today was not replaced: the danger stands until that is said or seen.
        (Some(S::Danger), S::Defect) => T::Stays,
        (Some(_), S::Danger) => T::Worsens,
        (Some(_), S::Defect) => T::Changes,
    }
}

/// Whose cover it is: what somebody saw on the spot, else what the books say.
pub fn owner(record: Option<&CoverRecord>, state: &CoverState) -> CoverOwner {
    state.owner_seen.or(record.map(|record| record.owner)).unwrap_or_default()
}

/// Until when a dangerous cover is made safe, whoever owns it (COVER-SAFE); `None`: it is safe, or never was dangerous.
pub fn safe_due(defect: &Defect, book: &Rulebook) -> Option<Timestamp> {
    let runs = severity(defect.condition) == Severity::Danger && defect.safe_at.is_none();
    runs.then(|| defect.since.middle() + book.cover.safe_within)
}

/// Until when a dangerous cover is replaced (COVER-REPLACE); `None`: it is not ours to replace, or not dangerous. Of unknown
/// owner it is ours until somebody says otherwise. Somebody else's is made safe and reported up.
pub fn replace_due(defect: &Defect, owner: CoverOwner, book: &Rulebook) -> Option<Timestamp> {
    let runs = severity(defect.condition) == Severity::Danger && owner != CoverOwner::Other;
    runs.then(|| defect.since.middle() + book.cover.replace_within)
}

/// The photos that COVER-REPLACE asks for and that are missing: before, after. `None`: both are there.
pub fn missing_photos(replaced: &CoverReplaced) -> Option<(bool, bool)> {
    let missing = (replaced.before.is_empty(), replaced.after.is_empty());
    (missing.0 || missing.1).then_some(missing)
}

/// The clocks of the open defect, judged at `now`; without one, those of the defect that ended last.
pub fn clocks(record: &CoverRecord, state: &CoverState, book: &Rulebook, now: Timestamp) -> Vec<Clock> {
    let Some(defect) = state.defect.as_ref().or(state.last_defect.as_ref()) else { return Vec::new() };
    if severity(defect.condition) != Severity::Danger {
        return Vec::new();
    }
    let ended = defect.ended.as_ref().map(|end| end.at);
    // What was replaced within the hour needed no barrier.
    let safe = earlier(defect.safe_at, ended);
    let mut clocks = vec![Clock::new(ClockKind::MakeSafe, defect.since, book.cover.safe_within, safe, now)];
    if owner(Some(record), state) != CoverOwner::Other {
        clocks.push(Clock::new(ClockKind::Replace, defect.since, book.cover.replace_within, ended, now));
    }
    clocks.into_iter().map(|clock| clock.warned(book.order.warn_before)).collect()
}

fn earlier(a: Option<TimeInterval>, b: Option<TimeInterval>) -> Option<TimeInterval> {
    a.into_iter().chain(b).min_by_key(|at| at.latest)
}

#[cfg(test)]
mod tests;
