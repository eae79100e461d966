//! What is saved here, what is delivered, and when the server is asked again. Every number costs the same however long the
//! queue is.

use super::{Phone, PhoneError};
use crate::device::store::{StoreError, backoff, meta, outbox};
use crate::device::sync::backoff::Backoff;
use crate::model::{DeviceId, Moment, Span, Timestamp, WorkerId};

/// "43 saved here today, 31 delivered".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The phone's number; `None`: not enrolled.
    pub device: Option<DeviceId>,
    /// Who is signed in.
    pub worker: Option<WorkerId>,
    /// Facts that were saved here since the local day began.
    pub saved_today: u64,
    /// How many of those the server durably has.
    pub delivered_today: u64,
    /// Facts that were ever saved under this identity.
    pub saved: u64,
    /// How many of those the server durably has.
    pub delivered: u64,
    /// Facts that wait to be delivered.
    pub waiting: u64,
    /// Refusals that wait for a person.
    pub refused: u64,
    /// The server's clock in its last answer.
    pub last_answer: Option<Timestamp>,
    /// Whether and when the server is asked again.
    pub sync: SyncState,
}

/// Whether and when the server is asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncState {
    /// At any time.
    Ready,
    /// Not by itself before `wait` has passed.
    Waiting {
        /// How long.
        wait: Span,
        /// Why it failed, as a stable code.
        code: String,
    },
    /// Not by itself: the server does not know this phone. Work goes on and is kept; enrol again.
    Paused {
        /// What the server said, as a stable code.
        code: String,
    },
}

impl Phone {
    /// Where the phone's work stands.
    pub fn status(&self) -> Result<Status, PhoneError> {
        let present = self.engine.present()?;
        let today = present.now().local_date(present.books.in_force().utc_offset);
        let sync = self.sync_state()?;
        let status = self.engine.store.read(|db| {
            let counters = meta::counters(db)?;
            let first_today = meta::day(db)?.filter(|mark| mark.day == today).map(|mark| mark.first_seq);
            let since = |through: u64| first_today.map_or(0, |first| (through + 1).saturating_sub(first));
            Ok::<_, StoreError>(Status {
                device: meta::identity(db)?.map(|identity| identity.device),
                worker: meta::worker(db)?,
                saved_today: since(counters.last_seq),
                delivered_today: since(counters.have_through),
                saved: counters.last_seq,
                delivered: counters.have_through,
                waiting: counters.waiting(),
                refused: outbox::refused_count(db)?,
                last_answer: meta::heard_at(db)?,
                sync,
            })
        })?;
        Ok(status)
    }

    /// Whether and when the server is asked again.
    pub fn sync_state(&self) -> Result<SyncState, PhoneError> {
        let now = self.engine.present()?.moment;
        Ok(SyncState::of(self.engine.store.read(backoff::get)?, now))
    }
}

impl SyncState {
    pub(super) fn of(state: Backoff, now: Moment) -> Self {
        let due = state.due_in(now);
        match (state, due) {
            (Backoff::Paused { code }, _) => Self::Paused { code },
            (Backoff::Waiting { code, .. }, Some(wait)) if wait > Span::ZERO => Self::Waiting { wait, code },
            (Backoff::Ready | Backoff::Waiting { .. }, _) => Self::Ready,
        }
    }
}
