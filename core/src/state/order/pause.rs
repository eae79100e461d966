//! Pauses of a repair (REPAIR-WINDOW, 3.3.3): what the crew stated, and what a supervisor decided.

use serde::{Deserialize, Serialize};

use super::OrderState;
use crate::event::{Author, Dated, EventId, PauseCause, PauseDecided, RepairPaused};
use crate::model::TimeInterval;
use crate::rules::order::Unexpected;

/// The most pauses of one order; another one is noted, and does not count.
const PAUSES_MAX: usize = 40;

/// Who decided on a pause, when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseVerdict {
    /// Who.
    pub by: Author,
    /// When.
    pub at: TimeInterval,
    /// Why.
    pub reason: String,
}

/// Whether a pause counts. Texts: `pause.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "decision")]
pub enum PauseStanding {
    /// 待批准: nobody decided yet, and the clock runs on.
    Waiting,
    /// 已批准: the limit is longer by it.
    Approved(PauseVerdict),
    /// 未批准: the clock ran on.
    Refused(PauseVerdict),
}

impl PauseStanding {
    /// Every name, for tables.
    pub const NAMES: [&str; 3] = ["waiting", "approved", "refused"];

    /// The stable name, as in `pause.waiting`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved(_) => "approved",
            Self::Refused(_) => "refused",
        }
    }

    /// What the supervisor said, if one has decided.
    pub fn verdict(&self) -> Option<&PauseVerdict> {
        match self {
            Self::Waiting => None,
            Self::Approved(verdict) | Self::Refused(verdict) => Some(verdict),
        }
    }
}

/// One pause of a repair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pause {
    /// The fact that states it.
    pub id: EventId,
    /// What holds the crew up.
    pub cause: PauseCause,
    /// What there is to say of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Since when.
    pub from: TimeInterval,
    /// Until when; `None` while the repair stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<TimeInterval>,
    /// Whether it counts.
    #[serde(flatten)]
    pub standing: PauseStanding,
}

impl OrderState {
    /// The pause that nobody has ended, whatever was decided on it.
    pub fn open_pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| pause.until.is_none())
    }

    /// The repair stands still, approved or waiting for it. A refused pause holds nothing up.
    pub fn is_paused(&self) -> bool {
        self.open_pause().is_some_and(|pause| !matches!(pause.standing, PauseStanding::Refused(_)))
    }

    /// Whether a pause may begin here; otherwise why it does not fit.
    pub(super) fn pause_fits(&self) -> Result<(), Unexpected> {
        if self.is_paused() {
            return Err(Unexpected::PausedAlready);
        }
        if self.pauses.len() >= PAUSES_MAX { Err(Unexpected::TooManyPauses) } else { Ok(()) }
    }

    /// 暂停. A refused pause that nobody ended is over with it.
    pub(super) fn pause(&mut self, dated: &Dated, paused: &RepairPaused) {
        self.end_pause(dated.at);
        self.pauses.push(Pause {
            id: dated.event.id,
            cause: paused.cause,
            note: paused.note.clone(),
            from: dated.at,
            until: None,
            standing: PauseStanding::Waiting,
        });
    }

    /// 复工, or a step that can only follow the repair.
    pub(super) fn end_pause(&mut self, at: TimeInterval) {
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.until.is_none()) {
            open.until = Some(at);
        }
    }

    /// A supervisor decided; the newest word counts.
    pub(super) fn decide_pause(&mut self, dated: &Dated, decided: &PauseDecided) {
        let Some(pause) = self.pauses.iter_mut().find(|pause| pause.id == decided.pause) else { return };
        let verdict = PauseVerdict { by: dated.event.author.clone(), at: dated.at, reason: decided.reason.clone() };
        pause.standing =
            if decided.approved { PauseStanding::Approved(verdict) } else { PauseStanding::Refused(verdict) };
    }
}

#[cfg(test)]
mod tests;
