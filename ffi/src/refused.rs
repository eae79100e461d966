//! What the server could not apply, and the ways out. Nothing of it was lost, and nothing was blocked.

use curbstop_core::device::phone;
use curbstop_core::model::Timestamp;

use crate::{Entered, Phone, PhoneError, Saved};

/// An entry that lies in the server's quarantine.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RefusedEntry {
    /// Its number on this phone.
    pub seq: u64,
    /// What it is about, for example `point:A-17`; `None` where its bytes cannot be read any more.
    pub subject: Option<String>,
    /// What happened, for example `reading_taken`; its words stand under `app.fact.<name>`.
    pub fact: Option<String>,
    /// What was entered; `None` for a step of one tap, and where its bytes cannot be read any more.
    pub entered: Option<Entered>,
    /// When it was recorded, as the phone's clocks tell now.
    pub at: Option<Timestamp>,
    /// Why; its words stand under `refusal.<code>`.
    pub code: String,
    /// The fields that are wrong, if it is about fields.
    pub fields: Vec<String>,
    /// For logs and engineers.
    pub reason: String,
    /// The ways out, the likeliest first.
    pub ways: Vec<WayOut>,
}

impl From<phone::RefusedEntry> for RefusedEntry {
    fn from(entry: phone::RefusedEntry) -> Self {
        let phone::RefusedEntry { seq, body: _, event, at, refusal, ways } = entry;
        let subject = event.as_ref().map(|event| event.subject.to_string());
        let fact = event.as_ref().map(|event| event.fact.name().to_owned());
        let entered = event.and_then(|event| Entered::of(event.fact));
        let (code, fields, reason) = (refusal.code, refusal.fields, refusal.reason);
        Self { seq, subject, fact, entered, at, code, fields, reason, ways }
    }
}

type WayOut = phone::WayOut;

/// A way out of a refusal. Its words stand under `way_out.<name>`.
#[uniffi::remote(Enum)]
pub enum WayOut {
    /// Record it again, corrected; then settle this one.
    RecordAgain,
    /// The office sees to it; sent again when its cause is gone.
    SendAgain,
    /// Nothing to do: it is judged again after the server's update.
    WaitForUpdate,
    /// It is dealt with: it leaves the list, and its bytes stay in the server's quarantine.
    Settle,
}

#[uniffi::export(async_runtime = "tokio")]
impl Phone {
    /// The entries that wait for a person, oldest first.
    pub async fn refused(&self) -> Result<Vec<RefusedEntry>, PhoneError> {
        self.ask(|phone| Ok(phone.refused()?.into_iter().map(RefusedEntry::from).collect())).await
    }

    /// Way out: the same fact again, as it was and when it was, under a new number. For when its cause is gone.
    pub async fn send_again(&self, seq: u64) -> Result<Saved, PhoneError> {
        self.ask(move |phone| phone.send_again(seq)).await
    }

    /// Way out: it was recorded again, corrected, or the office sees to it. The entry leaves the list.
    pub async fn settle_refused(&self, seq: u64) -> Result<(), PhoneError> {
        self.ask(move |phone| phone.settle_refused(seq)).await
    }
}
