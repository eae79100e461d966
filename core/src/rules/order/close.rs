//! REPORT-BACK (3.2.5, 3.3.2, 5.3): what must be there before the office may close an order.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::event::RepairResult;
use crate::state::{Milestone, OrderStage, OrderState};

/// What an order lacks before it may be closed. Texts: `close.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The hotline has no result.
    Result,
    /// The hotline has an older result than the repair.
    RepairNotReported,
    /// Nothing that the caller can be told.
    TellCaller,
    /// The valves are closed, and water is not back.
    WaterRestored,
    /// The surface was opened, and is not restored (REINSTATE).
    SurfaceRestored,
}

impl Missing {
    /// Everything that can be missing, for tables.
    pub const ALL: [Self; 5] =
        [Self::Result, Self::RepairNotReported, Self::TellCaller, Self::WaterRestored, Self::SurfaceRestored];

    /// The stable name, as in `close.result`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::RepairNotReported => "repair_not_reported",
            Self::TellCaller => "tell_caller",
            Self::WaterRestored => "water_restored",
            Self::SurfaceRestored => "surface_restored",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Result => "the hotline has no result",
            Self::RepairNotReported => "the hotline has an older result than the repair",
            Self::TellCaller => "there is nothing that the caller can be told",
            Self::WaterRestored => "water is not back",
            Self::SurfaceRestored => "the opened surface is not restored",
        })
    }
}

/// Why an order may not be closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is closed.
    #[error("the order is closed already")]
    AlreadyClosed,
    /// Something is missing.
    #[error("the order cannot be closed yet: {}", list(.0))]
    Missing(Vec<Missing>),
}

impl Why {
    /// The stable code, which is also the key of its text.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyClosed => "close.already_closed",
            Self::Missing(_) => "close.missing",
        }
    }
}

fn list(missing: &[Missing]) -> String {
    missing.iter().map(Missing::to_string).collect::<Vec<_>>().join("; ")
}

/// Whether the office may close the order now; otherwise everything that is missing, named at once.
pub fn may_close(state: &OrderState) -> Result<(), Why> {
    if state.stage == OrderStage::Closed {
        return Err(Why::AlreadyClosed);
    }
    let missing: Vec<Missing> = Missing::ALL.into_iter().filter(|missing| is_missing(*missing, state)).collect();
    if missing.is_empty() { Ok(()) } else { Err(Why::Missing(missing)) }
}

fn is_missing(missing: Missing, state: &OrderState) -> bool {
    let has = |m: Milestone| state.milestones.contains_key(&m);
    match missing {
        Missing::Result => state.result.is_none(),
        Missing::RepairNotReported => {
            has(Milestone::Repaired) && state.result.as_ref().is_some_and(|result| *result != RepairResult::Repaired)
        }
        Missing::TellCaller => state.result.is_some() && state.tell_caller.trim().is_empty(),
        Missing::WaterRestored => state.water_is_off(),
        Missing::SurfaceRestored => state.surface_is_open(),
    }
}
