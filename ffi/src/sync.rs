//! What is delivered, and when the server is asked again.

use curbstop_core::device::{phone, sync};
use curbstop_core::model::{DeviceId, Span, Timestamp, WorkerId};

use crate::{Phone, PhoneError};

type Status = phone::Status;

/// "43 saved here today, 31 delivered".
#[uniffi::remote(Record)]
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

type SyncState = phone::SyncState;

/// Whether and when the server is asked again.
#[uniffi::remote(Enum)]
pub enum SyncState {
    /// At any time.
    Ready,
    /// Not by itself before `wait` has passed.
    Waiting {
        /// How long.
        wait: Span,
        /// Why it failed; its words stand under `error.<code>`.
        code: String,
    },
    /// Not by itself: the server does not know this phone. Work goes on and is kept; enrol again.
    Paused {
        /// What the server said; its words stand under `error.<code>`.
        code: String,
    },
}

type SyncReport = sync::SyncReport;

/// What a sync did.
#[uniffi::remote(Record)]
pub struct SyncReport {
    /// Requests that were answered.
    pub requests: u32,
    /// Facts that the server took.
    pub delivered: u64,
    /// Facts that it keeps in quarantine.
    pub refused: u64,
    /// Subjects that came.
    pub rows: u64,
}

type BackgroundSync = sync::BackgroundSync;

/// What a sync in the background did, and how it ended.
#[uniffi::remote(Record)]
pub struct BackgroundSync {
    /// What it did.
    pub report: SyncReport,
    /// How it ended.
    pub end: SlotEnd,
}

type SlotEnd = sync::SlotEnd;

/// How a slot in the background ended.
#[uniffi::remote(Enum)]
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
        /// What the server said; its words stand under `error.<code>`.
        code: String,
    },
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// Where the phone's work stands.
    pub async fn status(&self) -> Result<Status, PhoneError> {
        self.ask(curbstop_core::device::Phone::status).await
    }

    /// Brings phone and server to the same, at once. May be given up at any moment, and called again.
    pub async fn sync(&self) -> Result<SyncReport, PhoneError> {
        self.wait(async |phone| phone.sync().await).await
    }

    /// Like `sync`, unless the server is not to be asked yet; then `None`. For schedulers.
    pub async fn sync_if_due(&self) -> Result<Option<SyncReport>, PhoneError> {
        self.wait(async |phone| phone.sync_if_due().await).await
    }

    /// Syncs in a slot that the platform gives in the background: begins no request once the budget is used up.
    pub async fn sync_in_background(&self, budget: Span) -> Result<BackgroundSync, PhoneError> {
        self.wait(async move |phone| phone.sync_in_background(budget).await).await
    }

    /// Listens for the server's word that something changed, and syncs at each, until the caller gives it up. Returns only with an
    /// error that asking again does not mend.
    pub async fn listen(&self) -> Result<(), PhoneError> {
        self.wait(async |phone| phone.listen().await.map(|never| match never {})).await
    }

    /// The platform says that there is a network again: no need to wait any longer.
    pub async fn network_is_back(&self) -> Result<(), PhoneError> {
        self.ask(curbstop_core::device::Phone::network_is_back).await
    }
}
