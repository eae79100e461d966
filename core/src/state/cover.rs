//! A cover: its condition, and the clocks of an unsafe one (3.2.4).

use serde::{Deserialize, Serialize};

use super::{FollowUp, Of};
use crate::event::{BarrierKind, CoverInspected, Dated, EventId, Fact};
use crate::model::{CoverCondition, CoverOwner, CoverRecord, TimeInterval};
use crate::rulebook::Rulebook;
use crate::rules::cover::{self, CoverEventKind, CoverTransition};

/// How a defect ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectEndedBy {
    /// Somebody replaced the cover, and said so.
    Replaced,
    /// Somebody saw it sound; who mended it, and when, nobody said.
    SeenSound,
}

/// The end of a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefectEnd {
    /// How.
    pub by: DefectEndedBy,
    /// When: for a cover that was seen sound, between the last look that found it wrong and the one that found it sound.
    pub at: TimeInterval,
    /// The fact.
    pub event: EventId,
}

/// A cover that is not sound, from the first report on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Defect {
    /// What is wrong with it: as last seen, but a dangerous cover stays so until it is replaced or seen sound.
    pub condition: CoverCondition,
    /// The first report; for a defect that became dangerous later, the first that said so.
    pub reported_by: EventId,
    /// When it was first seen so: the start of COVER-SAFE and COVER-REPLACE.
    pub since: TimeInterval,
    /// When somebody last saw it wrong.
    pub last_seen: TimeInterval,
    /// When it was made safe, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safe_at: Option<TimeInterval>,
    /// With what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barrier: Option<BarrierKind>,
    /// When it was reported to the supervisor, if it was (REPORT-UP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_up_at: Option<TimeInterval>,
    /// How it ended, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DefectEnd>,
}

/// The state of a cover.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CoverState {
    /// When somebody last looked at it (PATROL); `None`: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<TimeInterval>,
    /// What they saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<CoverCondition>,
    /// Whose it is, as somebody saw on the spot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_seen: Option<CoverOwner>,
    /// The open defect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect: Option<Defect>,
    /// When it was last replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<TimeInterval>,
    /// The defect that ended last, for its verdicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_defect: Option<Defect>,
    /// When it was last reported to the supervisor, defect or not: the worker's receipt (REPORT-UP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_up_at: Option<TimeInterval>,
}

impl CoverState {
    fn look(&mut self, look: &CoverInspected, at: TimeInterval) {
        self.seen_at = Some(at);
        self.condition = Some(look.condition);
        if look.owner.is_some() {
            self.owner_seen = look.owner;
        }
    }

    fn open(&mut self, condition: CoverCondition, reported_by: EventId, at: TimeInterval) {
        self.defect = Some(Defect {
            condition,
            reported_by,
            since: at,
            last_seen: at,
            safe_at: None,
            barrier: None,
            reported_up_at: None,
            ended: None,
        });
    }

    fn end(&mut self, by: DefectEndedBy, event: EventId, at: TimeInterval) {
        let Some(defect) = self.defect.take() else { return };
        let from = match by {
            DefectEndedBy::Replaced => at.earliest,
            DefectEndedBy::SeenSound => defect.last_seen.earliest.min(at.earliest),
        };
        let ended = Some(DefectEnd { by, at: TimeInterval { earliest: from, ..at }, event });
        self.last_defect = Some(Defect { ended, ..defect });
    }
}

pub(super) fn apply(of: &mut Of<CoverRecord, CoverState>, dated: &Dated, book: &Rulebook) -> Vec<FollowUp> {
    let fact = &dated.event.fact;
    let (id, at, state) = (dated.event.id, dated.at, &mut of.state);
    let Some(kind) = CoverEventKind::of(fact) else { return Vec::new() };
    let moves = cover::transition(state.defect.as_ref().map(|defect| defect.condition), kind);
    if let Fact::CoverInspected(look) = fact {
        state.look(look, at);
    }
    match (moves, kind) {
        (CoverTransition::Opens | CoverTransition::Worsens, CoverEventKind::Seen(condition)) => {
            state.open(condition, id, at);
        }
        (CoverTransition::Changes, CoverEventKind::Seen(condition)) => {
            if let Some(defect) = &mut state.defect {
                defect.condition = condition;
            }
        }
        (CoverTransition::SeenSound, _) => state.end(DefectEndedBy::SeenSound, id, at),
        (CoverTransition::Replaced, _) => {
            state.end(DefectEndedBy::Replaced, id, at);
            state.replaced_at = Some(at);
            // Who replaces a cover has seen it, and what lies there now is sound.
            state.seen_at = Some(at);
            state.condition = Some(CoverCondition::Sound);
        }
        (CoverTransition::ReportedUp, _) => state.reported_up_at = Some(at),
        _ => {}
    }
    if let Some(defect) = &mut state.defect {
        touch(defect, fact, at);
    }
    follows(of, fact, book)
}

/// What a fact says about a defect that stays open.
fn touch(defect: &mut Defect, fact: &Fact, at: TimeInterval) {
    match fact {
        // A buried cover was not looked at.
        Fact::CoverInspected(look) if look.condition != CoverCondition::Buried => defect.last_seen = at,
        Fact::CoverMadeSafe(made) => {
            defect.barrier = Some(made.barrier);
            defect.safe_at.get_or_insert(at);
        }
        Fact::CoverReportedUp(_) => {
            defect.reported_up_at.get_or_insert(at);
        }
        _ => {}
    }
}

fn follows(of: &Of<CoverRecord, CoverState>, fact: &Fact, book: &Rulebook) -> Vec<FollowUp> {
    if let Fact::CoverReplaced(replaced) = fact {
        let missing = cover::missing_photos(replaced);
        return missing.map(|(before, after)| FollowUp::ReplacePhotos { before, after }).into_iter().collect();
    }
    let Some(defect) = of.state.defect.as_ref().filter(|_| matches!(fact, Fact::CoverInspected(_))) else {
        return Vec::new();
    };
    let safe = cover::safe_due(defect, book).map(|due| FollowUp::MakeSafe { due });
    let owner = cover::owner(of.record.as_ref(), &of.state);
    let replace = cover::replace_due(defect, owner, book).map(|due| FollowUp::Replace { due });
    safe.into_iter().chain(replace).collect()
}

#[cfg(test)]
mod tests;
