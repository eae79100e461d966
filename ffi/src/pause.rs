//! A repair pauses for an outside cause, and a supervisor says whether that counts (REPAIR-WINDOW, 3.3.3).

use curbstop_core::event;
use curbstop_core::model::{OrderId, PhotoId, Span};
use curbstop_core::rules::verdict;
use curbstop_core::state;

use crate::place::fix;
use crate::{Fix, Phone, PhoneError, Saved, When};

type PauseCause = event::PauseCause;

/// An outside cause for which a repair may pause. Its words stand under `pause_cause.<name>`.
#[uniffi::remote(Enum)]
pub enum PauseCause {
    /// 等开挖许可.
    ExcavationPermit,
    /// 等其他管线单位配合.
    OtherUtility,
    /// 恶劣天气.
    Weather,
    /// 无法进场.
    NoAccess,
    /// Something else; needs a note.
    Other,
}

type RepairPaused = event::RepairPaused;

/// 暂停: what holds the crew up.
#[uniffi::remote(Record)]
pub struct RepairPaused {
    /// The cause.
    pub cause: PauseCause,
    /// What there is to say of it.
    #[uniffi(default = "")]
    pub note: String,
    /// Photos.
    #[uniffi(default = [])]
    pub photos: Vec<PhotoId>,
}

/// Whether a pause counts. Its words stand under `pause.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum PauseStanding {
    /// Nobody decided yet, and the clock runs on.
    Waiting,
    /// The limit is longer by it.
    Approved {
        /// What the supervisor wrote.
        reason: String,
    },
    /// The clock ran on.
    Refused {
        /// What the supervisor wrote.
        reason: String,
    },
}

impl From<state::PauseStanding> for PauseStanding {
    fn from(standing: state::PauseStanding) -> Self {
        match standing {
            state::PauseStanding::Waiting => Self::Waiting,
            state::PauseStanding::Approved(verdict) => Self::Approved { reason: verdict.reason },
            state::PauseStanding::Refused(verdict) => Self::Refused { reason: verdict.reason },
        }
    }
}

/// One pause of a repair.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Pause {
    /// What held the crew up.
    pub cause: PauseCause,
    /// What there is to say of it.
    pub note: String,
    /// Since when.
    pub from: When,
    /// Until when; none while the repair stands still.
    pub until: Option<When>,
    /// Whether it counts.
    pub standing: PauseStanding,
}

impl From<state::Pause> for Pause {
    fn from(pause: state::Pause) -> Self {
        Self {
            cause: pause.cause,
            note: pause.note,
            from: pause.from.into(),
            until: pause.until.map(When::from),
            standing: pause.standing.into(),
        }
    }
}

type Paused = verdict::Paused;

/// What approved pauses did to a limit.
#[uniffi::remote(Record)]
pub struct Paused {
    /// How long its clock stood still; the limit is longer by it.
    pub time: Span,
    /// It stands still now.
    pub stands_still: bool,
    /// What could be said of the limit without pauses.
    pub unpaused: verdict::Verdict,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Saves 暂停, for an outside cause: counts once a supervisor has approved it.
    #[uniffi::method(default(fix = None))]
    pub async fn pause_repair(
        &self,
        order: OrderId,
        paused: RepairPaused,
        fix: Option<Fix>,
    ) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.pause_repair(&order, paused, at)).await
    }

    /// Saves 复工.
    #[uniffi::method(default(fix = None))]
    pub async fn resume_repair(&self, order: OrderId, fix: Option<Fix>) -> Result<Saved, PhoneError> {
        let at = self::fix(fix)?;
        self.ask(move |phone| phone.resume_repair(&order, at)).await
    }
}
