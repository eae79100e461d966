//! A sync in a slot that the platform gives in the background: some seconds, and then nothing may be under way.

use super::error::SyncError;
use super::{SyncReport, backoff_store, sync_for};
use crate::device::engine::Engine;
use crate::model::{Moment, Span};

/// What a sync in the background did, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackgroundSync {
    /// What it did.
    pub report: SyncReport,
    /// How it ended.
    pub end: SlotEnd,
}

/// How a slot in the background ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotEnd {
    /// Phone and server have the same.
    NothingLeft,
    /// The time is used up, and something is left: ask for another slot.
    SomethingLeft,
    /// The server is not to be asked before so long has passed; it was not.
    NotYet {
        /// How long.
        wait: Span,
    },
    /// The server does not know this phone; it was not asked.
    Paused {
        /// What the server said, as a stable code.
        code: String,
    },
}

/// How long a sync may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Until it is done.
    Open,
    /// No request begins once so much uptime has passed.
    Within {
        /// When the slot began.
        since: Moment,
        /// Its length.
        budget: Span,
    },
}

impl Slot {
    /// Whether another request may begin.
    pub(super) fn allows(self, now: Moment) -> bool {
        match self {
            Self::Open => true,
            Self::Within { since, budget } => since.boot == now.boot && now.uptime - since.uptime < budget,
        }
    }
}

/// Whether a sync has brought everything over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// It has.
    Nothing,
    /// Its slot ended before.
    Something,
}

/// Syncs, unless the server is not to be asked yet, and begins no request after `budget`. One that is under way then is given
/// up by dropping the future: nothing is lost by it.
pub(crate) async fn run_within(engine: &Engine, budget: Span) -> Result<BackgroundSync, SyncError> {
    let since = engine.present()?.moment;
    let state = engine.store.read(backoff_store::get)?;
    let not_asked = |end| Ok(BackgroundSync { report: SyncReport::default(), end });
    match (state.due_in(since), state) {
        (None, super::backoff::Backoff::Paused { code }) => return not_asked(SlotEnd::Paused { code }),
        (Some(wait), _) if wait > Span::ZERO => return not_asked(SlotEnd::NotYet { wait }),
        _ => {}
    }
    let (report, left) = sync_for(engine, Slot::Within { since, budget }).await?;
    let end = if left == Left::Nothing { SlotEnd::NothingLeft } else { SlotEnd::SomethingLeft };
    Ok(BackgroundSync { report, end })
}
